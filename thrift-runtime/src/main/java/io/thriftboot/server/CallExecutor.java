package io.thriftboot.server;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The threads that handlers run on: added up to the maximum before anything is queued. What does not fit is run by the thread
 * that brings it, marked so that it is answered without being executed. libthrift cannot shut it down: the server's own stop
 * does.
 */
final class CallExecutor extends AbstractExecutorService implements Workers {

    private static final long KEEP_ALIVE_SECONDS = 60;
    private static final ThreadLocal<Boolean> OVERFLOWING = ThreadLocal.withInitial(() -> false);

    private final ThreadPoolExecutor threads;
    private final LongAdder waits = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();

    /** Uses threads of this factory, and a queue that decides what does not fit. */
    CallExecutor(int maxThreads, BlockingQueue<Runnable> queue, ThreadFactory factory) {
        this.threads = new ThreadPoolExecutor(
                maxThreads, maxThreads, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, queue, factory, (task, full) -> {
                    throw new Full();
                });
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** There are the more of these the less there is time for, so that none has a text or a trace of its own. */
    private static final class Full extends RejectedExecutionException {

        private static final long serialVersionUID = 1;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    static CallExecutor bounded(ExecutorOptions options, String prefix) {
        return new CallExecutor(
                options.maxThreads(),
                new CallQueue(options.queueCapacity()),
                options.threads().factory(prefix));
    }

    /** A queue without a bound of its own. */
    static CallExecutor unbounded(ExecutorOptions options, String prefix) {
        return new CallExecutor(
                options.maxThreads(),
                new LinkedBlockingQueue<>(),
                options.threads().factory(prefix));
    }

    /** Whether the current thread runs a task that must not be executed because there is too much to do. */
    static boolean isOverflowing() {
        return OVERFLOWING.get();
    }

    /** The task, which tells how long it waited when it begins. */
    Runnable timed(Runnable task) {
        long since = System.nanoTime();
        return () -> {
            if (!isOverflowing()) {
                waits.increment();
                waitNanos.add(System.nanoTime() - since);
            }
            task.run();
        };
    }

    @Override
    public void execute(Runnable task) {
        begin(timed(task));
    }

    private void begin(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException full) {
            runMarked(task);
        } catch (OutOfMemoryError noThread) {
            refuse(task, noThread);
        }
    }

    /**
     * Executes all of these as {@link #execute} does one, and wakes as few threads for them as possible.
     *
     * @param tasks made by {@link #timed}; is empty afterwards
     */
    void executeAll(Queue<Runnable> tasks) {
        while (!tasks.isEmpty() && threads.getPoolSize() < threads.getMaximumPoolSize()) {
            begin(tasks.remove());
        }
        if (!tasks.isEmpty() && threads.getQueue() instanceof CallQueue queue) {
            queue.takeFrom(tasks);
            // All threads may have ended meanwhile, for lack of work.
            threads.prestartCoreThread();
        }
        while (!tasks.isEmpty()) {
            begin(tasks.remove());
        }
    }

    /** The operating system gives no further thread. A connection cannot be served by the thread that accepts. */
    private void refuse(Runnable task, OutOfMemoryError noThread) {
        if (threads.getQueue().remainingCapacity() == Integer.MAX_VALUE) {
            throw new RejectedExecutionException(noThread);
        }
        runMarked(task);
    }

    private static void runMarked(Runnable task) {
        OVERFLOWING.set(true);
        try {
            task.run();
        } finally {
            OVERFLOWING.remove();
        }
    }

    @Override
    public int waiting() {
        return threads.getQueue().size();
    }

    @Override
    public ThreadStats threads() {
        return new ThreadStats(
                threads.getActiveCount(),
                threads.getMaximumPoolSize(),
                waits.sum(),
                waitNanos.sum(),
                List.of(),
                List.of());
    }

    @Override
    public void end() {
        threads.shutdownNow();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return true;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
