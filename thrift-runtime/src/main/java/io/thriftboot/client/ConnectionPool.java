package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** The connections to one endpoint: the one used last is used next. */
final class ConnectionPool implements EndpointConnections {

    private static final double LIFETIME_JITTER = 0.1;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final ThriftChannelOptions options;
    private final Endpoint endpoint;
    private final EndpointHealth health;
    private final Connector connector;
    private final LongSupplier ticker;
    private final Duration maxWait;
    private final long maxWaitNanos;
    private final SlotFactory factory;
    private final GenericObjectPool<Slot> slots;
    private final Turnstile turnstile;

    /** Of two that take idle slots out of the pool by themselves, commons-pool2 lets both end the same slot, and counts it twice. */
    private final ReentrantLock removal = new ReentrantLock();

    private final AtomicLong created = new AtomicLong();
    private final AtomicLong generation = new AtomicLong();
    private final LongAdder borrows = new LongAdder();
    private final LongAdder borrowNanos = new LongAdder();
    private volatile @Nullable String connectError;
    private volatile boolean reachable = true;
    private volatile boolean retired;

    ConnectionPool(ThriftChannelOptions options, Endpoint endpoint, LongSupplier ticker, EndpointHealth health) {
        this.options = options;
        this.health = health;
        this.endpoint = options.secured(endpoint);
        this.connector = Connector.of(options, this.endpoint);
        this.ticker = ticker;
        this.maxWait =
                Duration.ofMillis(Deadline.NONE.timeoutMillis(options.pool().maxWait()));
        this.maxWaitNanos = maxWait.toNanos();
        this.factory = new SlotFactory(ticker);
        this.slots = new GenericObjectPool<>(factory, configuration(options.pool()));
        this.turnstile = new Turnstile(options.pool().maxTotal(), ticker);
    }

    private GenericObjectPoolConfig<Slot> configuration(PoolOptions pool) {
        long idleNanos = nanos(pool.idleTimeout());
        GenericObjectPoolConfig<Slot> config = new GenericObjectPoolConfig<>();
        config.setJmxEnabled(false);
        config.setMaxTotal(pool.maxTotal());
        config.setMaxIdle(pool.maxIdle());
        config.setTestOnBorrow(true);
        config.setTestOnReturn(true);
        config.setTestWhileIdle(true);
        config.setNumTestsPerEvictionRun(-1);
        config.setEvictionPolicy((limits, slot, idle) -> {
            boolean ends = idle > pool.minIdle() && slot.getObject().idleNanos(ticker.getAsLong()) >= idleNanos;
            if (ends) {
                slot.getObject().spend(CloseCause.IDLE);
            }
            return ends;
        });
        return config;
    }

    @Override
    public Attempt attempt(EncodedCall call) {
        PooledAttempt attempt = new PooledAttempt(call, this);
        attempt.run();
        return attempt;
    }

    /**
     * Takes a slot, waiting for one if all are in use. It is connected if its connection was found alive just now.
     *
     * @throws TTransportException if none became free in time, the channel was closed or the thread interrupted
     */
    Slot borrow(Deadline deadline) throws TTransportException {
        Duration wait = deadline.remainingNanos() >= maxWaitNanos
                ? maxWait
                : Duration.ofMillis(deadline.timeoutMillis(maxWait));
        long begin = ticker.getAsLong();
        try {
            return slotWithin(wait);
        } finally {
            borrows.increment();
            borrowNanos.add(ticker.getAsLong() - begin);
        }
    }

    private Slot slotWithin(Duration wait) throws TTransportException {
        enter(wait);
        boolean borrowed = false;
        try {
            // There is one, or room for one: it takes time only if the pool is looking after it.
            Slot slot = slots.borrowObject(wait);
            borrowed = true;
            return slot;
        } catch (Exception ex) {
            throw noSlot(ex, wait);
        } finally {
            if (!borrowed) {
                turnstile.leave();
            }
        }
    }

    private void enter(Duration wait) throws TTransportException {
        try {
            if (!turnstile.enter(wait.toNanos())) {
                throw exhausted(wait);
            }
        } catch (InterruptedException ex) {
            throw noSlot(ex, wait);
        }
    }

    private TTransportException noSlot(Exception ex, Duration wait) {
        if (slots.isClosed()) {
            return closed();
        }
        if (ex instanceof NoSuchElementException) {
            return exhausted(wait);
        }
        if (ex instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new TTransportException(this + ": interrupted while waiting for a connection", ex);
        }
        return new TTransportException(this + ": no connection: " + ex, ex);
    }

    private TTransportException exhausted(Duration wait) {
        return new TTransportException(
                TTransportException.TIMED_OUT,
                this + ": no connection within " + wait.toMillis() + "ms (max=" + slots.getMaxTotal() + ", active="
                        + slots.getNumActive() + ", idle=" + slots.getNumIdle() + ", waiting=" + turnstile.waiting()
                        + ")");
    }

    private TTransportException closed() {
        return new TTransportException(TTransportException.NOT_OPEN, this + ": the channel is closed");
    }

    /**
     * The connection of a borrowed slot, opened now if there is none.
     *
     * @throws TTransportException if the server cannot be reached in time
     */
    Connection connect(Slot slot, Deadline deadline) throws TTransportException {
        Connection connection = slot.connection();
        return connection != null ? connection : open(slot, deadline.timeoutMillis(options.connectTimeout()));
    }

