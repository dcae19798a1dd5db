package io.thriftboot.client;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The calls of an endpoint that are under way, and what has become of the last ones. */
final class EndpointHealth {

    private static final double FIRST_SHARE = 0.1;

    private final EjectionOptions options;
    private final LongSupplier ticker;
    private final Predicate<EndpointHealth> ejector;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean wasEjected;
    private volatile long ejectedUntil;
    private int times;

    /**
     * An endpoint that nothing is known of.
     *
     * @param ticker nanoseconds, as {@link System#nanoTime()} gives
     * @param ejector is told that calls failed again and again, and {@linkplain #eject() ejects} if there are others; whether it did
     */
    EndpointHealth(EjectionOptions options, LongSupplier ticker, Predicate<EndpointHealth> ejector) {
        this.options = options;
        this.ticker = ticker;
        this.ejector = ejector;
    }

    void began() {
        calls.incrementAndGet();
    }

    /** Takes the outcome of a call; one that its caller gave up says nothing. */
    void ended(Verdict verdict) {
        calls.decrementAndGet();
        if (verdict == Verdict.DONE || verdict == Verdict.SERVER_ERROR) {
            if (failures.get() != 0) {
                failures.set(0);
            }
        } else if (verdict.isFailureOfServer() && !Thread.currentThread().isInterrupted()) {
            failed();
        }
    }

    private void failed() {
        int most = options.consecutiveFailures();
        if (failures.incrementAndGet() >= most && most > 0 && !isEjected() && ejector.test(this)) {
            failures.set(0);
        }
    }

    /** Leaves the endpoint out from now on, the longer the more often this was done lately. */
    synchronized void eject() {
        long now = ticker.getAsLong();
        boolean lately = wasEjected && now - ejectedUntil < options.maxTime().toNanos();
        times = lately ? times + 1 : 0;
        ejectedUntil = now + options.nanos(times);
        wasEjected = true;
    }

    boolean isEjected() {
        return wasEjected && ticker.getAsLong() - ejectedUntil < 0;
    }

    /** Whether the next call may go there: never while it is ejected, and then more and more often. */
    boolean admits() {
        if (!wasEjected) {
            return true;
        }
        long back = ticker.getAsLong() - ejectedUntil;
        long slowStart = options.slowStart().toNanos();
        return back >= slowStart
                || (back >= 0
                        && ThreadLocalRandom.current().nextDouble() < Math.max(FIRST_SHARE, (double) back / slowStart));
    }

    /** How many calls are under way. */
    int calls() {
        return calls.get();
    }
}
