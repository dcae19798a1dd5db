package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInvoker;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.async.AsyncMethodCallback;
import org.jspecify.annotations.Nullable;

/** The calls of a channel that somebody has a callback for: each callback is called once, by the deadline or at the close. */
final class AsyncCalls {

    /** What a call that is under way ends with at its deadline says more than the clock could. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String channel;
    private final ThriftInvoker chain;
    private final AsyncWork work;
    private final ScheduledThreadPoolExecutor clock;
    private final Set<PendingCallback> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * No thread is started before there is a call.
     *
     * @param channel the name of the channel
     * @param chain begins calls
     * @param work what the chain leaves to be done
     */
    AsyncCalls(String channel, ThriftInvoker chain, AsyncWork work) {
        this.channel = channel;
        this.chain = chain;
        this.work = work;
        this.clock = new ScheduledThreadPoolExecutor(1, AsyncThreads.daemons("thrift-client-" + channel + "-clock-"));
        this.clock.setRemoveOnCancelPolicy(true);
        this.clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Begins a call and returns. Whatever happens goes to the callback, which may have been called by then. */
    void begin(ThriftCall call, AsyncMethodCallback<@Nullable Object> callback) {
        PendingCallback waiting = new PendingCallback(channel, call, callback, pending);
        chain.invoke(call).whenComplete(waiting::end);
        Deadline deadline = call.context().deadline();
        if (deadline.isSet() && !waiting.isOver()) {
            watch(waiting, deadline);
        }
        if (closed) {
            waiting.end(null, work.closed(call));
        }
    }

    private void watch(PendingCallback waiting, Deadline deadline) {
        try {
            waiting.watchedBy(clock.schedule(
                    () -> expire(waiting), Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException ex) {
            waiting.end(null, work.closed(waiting.call()));
        }
    }

    private void expire(PendingCallback waiting) {
        work.expire(waiting.call());
        if (!waiting.isOver()) {
            waiting.watchedBy(clock.schedule(waiting::giveUp, PATIENCE_NANOS, TimeUnit.NANOSECONDS));
        }
    }

    /** Ends all calls. */
    void close() {
        closed = true;
        clock.shutdown();
        work.close();
        for (PendingCallback waiting : pending) {
            waiting.end(null, work.closed(waiting.call()));
        }
    }
}