    private Connection open(Slot slot, int timeoutMillis) throws TTransportException {
        try {
            Connection connection = connector.connect(timeoutMillis);
            slot.fill(connection, ticker.getAsLong() + lifetimeNanos(), generation.get());
            created.incrementAndGet();
            connectError = null;
            reachable = true;
            return connection;
        } catch (IOException ex) {
            // A call that had little time left says nothing about the server.
            reachable = timeoutMillis < options.connectTimeout().toMillis() && ex instanceof SocketTimeoutException;
            throw cannotConnect(ex, reason(endpoint, ex, timeoutMillis));
        }
    }

    private TTransportException cannotConnect(IOException ex, String reason) {
        if (!Thread.currentThread().isInterrupted()) {
            connectError = reason;
        }
        boolean timedOut = ex instanceof SocketTimeoutException;
        return new TTransportException(
                timedOut ? TTransportException.TIMED_OUT : TTransportException.NOT_OPEN,
                this + ": cannot connect: " + reason,
                ex);
    }

    /** Why connecting failed, in words. */
    static String reason(Endpoint endpoint, IOException ex, int timeoutMillis) {
        if (ex instanceof SocketTimeoutException) {
            return "no answer within " + timeoutMillis + "ms";
        }
        if (ex instanceof UnknownHostException) {
            return "unknown host " + endpoint.host();
        }
        return ex.getMessage() == null ? ex.getClass().getSimpleName() : ex.getMessage();
    }

    private long lifetimeNanos() {
        return lifetimeNanos(options.pool());
    }

    /** How long a connection that is opened now is used. */
    static long lifetimeNanos(PoolOptions pool) {
        double jitter = ThreadLocalRandom.current().nextDouble(LIFETIME_JITTER);
        return (long) (nanos(pool.maxLifetime()) * (1 - jitter));
    }

    /** Zero is for ever. */
    static long nanos(Duration time) {
        return (time.isZero() || time.compareTo(FOR_EVER) > 0 ? FOR_EVER : time).toNanos();
    }

    /** Gives a slot back. Its connection is kept if the verdict says so, and closed if not. */
    void giveBack(Slot slot, Verdict verdict) {
        if (!verdict.keepsConnection() && verdict != Verdict.LEAVING) {
            slot.spend(CloseCause.FAILED);
        } else if (!connector.keepsConnections()) {
            slot.spend(CloseCause.USED);
        } else if (!verdict.keepsConnection() || isOutdated(slot)) {
            slot.spend(CloseCause.OTHER);
        }
        slot.rest(ticker.getAsLong());
        slots.returnObject(slot);
        turnstile.leave();
        if (verdict == Verdict.LEAVING) {
            removeIdle();
        }
    }

    private boolean isOutdated(Slot slot) {
        return retired || slot.connection() == null || slot.generation() != generation.get();
    }

    @Override
    public void retire() {
        retired = true;
        removeIdle();
    }

    @Override
    public void clear() {
        generation.incrementAndGet();
        removeIdle();
    }

    private void removeIdle() {
        removal.lock();
        try {
            slots.clear();
        } finally {
            removal.unlock();
        }
    }

    @Override
    public boolean isReachable() {
        return reachable;
    }

    @Override
    public EndpointHealth health() {
        return health;
    }

    /**
     * Closes idle connections that are too old or dead, opens those that are to be kept ready, and finds out whether a server
     * that could not be reached is back.
     */
    @Override
    public void upkeep() {
        try {
            evict();
            if (!reachable) {
                findOut();
            }
            while (connector.keepsConnections()
                    && slots.getNumIdle() < options.pool().minIdle()
                    && slots.getNumActive() + slots.getNumIdle() < slots.getMaxTotal()) {
                addIdle();
            }
        } catch (TTransportException ex) {
            // The pool's statistics say why, and the next upkeep tries again.
        } catch (Exception ex) {
            if (!slots.isClosed()) {
                throw new IllegalStateException(this + ": " + ex.getMessage(), ex);
            }
        } finally {
            factory.prepare(null);
        }
    }

    private void evict() throws Exception {
        removal.lock();
        try {
            slots.evict();
        } finally {
            removal.unlock();
        }
    }

    @Override
    public void probe() {
        Slot slot = new Slot();
        try {
            connect(slot, Deadline.NONE);
        } catch (TTransportException ex) {
            // The pool's statistics say why.
        } finally {
            factory.discard(slot);
        }
    }

    /** Connects. If no connection is kept, this one is closed at the end of the upkeep. */
    private void findOut() throws Exception {
        if (connector.keepsConnections()) {
            addIdle();
        } else {
            Slot slot = new Slot();
            connect(slot, Deadline.NONE);
            factory.prepare(slot);
        }
    }

    private void addIdle() throws Exception {
        Slot slot = new Slot();
        connect(slot, Deadline.NONE);
        slot.rest(ticker.getAsLong());
        factory.prepare(slot);
        slots.addObject();
    }

    WireFormat format() {
        return options.wireFormat();
    }

    @Override
    public PoolStats stats() {
        int active = slots.getNumActive();
        return new PoolStats(
                slots.getMaxTotal(),
                active,
                slots.getNumIdle(),
                turnstile.waiting(),
                active,
                created.get(),
                factory.destroyed(),
                connectError);
    }

    @Override
    public PoolHistory history() {
        return new PoolHistory(borrows.sum(), borrowNanos.sum(), factory.causes());
    }

    @Override
    public void close() {
        closeSlots();
        turnstile.open();
        connector.close();
    }

    private void closeSlots() {
        removal.lock();
        try {
            slots.close();
        } finally {
            removal.unlock();
        }
    }

    @Override
    public String toString() {
        return options.name() + ' ' + endpoint;
    }
}
