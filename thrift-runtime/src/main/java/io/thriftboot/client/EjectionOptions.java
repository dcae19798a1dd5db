package io.thriftboot.client;

import java.time.Duration;

/**
 * When an endpoint gets no calls for a while because those that it got failed. A failure is a call that could not be sent, was
 * not answered in time, or whose connection was lost; answers of any kind are none. Endpoints are left out only while others are there.
 *
 * @param consecutiveFailures after how many failures without a success in between, 0 or more; 0 never
 * @param time how long the first time, more than zero; twice as long each further time, unless {@code maxTime} has passed without
 *     one
 * @param maxTime the longest time, at least {@code time}
 * @param maxShare which share of the endpoints is left out at most, more than 0 up to 1; of two or more it may always be one, and
 *     never all
 * @param slowStart how long an endpoint that is back gets fewer calls than others, a tenth in the beginning; zero for not at all
 * @since 0.1
 */
public record EjectionOptions(
        int consecutiveFailures, Duration time, Duration maxTime, double maxShare, Duration slowStart) {

    /** Before the defaults, which are checked against it. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /** After 5 failures, for 5 seconds to 5 minutes, at most half of the endpoints, 10 seconds to come back. */
    public static final EjectionOptions DEFAULT =
            new EjectionOptions(5, Duration.ofSeconds(5), Duration.ofMinutes(5), 0.5, Duration.ofSeconds(10));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public EjectionOptions {
        if (consecutiveFailures < 0) {
            throw new IllegalArgumentException(
                    "ejection.consecutive-failures: " + consecutiveFailures + " (expected: 0 or more)");
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("ejection.time: " + time + " (expected: more than zero)");
        }
        if (maxTime.compareTo(time) < 0 || maxTime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("ejection.max-time: " + maxTime + " (expected: from " + time
                    + ", ejection.time, to " + LONGEST.toDays() + " days)");
        }
        if (!(maxShare > 0 && maxShare <= 1)) {
            throw new IllegalArgumentException("ejection.max-share: " + maxShare + " (expected: more than 0, up to 1)");
        }
        if (slowStart.isNegative() || slowStart.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "ejection.slow-start: " + slowStart + " (expected: from zero to " + LONGEST.toDays() + " days)");
        }
    }

    /** How long an endpoint is left out that was left out so often before. */
    long nanos(int times) {
        long nanos = time.toNanos();
        for (int i = 0; i < times && nanos < maxTime.toNanos(); i++) {
            nanos *= 2;
        }
        return Math.min(nanos, maxTime.toNanos());
    }
}
