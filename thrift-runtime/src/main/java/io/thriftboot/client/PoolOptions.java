package io.thriftboot.client;

import java.time.Duration;

/**
 * The connections that a client keeps for each endpoint.
 *
 * @param maxTotal the most connections, at least 1
 * @param maxIdle the most connections kept without a call; 0 to {@code maxTotal}
 * @param minIdle connections kept ready from the first call on; 0 to {@code maxIdle}
 * @param maxWait the longest wait for a connection when all are in use; more than zero. The call's deadline also bounds it
 * @param maxLifetime how long a connection is used before a new one takes its place, so that load spreads after servers
 *     come and go; zero for ever. Each connection gets up to a tenth less, so that they do not end together
 * @param idleTimeout how long a connection may be without a call before it is closed; zero for ever
 * @since 0.1
 */
public record PoolOptions(
        int maxTotal, int maxIdle, int minIdle, Duration maxWait, Duration maxLifetime, Duration idleTimeout) {

    /** 16 connections, all of which may be idle and none must, 1 s wait, 30 min lifetime, 5 min idle. */
    public static final PoolOptions DEFAULT =
            new PoolOptions(16, 16, 0, Duration.ofSeconds(1), Duration.ofMinutes(30), Duration.ofMinutes(5));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public PoolOptions {
        if (maxTotal < 1) {
            throw new IllegalArgumentException("pool.max-total: " + maxTotal + " (expected: 1 or more)");
        }
        if (maxIdle < 0 || maxIdle > maxTotal) {
            throw new IllegalArgumentException(
                    "pool.max-idle: " + maxIdle + " (expected: 0 to pool.max-total, " + maxTotal + ")");
        }
        if (minIdle < 0 || minIdle > maxIdle) {
            throw new IllegalArgumentException(
                    "pool.min-idle: " + minIdle + " (expected: 0 to pool.max-idle, " + maxIdle + ")");
        }
        if (maxWait.isNegative() || maxWait.isZero()) {
            throw new IllegalArgumentException("pool.max-wait: " + maxWait + " (expected: more than zero)");
        }
        notNegative("pool.max-lifetime", maxLifetime);
        notNegative("pool.idle-timeout", idleTimeout);
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: zero or more)");
        }
    }
}
