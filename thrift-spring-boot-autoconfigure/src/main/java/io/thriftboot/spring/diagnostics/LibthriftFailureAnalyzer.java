package io.thriftboot.spring.diagnostics;

import io.thriftboot.Libthrift;
import java.security.CodeSource;
import org.apache.thrift.TBase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains errors of linking against a libthrift that is too old, or older than what classes were generated for. */
final class LibthriftFailureAnalyzer extends AbstractFailureAnalyzer<LinkageError> {

    LibthriftFailureAnalyzer() {}

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, LinkageError cause) {
        String message = String.valueOf(cause.getMessage());
        if (!message.replace('/', '.').contains("org.apache.thrift.")) {
            return null;
        }
        return new FailureAnalysis(
                "libthrift " + Libthrift.version() + " does not have what is needed of it. It was loaded from "
                        + location() + ". The error is: " + message,
                "Let the application have libthrift 0.21 or newer (mvn dependency:tree shows what brings another one), and the"
                        + " version that its classes were generated for: thrift-maven-plugin generates them for older ones with"
                        + " <libthriftVersion>.",
                cause);
    }

    private static String location() {
        CodeSource source = TBase.class.getProtectionDomain().getCodeSource();
        return source == null ? "an unknown place" : String.valueOf(source.getLocation());
    }
}
