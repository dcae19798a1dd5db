package io.thriftboot.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * A call that is sent to a second server when the first has not answered in time. The first answer counts; the other attempt goes on
 * until it is answered too, or until the deadline, and nobody hears of it.
 */
final class Hedge {

    private final EncodedCall call;
    private final CallRunner.Starter starter;
    private final BooleanSupplier maySend;
    private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
    private int running;
    private @Nullable Throwable failure;

    /**
     * A call that is not sent yet.
     *
     * @param starter sends it
     * @param maySend whether there is another server, and the budget allows to send the call there; asked when it is time
     */
    Hedge(EncodedCall call, CallRunner.Starter starter, BooleanSupplier maySend) {
        this.call = call;
        this.starter = starter;
        this.maySend = maySend;
    }

    /**
     * Sends the call, and again after the delay.
     *
     * @throws TException if it cannot be sent
     */
    CompletionStage<@Nullable Object> start(Duration delay) throws TException {
        send();
        if (!result.isDone()) {
            CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(this::sendAgain);
        }
        return result;
    }

    private void send() throws TException {
        begin();
        starter.start(call).whenComplete(this::ended);
    }

    private synchronized void begin() {
        running++;
    }

    private void sendAgain() {
        if (result.isDone() || call.deadline().isExpired() || !maySend.getAsBoolean()) {
            return;
        }
        try {
            send();
        } catch (TException | RuntimeException ex) {
            ended(null, ex);
        }
    }

    private void ended(@Nullable Object value, @Nullable Throwable thrown) {
        Throwable bare =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (bare == null) {
            result.complete(value);
        } else if (isLast(bare) || !(bare instanceof TTransportException)) {
            result.completeExceptionally(bare);
        }
    }

    /** Whether no other attempt can be answered any more. What the other one failed with is kept. */
    private synchronized boolean isLast(Throwable thrown) {
        running--;
        Throwable other = failure;
        if (other != null && other != thrown) {
            thrown.addSuppressed(other);
        }
        failure = thrown;
        return running == 0;
    }
}
