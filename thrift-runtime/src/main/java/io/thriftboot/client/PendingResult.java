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

/** The result of a call, which an interceptor may deliver later. */
final class PendingResult {

    private PendingResult() {}

    /**
     * Waits for the result until the deadline of the call.
     *
     * @param channel the name of the channel
     * @return the result
     * @throws Throwable an exception that every method of an {@code Iface} may throw, or an error
     */
    static @Nullable Object await(String channel, ThriftCall call, CompletableFuture<@Nullable Object> future)
            throws Throwable {
        Deadline deadline = call.context().deadline();
        try {
            return deadline.isSet() && !future.isDone()
                    ? future.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS)
                    : future.get();
        } catch (ExecutionException ex) {
            throw declared(channel, call, ex);
        } catch (TimeoutException ex) {
            throw late(channel, call).initCause(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new TTransportException(describe(channel, call) + ": interrupted while waiting for the result", ex);
        }
    }

    /** What a caller gets whose deadline is over. */
    static TTransportException late(String channel, ThriftCall call) {
        return new TTransportException(
                TTransportException.TIMED_OUT, describe(channel, call) + ": no result before the deadline");
    }

    /** What a caller gets for a failure: an exception that every method may throw, or an error. */
    static Throwable declared(String channel, ThriftCall call, Throwable thrown) {
        Throwable bare = bare(thrown);
        return bare instanceof RuntimeException || bare instanceof Error || bare instanceof TException
                ? bare
                : new TException(describe(channel, call) + ": " + bare, bare);
    }

    private static Throwable bare(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapper = thrown instanceof ExecutionException || thrown instanceof CompletionException;
        return wrapper && cause != null ? bare(cause) : thrown;
    }

    /** {@code users: UserService.get}, as errors begin. */
    private static String describe(String channel, ThriftCall call) {
        return channel + ": " + call;
    }
}
