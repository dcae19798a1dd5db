package io.thriftboot;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment at which a call is over, whether or not it has been answered. Measured on the monotonic clock, so it is not
 * moved by changes of the time of day.
 *
 * @since 0.1
 */
public final class Deadline {

    private static final long NEVER = Long.MAX_VALUE;

    /** Half of what the clock can count, so that the difference of two moments never overflows: 146 years. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    /** No deadline: the call may take as long as it takes. */
    public static final Deadline NONE = new Deadline(() -> 0, NEVER);

    /**
     * The header by which a call's remaining time travels, in whole milliseconds, as fbthrift names it: {@value}. Relative, so
     * that clocks need not agree.
     */
    public static final String HEADER = "client_timeout";

    private final LongSupplier ticker;
    private final long at;

    private Deadline(LongSupplier ticker, long at) {
        this.ticker = ticker;
        this.at = at;
    }

    /**
     * A deadline that is this far away.
     *
     * @param timeout the time left; zero means no deadline
     * @return the deadline
     * @throws IllegalArgumentException if the timeout is negative
     */
    public static Deadline after(Duration timeout) {
        return after(timeout, System::nanoTime);
    }

    /**
     * A deadline on a clock of the caller's, so that a test can move time.
     *
     * @param timeout the time left; zero means no deadline
     * @param ticker nanoseconds since some fixed moment, as {@link System#nanoTime()} gives
     * @return the deadline
     * @throws IllegalArgumentException if the timeout is negative
     */
    public static Deadline after(Duration timeout, LongSupplier ticker) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: zero or more)");
        }
        return timeout.isZero() ? NONE : new Deadline(ticker, ticker.getAsLong() + nanos(timeout));
    }

    private static long nanos(Duration time) {
        return (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
    }

    /**
     * The one that comes first.
     *
     * @param other another deadline
     * @return this one or the other
     */
    public Deadline earlier(Deadline other) {
        return other.remainingNanos() < remainingNanos() ? other : this;
    }

    /**
     * Whether there is one at all.
     *
     * @return {@code false} for {@link #NONE}
     */
    public boolean isSet() {
        return at != NEVER;
    }

    /**
     * Whether the time is over.
     *
     * @return whether nothing is left
     */
    public boolean isExpired() {
        return remainingNanos() <= 0;
    }

    /**
     * The time left.
     *
     * @return in nanoseconds; zero or less when expired, {@link Long#MAX_VALUE} when there is no deadline
     */
    public long remainingNanos() {
        return isSet() ? at - ticker.getAsLong() : Long.MAX_VALUE;
    }

    /**
     * The time left, as the timeout of a blocking operation whose unit is the millisecond and whose zero means for ever.
     *
     * @param atMost the longest timeout wanted, zero if there is no such bound
     * @return milliseconds, at least 1, rounded up; 0 when neither the deadline nor {@code atMost} bounds it
     */
    public int timeoutMillis(Duration atMost) {
        long nanos = atMost.isZero() ? remainingNanos() : Math.min(remainingNanos(), nanos(atMost));
        if (nanos == Long.MAX_VALUE) {
            return 0;
        }
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000));
    }

    @Override
    public String toString() {
        return isSet() ? "in " + Duration.ofNanos(remainingNanos()) : "none";
    }
}
