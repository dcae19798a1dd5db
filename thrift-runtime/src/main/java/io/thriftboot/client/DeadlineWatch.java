package io.thriftboot.client;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When the thread of a shared connection looks for calls whose time is over, so that callers need no clock of their own: to wait
 * with a timeout costs a virtual thread more than the rest of its call. Guarded by the lock of the connection.
 */
final class DeadlineWatch {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LongSupplier ticker;
    private final long interval;
    private long next;
    private boolean watching;
    private boolean used;

    /**
     * Nobody watches before a call was answered.
     *
     * @param timeoutNanos how much time calls have as a rule
     */
    DeadlineWatch(long timeoutNanos, LongSupplier ticker) {
        this.ticker = ticker;
        this.interval = Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, timeoutNanos / 2));
    }

    /** Whether a call that begins now will be found when its time is over. If not, its caller has to look itself. */
    boolean covers(long remainingNanos) {
        return watching && remainingNanos >= interval;
    }

    /** Calls are answered, so others will come: from now on the thread looks. */
    void used() {
        used = true;
        if (!watching) {
            watching = true;
            next = ticker.getAsLong() + interval;
        }
    }

    /** Whether it is time to look. */
    boolean isDue() {
        return watching && ticker.getAsLong() - next >= 0;
    }

    /**
     * Calls were looked for.
     *
     * @param firstNanos how much time is left to the call that ends first, {@link Long#MAX_VALUE} if there is none with a
     *     deadline
     */
    void looked(long firstNanos) {
        watching = used || firstNanos != Long.MAX_VALUE;
        used = false;
        next = ticker.getAsLong() + Math.min(interval, Math.max(0, firstNanos));
    }

    /** How long the thread may do something else, rounded up; 0 for as long as it likes. */
    long millis() {
        long nanos = next - ticker.getAsLong();
        return watching ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + SHORTEST_NANOS - 1)) : 0;
    }
}
