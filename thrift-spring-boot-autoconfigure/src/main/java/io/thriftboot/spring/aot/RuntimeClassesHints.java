package io.thriftboot.spring.aot;

import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/** What {@code thrift-runtime} calls by reflection, since Java 17 does not have it; and the documentation of IDL files. */
final class RuntimeClassesHints implements RuntimeHintsRegistrar {

    RuntimeClassesHints() {}

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        ReflectionHints reflection = hints.reflection();
        register(reflection, Thread.class, "ofVirtual");
        register(reflection, HttpClient.class, "shutdown");
        reflection.registerType(TypeReference.of("java.lang.Thread$Builder"), builder -> builder.withMethod(
                        "name", TypeReference.listOf(String.class, long.class), ExecutableMode.INVOKE)
                .withMethod("factory", TypeReference.listOf(), ExecutableMode.INVOKE));
        hints.resources().registerPattern("META-INF/thrift/*.json");
    }

    private static void register(ReflectionHints reflection, Class<?> type, String method) {
        reflection.registerType(
                type, builder -> builder.withMethod(method, TypeReference.listOf(), ExecutableMode.INVOKE));
    }
}
