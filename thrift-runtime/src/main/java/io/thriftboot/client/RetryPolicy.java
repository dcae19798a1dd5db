package io.thriftboot.client;

import io.thriftboot.MethodDescriptor;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How often, when and why a call is tried again. By default only if it is certain that no server executed it: it was refused as "not
 * executed", or nothing of it was sent; or if its method is {@linkplain MethodDescriptor#isIdempotent() idempotent} and the connection
 * was lost. A timeout is never followed by another attempt, since the call's time is over, nor is an exception that the IDL
 * declares. Failures to connect, and answers of a server that is shutting down, do not count as attempts: the deadline bounds
 * them, or, without one, the {@linkplain ThriftChannelOptions#connectTimeout() time to connect}.
 *
 * @param maxAttempts the most attempts including the first, at least 1
 * @param on why an attempt that counts is made
 * @param backoff how long is waited before an attempt where the call has failed before
 * @param budget how many attempts that count the channel allows itself beside the first ones
 * @param idempotentMethods which methods are idempotent beside those of which the IDL says so: names such as {@code getUser} or
 *     {@code UserService.getUser}, where {@code *} stands for any characters
 * @param hedgingDelay how long a call of an idempotent method goes unanswered until it is sent to a second server as well, where there is
 *     one; the first answer counts. Zero for never. Taken from the budget. Calls of {@code Iface} need a thread of the channel for each
 *     attempt then, as asynchronous calls do
 * @since 0.1
 */
public record RetryPolicy(
        int maxAttempts,
        Set<RetryCause> on,
        RetryBackoff backoff,
        RetryBudget budget,
        List<String> idempotentMethods,
        Duration hedgingDelay) {

    /** Two attempts: one retry, at another endpoint if there is one. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(2);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if there is no attempt, or a pattern is none
     */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("retry.max-attempts: " + maxAttempts + " (expected: 1 or more)");
        }
        on = Set.copyOf(on);
        idempotentMethods = List.copyOf(idempotentMethods);
        idempotentMethods.forEach(MethodPattern::check);
        if (hedgingDelay.isNegative()) {
            throw new IllegalArgumentException("retry.hedging-delay: " + hedgingDelay + " (expected: zero or more)");
        }
    }

    /**
     * The default policy with another number of attempts.
     *
     * @param maxAttempts the most attempts including the first, at least 1
     * @throws IllegalArgumentException if there is no attempt
     */
    public RetryPolicy(int maxAttempts) {
        this(
                maxAttempts,
                EnumSet.of(RetryCause.NOT_EXECUTED, RetryCause.CONNECTION_LOST),
                RetryBackoff.DEFAULT,
                RetryBudget.DEFAULT,
                List.of(),
                Duration.ZERO);
    }

    /**
     * The same policy with hedging.
     *
     * @param delay how long a call goes unanswered until it is sent to a second server; zero for never
     * @return another policy
     * @throws IllegalArgumentException if the delay is negative
     */
    public RetryPolicy withHedgingDelay(Duration delay) {
        return new RetryPolicy(maxAttempts, on, backoff, budget, idempotentMethods, delay);
    }

    /** Whether calls of the method may be sent to a second server while the first has not answered. */
    boolean hedges(MethodDescriptor method) {
        return !hedgingDelay.isZero() && method.isIdempotent() && !method.isOneway();
    }

    /** Whether the method may be executed twice. */
    boolean isIdempotent(MethodDescriptor method) {
        return method.isIdempotent()
                || idempotentMethods.stream().anyMatch(pattern -> MethodPattern.matches(pattern, method));
    }
}
