package io.thriftboot.server;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.transport.PeerText;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.thrift.async.AsyncMethodCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an asynchronous handler tells the outcome of a call, from any thread. The first outcome counts. A oneway call is over
 * when the method has returned, whether or not it tells: libthrift's servers do not wait either, so handlers need not.
 */
final class HandlerCallback implements AsyncMethodCallback<@Nullable Object> {

    private static final Logger logger = LoggerFactory.getLogger(ThriftProcessor.class);

    private final ThriftCall call;
    private final UnaryOperator<Throwable> translation;
    private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
    private final AtomicInteger outcomes = new AtomicInteger();

    private HandlerCallback(ThriftCall call, UnaryOperator<Throwable> translation) {
        this.call = call;
        this.translation = translation;
    }

    /**
     * Calls an implementation of {@code AsyncIface}.
     *
     * @param translation applied to what the handler fails with; throws nothing
     * @return completes with the first outcome, in the thread that brings it, with the call's context as the current one
     */
    static CompletionStage<@Nullable Object> call(
            Object handler, ThriftCall call, UnaryOperator<Throwable> translation) {
        HandlerCallback callback = new HandlerCallback(call, translation);
        try {
            call.method().start(handler, call.args(), callback);
        } catch (Throwable thrown) {
            callback.fail(thrown);
        }
        if (call.method().isOneway()) {
            callback.result.complete(null);
        }
        return callback.result;
    }

    @Override
    public void onComplete(@Nullable Object value) {
        if (isFirst(null)) {
            settle(value, null);
        }
    }

    @Override
    public void onError(@Nullable Exception thrown) {
        fail(thrown == null ? new IllegalArgumentException("onError: null (expected: an exception)") : thrown);
    }

    private void fail(Throwable thrown) {
        Throwable cause = HandlerChain.causeOf(thrown);
        if (isFirst(cause) && !settle(null, cause)) {
            log("failed after it had returned", cause);
        }
    }

    private boolean isFirst(@Nullable Throwable thrown) {
        int count = outcomes.incrementAndGet();
        if (count == 2) {
            String what =
                    thrown == null ? "another result" : PeerText.logged(thrown).toString();
            ContextLog.run(
                    call.context(),
                    () -> logger.warn(
                            "{} has more than one outcome: {} (expected: one call of the callback) ({})",
                            call,
                            what,
                            ContextLog.describe(call.context())));
        }
        return count == 1;
    }

    private boolean settle(@Nullable Object value, @Nullable Throwable thrown) {
        ThriftContext.Scope current = call.context().makeCurrent();
        try {
            return thrown == null
                    ? result.complete(value)
                    : !result.isDone() && result.completeExceptionally(translation.apply(thrown));
        } finally {
            current.close();
        }
    }

    private void log(String what, Throwable thrown) {
        ContextLog.run(
                call.context(),
                () -> logger.error(
                        "{} {} ({})", call, what, ContextLog.describe(call.context()), PeerText.logged(thrown)));
    }
}
