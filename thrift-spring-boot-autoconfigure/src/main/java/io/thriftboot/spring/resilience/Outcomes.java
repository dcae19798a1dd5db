package io.thriftboot.spring.resilience;

import io.thriftboot.AccessRefusal;
import io.thriftboot.ThriftCall;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Tells failures from answers. */
final class Outcomes {

    private Outcomes() {}

    /**
     * Why a call failed.
     *
     * @param thrown what it ended with
     * @return {@code null} if it did not fail: an exception that the IDL declares is an answer like any other, and a refused
     *     credential is the caller's own
     */
    static @Nullable Throwable failure(ThriftCall call, @Nullable Throwable thrown) {
        Throwable bare =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return bare == null || call.method().declares(bare) || AccessRefusal.of(bare) != null ? null : bare;
    }
}
