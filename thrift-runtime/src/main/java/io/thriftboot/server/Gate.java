package io.thriftboot.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Knows who is inside, and closes as a server stops: later than it is told to, then for all that are not inside yet. */
final class Gate {

    private final String threadName;
    private final ShutdownOptions options;
    private int inside;
    private boolean closed;
    private boolean hurried;
    private @Nullable CompletableFuture<Boolean> closing;

    Gate(String threadName, ShutdownOptions options) {
        this.threadName = threadName;
        this.options = options;
    }

    /** Whether the gate is still open; {@link #leave} must be called in either case. */
    synchronized boolean enter() {
        inside++;
        return !closed;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    synchronized boolean isOpen() {
        return !closed;
    }

    /** Lets quiet and grace period end now. */
    synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    /** Completes when all have left ({@code true}) or the grace period is over. */
    synchronized CompletableFuture<Boolean> close() {
        if (closing == null) {
            CompletableFuture<Boolean> result = new CompletableFuture<>();
            closing = result;
            NamedThreads.named(threadName, () -> result.complete(drained())).start();
        }
        return closing.copy();
    }

    private synchronized boolean drained() {
        await(options.quietPeriod(), () -> false);
        closed = true;
        await(options.gracePeriod(), () -> inside == 0);
        return inside == 0;
    }

    /** Gives the lock up meanwhile. */
    private synchronized void await(Duration time, BooleanSupplier over) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !hurried && !over.getAsBoolean(); left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException ex) {
                hurried = true;
            }
        }
    }
}
