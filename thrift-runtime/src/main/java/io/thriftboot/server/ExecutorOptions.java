package io.thriftboot.server;

/**
 * The threads that handlers run on.
 *
 * @param maxThreads the most threads, at least 1. Threads are added before calls are queued. With a thread for each
 *     connection this also bounds how many connections are served at a time
 * @param queueCapacity how many calls may wait for a thread, or connections where each has its own; 0 lets none wait. Calls
 *     above it are refused, connections are closed
 * @param threads the kind of threads
 * @since 0.1
 */
public record ExecutorOptions(int maxThreads, int queueCapacity, ExecutorThreads threads) {

    /** 64 platform threads, 1000 waiting calls. */
    public static final ExecutorOptions DEFAULT = new ExecutorOptions(64, 1000);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ExecutorOptions {
        if (maxThreads < 1) {
            throw new IllegalArgumentException("executor.max-threads: " + maxThreads + " (expected: 1 or more)");
        }
        if (queueCapacity < 0) {
            throw new IllegalArgumentException("executor.queue-capacity: " + queueCapacity + " (expected: 0 or more)");
        }
        if (!threads.isAvailable()) {
            throw new IllegalArgumentException(
                    "executor.threads: " + threads + " (expected: platform, because this is Java "
                            + Runtime.version().feature() + "; virtual threads need 21 or newer)");
        }
    }

    /**
     * Platform threads.
     *
     * @param maxThreads the most threads
     * @param queueCapacity how many may wait for one
     */
    public ExecutorOptions(int maxThreads, int queueCapacity) {
        this(maxThreads, queueCapacity, ExecutorThreads.PLATFORM);
    }
}
