package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.ThriftCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call, which an interceptor may deliver later.
 *
 * @param channel the name of the channel
 * @param call what was called
 * @param future the result
 */
record PendingResult(String channel, ThriftCall call, CompletableFuture<@Nullable Object> future) {

    /** The result, or an exception that every method of an {@code Iface} may throw. */
    @Nullable
    Object await() throws TException {
        Deadline deadline = call.context().deadline();
        try {
            return deadline.isSet() && !future.isDone()
                    ? future.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS)
                    : future.get();
        } catch (ExecutionException ex) {
            throw asDeclared(bare(ex));
        } catch (TimeoutException ex) {
            throw new TTransportException(TTransportException.TIMED_OUT, this + ": no result before the deadline", ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new TTransportException(this + ": interrupted while waiting for the result", ex);
        }
    }

    private static Throwable bare(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapper = thrown instanceof ExecutionException || thrown instanceof CompletionException;
        return wrapper && cause != null ? bare(cause) : thrown;
    }

    private TException asDeclared(Throwable thrown) {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof TException declared ? declared : new TException(this + ": " + thrown, thrown);
    }

    /** {@code users: UserService.get}, as errors begin. */
    @Override
    public String toString() {
        return channel + ": " + call;
    }
}
