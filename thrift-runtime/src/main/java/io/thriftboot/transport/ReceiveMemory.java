package io.thriftboot.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that several {@link ReceiveBuffer}s share for what has arrived. Each of them has {@value #FREE_SIZE} bytes of its
 * own besides, so that short messages are received even when nothing is left. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class ReceiveMemory {

    /** So many bytes each buffer has of its own, which are not counted. */
    public static final int FREE_SIZE = 16 << 10;

    private final long max;
    private final AtomicLong used = new AtomicLong();

    /**
     * Memory of which nothing is used.
     *
     * @param max how many bytes may be used at a time, 0 or more
     * @throws IllegalArgumentException if {@code max} is negative
     */
    public ReceiveMemory(long max) {
        if (max < 0) {
            throw new IllegalArgumentException("receive memory: " + max + " (expected: 0 or more)");
        }
        this.max = max;
    }

    /**
     * How many bytes may be used at a time.
     *
     * @return 0 or more
     */
    public long max() {
        return max;
    }

    /**
     * How many bytes are used now.
     *
     * @return more than {@link #max()} for moments, since what has arrived must be kept until it is known what it is
     */
    public long used() {
        return used.get();
    }

    /** What an array of this length costs. */
    static long cost(int length) {
        return Math.max(0, length - FREE_SIZE);
    }

    /** Takes so much if there is so much. */
    boolean take(long bytes) {
        if (used.addAndGet(bytes) <= max) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    /** Takes so much, whether or not there is so much. */
    void takeAnyway(long bytes) {
        used.addAndGet(bytes);
    }

    boolean isExceeded() {
        return used.get() > max;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }
}
