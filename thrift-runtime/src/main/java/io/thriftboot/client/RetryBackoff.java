package io.thriftboot.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a call waits before it is tried again where it has failed. An endpoint at which it has not been tried yet does not make
 * it wait. Waits are random between nothing and a bound that doubles each time, so that callers that failed together do not come
 * back together.
 *
 * @param initial the bound of the first wait, more than zero
 * @param max the bound of all waits, at least {@code initial}
 * @since 0.1
 */
public record RetryBackoff(Duration initial, Duration max) {

    /** From 10 to 200 milliseconds. */
    public static final RetryBackoff DEFAULT = new RetryBackoff(Duration.ofMillis(10), Duration.ofMillis(200));

    private static final int MOST_DOUBLINGS = 30;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public RetryBackoff {
        if (initial.isNegative() || initial.isZero()) {
            throw new IllegalArgumentException("retry.backoff.initial: " + initial + " (expected: more than zero)");
        }
        if (max.compareTo(initial) < 0 || max.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "retry.backoff.max: " + max + " (expected: from " + initial + ", retry.backoff.initial, to a day)");
        }
    }

    /** A random wait before the n-th time, counted from 0, in nanoseconds; at least 1. */
    long nanos(int times) {
        return 1 + ThreadLocalRandom.current().nextLong(boundNanos(times));
    }

    /** The longest wait before the n-th time. */
    long boundNanos(int times) {
        int doublings = Math.min(times, MOST_DOUBLINGS);
        long most = max.toNanos();
        return initial.toNanos() > most >> doublings ? most : initial.toNanos() << doublings;
    }
}
