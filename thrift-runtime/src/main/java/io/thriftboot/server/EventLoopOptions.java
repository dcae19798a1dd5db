package io.thriftboot.server;

/**
 * What is set about the model {@code event-loop}.
 *
 * @param io how its loops wait for the operating system
 * @param threads the number of loops; 0 for one a processor
 * @param maxCallsPerConnection how many calls of a connection may be handled or wait at a time, at least 1. No more is read
 *     from it meanwhile
 * @param maxCalls how many calls of all connections may be handled or wait at a time, at least 1. Those above are answered "not
 *     executed: overloaded"
 * @param writeBufferHighWaterMark how many bytes of replies may wait for a client to take them, at least 1. No more is read from
 *     it meanwhile
 * @since 0.1
 */
public record EventLoopOptions(
        EventLoopIo io, int threads, int maxCallsPerConnection, int maxCalls, int writeBufferHighWaterMark) {

    /** The best I/O there is, a loop a processor, 256 calls a connection, 10,000 in all, 1 MiB of replies. */
    public static final EventLoopOptions DEFAULT = new EventLoopOptions(EventLoopIo.AUTO, 0, 256, 10_000, 1 << 20);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public EventLoopOptions {
        check("threads", threads, 0);
        check("max-calls-per-connection", maxCallsPerConnection, 1);
        check("max-calls", maxCalls, 1);
        check("write-buffer-high-water-mark", writeBufferHighWaterMark, 1);
    }

    private static void check(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "event-loop." + name + ": " + value + " (expected: " + least + " or more)");
        }
    }

    int loops() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
