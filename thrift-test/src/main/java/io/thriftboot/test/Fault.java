package io.thriftboot.test;

import java.time.Duration;

/**
 * What happens to the bytes that go one way through a {@link FaultProxy}. It holds for each connection from the moment it is
 * set, with bytes counted from there on, and for later connections from their beginning.
 *
 * @since 0.1
 */
public sealed interface Fault {

    /**
     * Everything passes.
     *
     * @return no fault
     */
    static Fault none() {
        return new None();
    }

    /**
     * What arrives together is passed on after a time.
     *
     * @param delay zero or more
     * @return a slow network
     * @throws IllegalArgumentException if the delay is negative
     */
    static Fault delay(Duration delay) {
        return new Delay(delay);
    }

    /**
     * Closes the connection, on both sides, after some bytes.
     *
     * @param bytes how many pass before, 0 or more; with 0 the first byte ends it
     * @return a connection that breaks
     * @throws IllegalArgumentException if the number is negative
     */
    static Fault cutAfter(long bytes) {
        return new Cut(bytes);
    }

    /**
     * Replaces bytes by others, the same in each run.
     *
     * @param bytes how many pass unchanged before, 0 or more
     * @return a peer that sends nonsense
     * @throws IllegalArgumentException if the number is negative
     */
    static Fault garbageAfter(long bytes) {
        return new Garbage(bytes);
    }

    /**
     * Holds everything back until another fault, or none, is set.
     *
     * @return a peer that hangs
     */
    static Fault stall() {
        return new Stall();
    }

    /** Everything passes. */
    record None() implements Fault {}

    /**
     * A slow network.
     *
     * @param delay zero or more
     */
    record Delay(Duration delay) implements Fault {

        /** Checks the range. */
        public Delay {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay: " + delay + " (expected: zero or more)");
            }
        }
    }

    /**
     * A connection that breaks.
     *
     * @param bytes how many pass before
     */
    record Cut(long bytes) implements Fault {

        /** Checks the range. */
        public Cut {
            notNegative(bytes);
        }
    }

    /**
     * A peer that sends nonsense.
     *
     * @param bytes how many pass unchanged before
     */
    record Garbage(long bytes) implements Fault {

        /** Checks the range. */
        public Garbage {
            notNegative(bytes);
        }
    }

    /** A peer that hangs. */
    record Stall() implements Fault {}

    private static void notNegative(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: 0 or more)");
        }
    }
}
