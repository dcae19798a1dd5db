package io.thriftboot.spring.client;

import io.thriftboot.client.RetryBackoff;
import io.thriftboot.client.RetryBudget;
import io.thriftboot.client.RetryCause;
import io.thriftboot.client.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** How often, when and why calls are tried again. */
class RetryProperties {

    /** Most attempts including the first, 1 or more. Attempts that sent nothing do not count. */
    private int maxAttempts = 2;

    /** Why a call is tried again after it was sent: not-executed, when the server answers that; connection-lost, if the method is idempotent; server-error, when the server answers with an error that the IDL does not declare, if the method is idempotent. */
    private Set<RetryCause> on = Set.of(RetryCause.NOT_EXECUTED, RetryCause.CONNECTION_LOST);

    /** Methods that may be executed twice, beside those annotated (idempotent) in the IDL: names such as getUser or UserService.find*, comma separated. */
    private List<String> idempotentMethods = List.of();

    /** How long a call of an idempotent method goes unanswered until it is sent to a second server as well; the first answer counts. 0s for never. */
    private Duration hedgingDelay = Duration.ofSeconds(0);

    /** How long a call waits before it is tried again where it has failed. */
    private final Backoff backoff = new Backoff();

    /** How many retries there may be, so that servers which fail are not hammered. */
    private final Budget budget = new Budget();

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public Set<RetryCause> getOn() {
        return on;
    }

    public void setOn(Set<RetryCause> on) {
        this.on = on;
    }

    public List<String> getIdempotentMethods() {
        return idempotentMethods;
    }

    public void setIdempotentMethods(List<String> idempotentMethods) {
        this.idempotentMethods = idempotentMethods;
    }

    public Duration getHedgingDelay() {
        return hedgingDelay;
    }

    public void setHedgingDelay(Duration hedgingDelay) {
        this.hedgingDelay = hedgingDelay;
    }

    public Backoff getBackoff() {
        return backoff;
    }

    public Budget getBudget() {
        return budget;
    }

    /**
     * The policy.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    RetryPolicy toPolicy() {
        return new RetryPolicy(
                maxAttempts,
                on,
                new RetryBackoff(backoff.initial, backoff.max),
                new RetryBudget(budget.ratio, budget.minPerSecond),
                idempotentMethods,
                hedgingDelay);
    }

    /** How long a call waits before it is tried again where it has failed. */
    static class Backoff {

        /** Longest first wait, more than 0s. Waits are random, and the longest doubles each time. */
        private Duration initial = Duration.ofMillis(10);

        /** Longest wait of all, from backoff.initial to a day. */
        private Duration max = Duration.ofMillis(200);

        public Duration getInitial() {
            return initial;
        }

        public void setInitial(Duration initial) {
            this.initial = initial;
        }

        public Duration getMax() {
            return max;
        }

        public void setMax(Duration max) {
            this.max = max;
        }
    }

    /** How many retries there may be. */
    static class Budget {

        /** How many retries a call is worth, from 0 to 10; 0.2 allows for one retry in five calls. */
        private double ratio = 0.2;

        /** How many retries a second there may be in any case, from 0 to 1000000. */
        private int minPerSecond = 10;

        public double getRatio() {
            return ratio;
        }

        public void setRatio(double ratio) {
            this.ratio = ratio;
        }

        public int getMinPerSecond() {
            return minPerSecond;
        }

        public void setMinPerSecond(int minPerSecond) {
            this.minPerSecond = minPerSecond;
        }
    }
}
