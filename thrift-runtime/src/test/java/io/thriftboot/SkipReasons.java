package io.thriftboot;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Prints why a test is not run: Surefire only counts those. */
public final class SkipReasons implements TestWatcher {

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        print(context, cause == null ? "no reason given" : String.valueOf(cause.getMessage()));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        print(context, reason.orElse("no reason given"));
    }

    private static void print(ExtensionContext context, String reason) {
        System.out.println("SKIPPED: " + context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName()
                + ": " + reason);
    }
}
