package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A call that nobody waits for, attempt after attempt. */
final class SharedAsyncCall {

    private final SharedAsyncCalls calls;
    private final EncodedCall call;
    private final Route route;
    private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();

    /** The attempt that is not over, if there is one. */
    private final AtomicReference<@Nullable SharedCall> current = new AtomicReference<>();

    private volatile SharedCall.@Nullable Leaving leaving;

    SharedAsyncCall(SharedAsyncCalls calls, EncodedCall call, Route route) {
        this.calls = calls;
        this.call = call;
        this.route = route;
    }

    CompletableFuture<@Nullable Object> result() {
        return result;
    }

    /** Begins the next attempt. */
    void next() {
        try {
            Endpoint endpoint = route.next();
            SharedConnections connections = calls.connections(endpoint);
            SharedCall attempt = new SharedCall(call, connections, over -> ended(endpoint, over));
            current.set(attempt);
            connections.begin(attempt);
            SharedCall.Leaving why = leaving;
            if (why != null) {
                attempt.leave(why);
            }
        } catch (Throwable thrown) {
            result.completeExceptionally(thrown);
        }
    }

    /** May be told more than once. */
    private void ended(Endpoint endpoint, SharedCall attempt) {
        if (current.compareAndSet(attempt, null)) {
            calls.execute(() -> goOn(endpoint, attempt));
        }
    }

    private void goOn(Endpoint endpoint, SharedCall attempt) {
        try {
            attempt.settle();
            long pause = leaving == null ? route.after(endpoint, attempt) : Route.STOP;
            if (pause == Route.STOP) {
                result.complete(attempt.outcome(route.failures()));
                return;
            }
            calls.triesAgain();
            if (pause == 0) {
                next();
            } else {
                calls.executeLater(this::next, pause);
            }
        } catch (Throwable thrown) {
            result.completeExceptionally(thrown);
        }
    }

    /** Gives up the attempt, and all further ones. */
    void leave(SharedCall.Leaving why) {
        leaving = why;
        SharedCall attempt = current.get();
        if (attempt != null) {
            attempt.leave(why);
        }
    }
}
