package io.thriftboot.server;

import java.time.Duration;

/**
 * How a server stops.
 *
 * @param quietPeriod how long it goes on serving as before after it was asked to stop, so that load balancers notice; zero
 *     or more
 * @param gracePeriod how long calls may then take to finish before their connections are closed; zero or more
 * @since 0.1
 */
public record ShutdownOptions(Duration quietPeriod, Duration gracePeriod) {

    /** No quiet period, 20 seconds of grace. */
    public static final ShutdownOptions DEFAULT = new ShutdownOptions(Duration.ZERO, Duration.ofSeconds(20));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a duration is negative
     */
    public ShutdownOptions {
        if (quietPeriod.isNegative() || gracePeriod.isNegative()) {
            throw new IllegalArgumentException("shutdown: quiet-period " + quietPeriod + ", grace-period " + gracePeriod
                    + " (expected: zero or more)");
        }
    }
}
