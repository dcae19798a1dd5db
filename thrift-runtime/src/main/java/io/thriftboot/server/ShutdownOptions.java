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
        notNegative("shutdown.quiet-period", quietPeriod);
        notNegative("shutdown.grace-period", gracePeriod);
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: zero or more)");
        }
    }
}
