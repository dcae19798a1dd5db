package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Endpoints that are looked up again when what is known is old. The first look-up is done by the thread that asks, later ones by a
 * thread of their own; what was known before serves until then, and if there is no answer.
 */
final class RefreshedEndpoints implements EndpointSupplier {

    private static final Logger logger = LoggerFactory.getLogger(RefreshedEndpoints.class);

    /** So long nobody asks again where there was no answer. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final EndpointSource source;
    private final long periodNanos;
    private final LongSupplier ticker;
    private final Executor executor;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile List<Endpoint> known = List.of();
    private volatile boolean asked;
    private volatile long dueAt;
    private volatile boolean failing;

    /**
     * Endpoints that are looked up when they are asked for.
     *
     * @param name begins what is logged
     * @param executor does later look-ups
     * @throws IllegalArgumentException if the period is not more than zero
     */
    RefreshedEndpoints(String name, EndpointSource source, Duration period, LongSupplier ticker, Executor executor) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("address-refresh: " + period + " (expected: more than zero)");
        }
        this.name = name;
        this.source = source;
        this.periodNanos = ConnectionPool.nanos(period);
        this.ticker = ticker;
        this.executor = executor;
    }

    /** Runs a task on a thread of its own: look-ups block, and are rare. */
    static void onNewThread(Runnable task) {
        Thread thread = new Thread(task, "thrift-client-endpoints");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public List<Endpoint> endpoints() {
        if (isDue()) {
            if (known.isEmpty()) {
                lookUpFirst();
            } else if (refreshing.compareAndSet(false, true)) {
                lookUpLater();
            }
        }
        return known;
    }

    private boolean isDue() {
        return !asked || ticker.getAsLong() - dueAt >= 0;
    }

    /** All callers wait, since none can go on. */
    private synchronized void lookUpFirst() {
        if (isDue()) {
            lookUp();
        }
    }

    private void lookUpLater() {
        try {
            executor.execute(() -> {
                try {
                    lookUp();
                } finally {
                    refreshing.set(false);
                }
            });
        } catch (OutOfMemoryError ex) {
            refreshing.set(false);
            throw ex;
        }
    }

    private void lookUp() {
        try {
            List<Endpoint> found = source.lookUp();
            if (found.isEmpty()) {
                failed("no endpoint", null);
            } else {
                found(found);
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            failed("interrupted", ex);
        } catch (Exception ex) {
            failed(ex.toString(), ex);
        }
        asked = true;
    }

    private void found(List<Endpoint> found) {
        if (failing) {
            logger.info("{}: found again", name);
        }
        failing = false;
        if (!new HashSet<>(found).equals(new HashSet<>(known))) {
            List<Endpoint> shuffled = new ArrayList<>(new HashSet<>(found));
            Collections.shuffle(shuffled);
            known = List.copyOf(shuffled);
            logger.debug("{}: {}", name, shuffled);
        }
        dueAt = ticker.getAsLong() + periodNanos;
    }

    private void failed(String why, @Nullable Exception cause) {
        if (!failing) {
            logger.warn("{}: {}; calls go to what is known: {}", name, why, known, cause);
        }
        failing = true;
        dueAt = ticker.getAsLong() + Math.min(periodNanos, PAUSE_NANOS);
    }
}
