package io.thriftboot.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What is left of a channel's {@link RetryBudget}. */
final class RetryTokens {

    private static final long TOKEN = 1_000;
    private static final int SAVED_SECONDS = 10;
    private static final long MOST_SAVED = 1_000 * TOKEN;

    private final LongSupplier ticker;
    private final long perCall;
    private final long perSecond;
    private final long most;

    /** In thousandths, as all amounts here. */
    private final AtomicLong balance;

    private final AtomicLong creditedAt;
    private final LongAdder denied = new LongAdder();

    RetryTokens(RetryBudget budget, LongSupplier ticker) {
        this.ticker = ticker;
        this.perCall = Math.round(budget.ratio() * TOKEN);
        this.perSecond = budget.minPerSecond() * TOKEN;
        this.most = Math.max(MOST_SAVED, SAVED_SECONDS * perSecond);
        this.balance = new AtomicLong(SAVED_SECONDS * perSecond);
        this.creditedAt = new AtomicLong(ticker.getAsLong());
    }

    /** A call begins. Mostly nothing is written here, because nothing more can be saved. */
    void called() {
        if (perCall > 0 && balance.get() < most) {
            add(perCall);
        }
    }

    private void add(long amount) {
        balance.accumulateAndGet(amount, (saved, more) -> Math.min(most, saved + more));
    }

    /** Whether a call may be tried again; counts those that may not. */
    boolean take() {
        credit();
        long before = balance.getAndUpdate(saved -> saved >= TOKEN ? saved - TOKEN : saved);
        if (before < TOKEN) {
            denied.increment();
        }
        return before >= TOKEN;
    }

    /** Adds what the time since the last retry is worth. */
    private void credit() {
        long since = creditedAt.get();
        long now = ticker.getAsLong();
        long nanos = Math.min(now - since, TimeUnit.SECONDS.toNanos(SAVED_SECONDS));
        long amount = nanos / TimeUnit.MICROSECONDS.toNanos(1) * perSecond / TimeUnit.SECONDS.toMicros(1);
        if (amount > 0 && creditedAt.compareAndSet(since, now)) {
            add(amount);
        }
    }

    /** How many calls were not tried again because nothing was left. */
    long denied() {
        return denied.sum();
    }
}
