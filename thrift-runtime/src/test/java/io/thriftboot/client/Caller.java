package io.thriftboot.client;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call on a thread of its own. */
final class Caller {

    private final Thread thread;
    private final CompletableFuture<Object> outcome = new CompletableFuture<>();
    private volatile boolean interrupted;

    private Caller(Callable<?> call) {
        thread = new Thread(() -> run(call), "caller");
        thread.setDaemon(true);
    }

    static Caller start(Callable<?> call) {
        Caller caller = new Caller(call);
        caller.thread.start();
        return caller;
    }

    private void run(Callable<?> call) {
        try {
            Object value = call.call();
            interrupted = Thread.currentThread().isInterrupted();
            outcome.complete(value);
        } catch (Throwable thrown) {
            interrupted = Thread.currentThread().isInterrupted();
            outcome.completeExceptionally(thrown);
        }
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Whether the call is over, or its thread waits for another. */
    boolean hasStopped() {
        return outcome.isDone() || thread.getState() == Thread.State.WAITING;
    }

    Object value() throws Exception {
        return await(Duration.ofSeconds(10));
    }

    Object await(Duration atMost) throws Exception {
        return outcome.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What the call threw. */
    Throwable thrown() throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("the call returned " + outcome.get(10, TimeUnit.SECONDS));
        } catch (ExecutionException ex) {
            return ex.getCause();
        }
    }

    /** Whether the thread's interrupt flag was set when the call was over. */
    boolean wasInterrupted() {
        return interrupted;
    }
}
