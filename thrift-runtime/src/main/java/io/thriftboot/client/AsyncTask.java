package io.thriftboot.client;

import io.thriftboot.ThriftCall;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** A call that waits for a thread, has one, or is over. */
final class AsyncTask implements Runnable {

    /** What is done for the call once there is a thread. */
    @FunctionalInterface
    interface Work {

        @Nullable
        Object get() throws Throwable;
    }

    private enum State {
        WAITING,
        RUNNING,
        OVER
    }

    private final AsyncThreads threads;
    private final Set<AsyncTask> tasks;
    private final ThriftCall call;
    private final Work work;
    private final long begin = System.nanoTime();
    private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
    private State state = State.WAITING;
    private @Nullable Thread thread;
    private @Nullable Throwable abortion;

    /** Adds itself to the tasks, until it is over. */
    AsyncTask(AsyncThreads threads, Set<AsyncTask> tasks, ThriftCall call, Work work) {
        this.threads = threads;
        this.tasks = tasks;
        this.call = call;
        this.work = work;
        tasks.add(this);
    }

    CompletableFuture<@Nullable Object> result() {
        return result;
    }

    /** Interceptors may have changed the call, but not its context. */
    boolean belongsTo(ThriftCall other) {
        return call.context() == other.context();
    }

    @Override
    public void run() {
        if (call.context().deadline().isExpired()) {
            expire();
        }
        if (!move(State.WAITING, State.RUNNING)) {
            return;
        }
        Object value = null;
        Throwable failure = null;
        try {
            value = work.get();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        move(State.RUNNING, State.OVER);
        end(value, failure == null ? null : reason(failure));
    }

    /** An interrupt is for the call: what comes after it on this thread must not meet it. */
    private synchronized boolean move(State from, State to) {
        if (state != from) {
            return false;
        }
        state = to;
        thread = to == State.RUNNING ? Thread.currentThread() : null;
        if (from == State.RUNNING) {
            Thread.interrupted();
        }
        return true;
    }

    private synchronized Throwable reason(Throwable failure) {
        Throwable why = abortion;
        if (why == null) {
            return failure;
        }
        why.addSuppressed(failure);
        return why;
    }

    private void end(@Nullable Object value, @Nullable Throwable failure) {
        tasks.remove(this);
        if (failure == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(failure);
        }
    }

    /** Ends the call if it has no thread, since its time is over. */
    void expire() {
        if (move(State.WAITING, State.OVER)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            end(
                    null,
                    new TTransportException(
                            TTransportException.TIMED_OUT,
                            threads.describe(call) + "no thread within " + waited.toMillis() + "ms "
                                    + threads.statistics()));
        }
    }

    /** Ends the call because the channel is closed: now if it has no thread, otherwise as soon as its thread notices. */
    void abort() {
        TTransportException why = threads.closed(call);
        if (move(State.WAITING, State.OVER)) {
            end(null, why);
        } else {
            interrupt(why);
        }
    }

    private synchronized void interrupt(TTransportException why) {
        if (thread != null) {
            abortion = why;
            thread.interrupt();
        }
    }
}
