package io.thriftboot.benchmarks;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.ThriftInvoker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Does what the argument of {@code echo} says: {@link #NEVER} comes back, or ends with an {@link #ERROR}. */
final class Trouble implements ThriftInterceptor {

    static final String NEVER = "never";
    static final String ERROR = "error";

    @Override
    public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
        Object text = call.arguments().get(0);
        if (NEVER.equals(text)) {
            return waitForTheClientToGo();
        }
        if (ERROR.equals(text)) {
            throw new InternalError("on purpose");
        }
        return next.invoke(call);
    }

    /** The server interrupts it, so that the next round finds the thread free. */
    private static CompletionStage<@Nullable Object> waitForTheClientToGo() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return CompletableFuture.completedFuture("");
    }
}
