package io.thriftboot.client;

/**
 * How often a call is tried. A call is tried again only if it is certain that no server executed it: it was refused as "not
 * executed", or nothing of it was sent. Failures to connect, and answers of a server that is shutting down, do not count as
 * attempts: the deadline bounds them, or, without one, the {@linkplain ThriftChannelOptions#connectTimeout() time to connect}.
 *
 * @param maxAttempts the most attempts including the first, at least 1
 * @since 0.1
 */
public record RetryPolicy(int maxAttempts) {

    /** Two attempts: one retry. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(2);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if there is no attempt
     */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("retry.max-attempts: " + maxAttempts + " (expected: 1 or more)");
        }
    }
}
