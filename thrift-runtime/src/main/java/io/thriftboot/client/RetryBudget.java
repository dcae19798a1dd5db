package io.thriftboot.client;

/**
 * How many retries a channel allows itself, so that servers which fail are not hammered: a share of its calls, and some a second
 * for channels with few calls. What is not used is saved, up to 1000 retries, or to those of ten seconds if these are more; there
 * are those of ten seconds in the beginning. Attempts that sent nothing, because there was no connection or the server is
 * shutting down, are not retries in this sense.
 *
 * @param ratio how many retries a call is worth, from 0 to 10; 0.2 allows for one retry in five calls
 * @param minPerSecond how many retries a second there may be in any case, from 0 to 1,000,000
 * @since 0.1
 */
public record RetryBudget(double ratio, int minPerSecond) {

    /** A fifth of the calls, and ten a second. */
    public static final RetryBudget DEFAULT = new RetryBudget(0.2, 10);

    private static final double MOST_RATIO = 10;
    private static final int MOST_PER_SECOND = 1_000_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public RetryBudget {
        if (!(ratio >= 0 && ratio <= MOST_RATIO)) {
            throw new IllegalArgumentException("retry.budget.ratio: " + ratio + " (expected: 0 to 10)");
        }
        if (minPerSecond < 0 || minPerSecond > MOST_PER_SECOND) {
            throw new IllegalArgumentException(
                    "retry.budget.min-per-second: " + minPerSecond + " (expected: 0 to 1000000)");
        }
    }
}
