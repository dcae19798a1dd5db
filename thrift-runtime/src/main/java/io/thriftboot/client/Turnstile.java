package io.thriftboot.client;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Lets as many callers in as there are connections. Who comes may overtake those that wait, because handing each connection to
 * the next in line costs a change of threads for each call. But nobody overtakes a caller that has waited for 5 ms, so that
 * hardly anybody waits for much longer than if all were served in turn.
 */
final class Turnstile {

    private static final long PATIENCE = Duration.ofMillis(5).toNanos();
    private static final int FOR_ALL = 1 << 30;

    /** Fair to those that wait. */
    private final Semaphore places;

    private final LongSupplier ticker;
    private final Queue<Waiter> line = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean opened = new AtomicBoolean();

    Turnstile(int places, LongSupplier ticker) {
        this.places = new Semaphore(places, true);
        this.ticker = ticker;
    }

    /** Equal to itself only. */
    private static final class Waiter {

        private final long since;

        Waiter(long since) {
            this.since = since;
        }
    }

    /** Takes a place, waiting for one if there is none. Returns whether there was one in time. */
    boolean enter(long timeoutNanos) throws InterruptedException {
        return (overtakes() && places.tryAcquire()) || entersInTurn(timeoutNanos);
    }

    private boolean overtakes() {
        Waiter first = line.peek();
        return first == null || ticker.getAsLong() - first.since < PATIENCE;
    }

    private boolean entersInTurn(long timeoutNanos) throws InterruptedException {
        Waiter self = new Waiter(ticker.getAsLong());
        line.add(self);
        try {
            return places.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS);
        } finally {
            line.remove(self);
        }
    }

    /** Gives a place back. */
    void leave() {
        places.release();
    }

    /** How many callers wait. */
    int waiting() {
        return places.getQueueLength();
    }

    /** Lets all in, now and from now on. */
    void open() {
        if (opened.compareAndSet(false, true)) {
            places.release(FOR_ALL);
        }
    }
}
