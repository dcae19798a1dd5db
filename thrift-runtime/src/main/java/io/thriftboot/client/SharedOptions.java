package io.thriftboot.client;

import java.time.Duration;

/**
 * The connections to each endpoint that all callers share, in mode {@link ClientMode#SHARED}. Their lifetime, how long they may
 * be idle, and how long callers wait for room on them are those of {@link PoolOptions}, which has no other meaning in this mode.
 *
 * @param connections the most connections; 0 for as many as processors. One is opened at first, the next when all others are
 *     slow or full
 * @param maxCallsInFlight the most calls that wait for their replies on a connection, at least 1. Where all connections have so
 *     many, callers wait for room, up to {@link PoolOptions#maxWait()}, and asynchronous calls fail at once and unsent
 * @param slowAfter how old the oldest unanswered call of a connection may be until further calls take the next connection, since
 *     replies come in the order of the calls; zero for ever
 * @param maxAbandoned of how many calls that timed out or were interrupted the replies may be outstanding, 0 or more: with one
 *     more the connection is closed, and the other calls on it fail
 * @param callbackThreads the most threads that callbacks of asynchronous calls run on, for all endpoints together; 0 for as many
 *     as processors. Without a meaning where there is a {@linkplain ThriftChannelOptions#callbackExecutor() callback executor}
 * @since 0.1
 */
public record SharedOptions(
        int connections, int maxCallsInFlight, Duration slowAfter, int maxAbandoned, int callbackThreads) {

    /**
     * As many connections as processors, 1000 calls in flight on each, slow after 10 ms, 100 replies nobody waits for, as many
     * threads for callbacks as processors.
     */
    public static final SharedOptions DEFAULT = new SharedOptions(0, 1000, Duration.ofMillis(10), 100, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public SharedOptions {
        if (connections < 0) {
            throw new IllegalArgumentException("shared.connections: " + connections + " (expected: 0 or more)");
        }
        if (maxCallsInFlight < 1) {
            throw new IllegalArgumentException(
                    "shared.max-calls-in-flight: " + maxCallsInFlight + " (expected: 1 or more)");
        }
        if (slowAfter.isNegative()) {
            throw new IllegalArgumentException("shared.slow-after: " + slowAfter + " (expected: zero or more)");
        }
        if (maxAbandoned < 0) {
            throw new IllegalArgumentException("shared.max-abandoned: " + maxAbandoned + " (expected: 0 or more)");
        }
        if (callbackThreads < 0) {
            throw new IllegalArgumentException(
                    "shared.callback-threads: " + callbackThreads + " (expected: 0 or more)");
        }
    }

    /**
     * The most connections, in figures.
     *
     * @return 1 or more
     */
    public int mostConnections() {
        return connections == 0 ? Runtime.getRuntime().availableProcessors() : connections;
    }

    /**
     * The most threads for callbacks, in figures.
     *
     * @return 1 or more
     */
    public int mostCallbackThreads() {
        return callbackThreads == 0 ? Runtime.getRuntime().availableProcessors() : callbackThreads;
    }
}
