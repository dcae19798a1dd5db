package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.Sockets;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** The few connections to one endpoint that all callers share: the first one, as long as it is fast enough. */
final class SharedConnections implements EndpointConnections {

    /** So long no further connection is tried where another one works and the last attempt failed. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ThriftChannelOptions options;
    private final Endpoint endpoint;
    private final LongSupplier ticker;
    private final EndpointHealth health;
    private final List<SharedConnection> connections = new CopyOnWriteArrayList<>();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock opening = new ReentrantLock();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong destroyed = new AtomicLong();
    private final Map<CloseCause, LongAdder> causes = new EnumMap<>(CloseCause.class);
    private final LongAdder placed = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private volatile @Nullable String connectError;
    private volatile boolean reachable = true;
    private volatile boolean retired;
    private volatile boolean closed;
    private volatile long failedAt;

    /**
     * No connection is opened before there is a call.
     *
     * @throws IllegalArgumentException if the endpoint is that of a web server
     */
    SharedConnections(ThriftChannelOptions options, Endpoint endpoint, LongSupplier ticker, EndpointHealth health) {
        if (endpoint.isHttp()) {
            throw new IllegalArgumentException(
                    options.name() + ' ' + endpoint + ": mode shared (expected: pooled or short for http endpoints)");
        }
        this.options = options;
        this.endpoint = options.secured(endpoint);
        this.health = health;
        this.ticker = ticker;
        for (CloseCause cause : CloseCause.values()) {
            causes.put(cause, new LongAdder());
        }
        this.failedAt = ticker.getAsLong() - PAUSE_NANOS;
    }

    long now() {
        return ticker.getAsLong();
    }

    @Override
    public Attempt attempt(EncodedCall call) {
        SharedCall attempt = new SharedCall(call, this, null);
        begin(attempt);
        attempt.await();
        attempt.settle();
        return attempt;
    }

    /** Begins a call; if there is no connection for it, it is over. Only a call that is awaited waits for room. */
    void begin(SharedCall call) {
        health.began();
        try {
            checkMayBegin(call);
            place(call);
        } catch (TTransportException ex) {
            call.refuse(ex);
        }
    }

    /** A call that is over, or that nobody can wait for, is not sent. */
    private void checkMayBegin(SharedCall call) throws TTransportException {
        boolean expired = call.isExpired();
        if (expired || (call.isAwaited() && Thread.currentThread().isInterrupted())) {
            call.reached(Attempt.Progress.UNSENT);
            TTransportException why =
                    call.reasonToLeave(expired ? SharedCall.Leaving.TIMED_OUT : SharedCall.Leaving.INTERRUPTED, "");
            throw new TTransportException(
                    why.getType(), this + ": " + call.call().method() + ": " + why.getMessage());
        }
    }

    private void place(SharedCall call) throws TTransportException {
        placed.increment();
        if (!call.isAwaited()) {
            if (!findPlace(call)) {
                throw full("");
            }
        } else if (!waiting.isEmpty() || !findPlace(call)) {
            long begin = now();
            try {
                awaitPlace(call);
            } finally {
                waitedNanos.add(now() - begin);
            }
        }
    }

    /** Whether there was room. */
    private boolean findPlace(SharedCall call) throws TTransportException {
        while (!placeAnywhere(call)) {
            if (closed) {
                throw closed();
            }
            if (isFull()) {
                return false;
            }
            // Connections have come or gone meanwhile.
            checkMayBegin(call);
        }
        return true;
    }

    private boolean placeAnywhere(SharedCall call) {
        return placeOnFast(call) || (mayOpen() && placeOnNext(call)) || placeOnSlow(call);
    }

    /** Waits for room behind those who came before. */
    private void awaitPlace(SharedCall call) throws TTransportException {
        Duration wait = Duration.ofMillis(
                call.call().deadline().timeoutMillis(options.pool().maxWait()));
        Deadline until = Deadline.after(wait, ticker);
        Thread caller = Thread.currentThread();
        waiting.add(caller);
        try {
            while (waiting.peek() != caller || !findPlace(call)) {
                checkMayWait(call, wait, until);
                LockSupport.parkNanos(this, until.remainingNanos());
            }
        } finally {
            waiting.remove(caller);
            madeRoom();
        }
    }

    private void checkMayWait(SharedCall call, Duration wait, Deadline until) throws TTransportException {
        if (closed) {
            throw closed();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new TTransportException(
                    this + ": " + call.call().method() + ": interrupted while waiting for room on a connection");
        }
        if (until.isExpired()) {
            throw full(" for " + wait.toMillis() + "ms");
        }
    }

    /** Has the caller try that has waited longest. */
    void madeRoom() {
        Thread first = waiting.peek();
        if (first != null) {
            LockSupport.unpark(first);
        }
    }

    /** Whether all connections have as many calls as they may, and no further one can be opened now. */
    private boolean isFull() {
        List<SharedConnection.Load> usable = usable();
        return !usable.isEmpty() && !mayOpen(usable.size()) && usable.stream().allMatch(SharedConnection.Load::full);
    }

    private boolean placeOnFast(SharedCall call) {
        for (SharedConnection connection : connections) {
            if (connection.offer(call, false)) {
                return true;
            }
        }
        return false;
    }

    private List<SharedConnection.Load> usable() {
        return connections.stream()
                .map(SharedConnection::load)
                .filter(load -> !load.draining())
                .toList();
    }

    private boolean mayOpen() {
        return mayOpen(usable().size());
    }

    private boolean mayOpen(int usable) {
        boolean pausing = usable > 0 && now() - failedAt < PAUSE_NANOS;
        return usable < options.shared().mostConnections() && !pausing && !closed;
    }

    /** Opens the next connection, unless somebody else just did. */
    private boolean placeOnNext(SharedCall call) {
        opening.lock();
        try {
            return placeOnFast(call) || (mayOpen() && open(call));
        } finally {
            opening.unlock();
        }
    }

    private boolean open(SharedCall call) {
        SharedConnection connection = new SharedConnection(this, options, now());
        connection.offer(call, true);
        connections.add(connection);
        try {
            connection.start("thrift-client-" + options.name() + "-read-" + threads.incrementAndGet());
        } catch (OutOfMemoryError ex) {
            connection.end(new TTransportException("no thread for a connection: " + ex.getMessage(), ex));
        }
        return true;
    }

    /** The one whose oldest call is the youngest: another may wait for a call that will never be answered. */
    private boolean placeOnSlow(SharedCall call) {
        return connections.stream()
                .map(connection -> new Candidate(connection, connection.load().oldestNanos()))
                .sorted(Comparator.comparingLong(Candidate::oldestNanos))
                .map(Candidate::connection)
                .anyMatch(connection -> connection.offer(call, true));
    }

    /** The age may change while connections are sorted by it. */
    private record Candidate(SharedConnection connection, long oldestNanos) {}

    private TTransportException closed() {
        return new TTransportException(TTransportException.NOT_OPEN, this + ": the channel is closed");
    }

    private TTransportException full(String howLong) {
        PoolStats now = stats();
        return new TTransportException(
                howLong.isEmpty() ? TTransportException.UNKNOWN : TTransportException.TIMED_OUT,
                this + ": not sent: too many calls in flight" + howLong + " (connections=" + connections.size()
                        + ", calls=" + now.calls() + ", waiting=" + now.waiting() + ", expected: at most "
                        + options.shared().maxCallsInFlight() + " calls on each, shared.max-calls-in-flight)");
    }

    /** What follows from the outcome of a call for the connections. */
    void settle(SharedConnection connection, Verdict verdict) {
        if (verdict == Verdict.LEAVING) {
            drainAll();
        } else if (verdict == Verdict.OUT_OF_STEP) {
            connection.drain(CloseCause.FAILED);
        } else if (retired) {
            connection.drain(CloseCause.OTHER);
        }
    }

    private void drainAll() {
        connections.forEach(connection -> connection.drain(CloseCause.OTHER));
    }

    /**
     * What a thread of a connection serves.
     *
     * @param channel connected
     * @param tls what encrypts it, {@code null} for plain text
     */
    record Opened(SocketChannel channel, TlsHandshake.@Nullable Secured tls) implements Closeable {

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private Opened open(int timeoutMillis) throws IOException {
        Deadline deadline = Deadline.after(Duration.ofMillis(timeoutMillis));
        SocketChannel channel = Sockets.connect(endpoint, timeoutMillis, options.socket());
        try {
            return new Opened(
                    channel, endpoint.isTls() ? TlsHandshake.shake(channel, endpoint, options.tls(), deadline) : null);
        } catch (IOException | RuntimeException | Error ex) {
            channel.close();
            throw ex;
        }
    }

    /** Connects on the thread of a connection. */
    Opened connect() throws TTransportException {
        int timeoutMillis = Deadline.NONE.timeoutMillis(options.connectTimeout());
        try {
            Opened opened = open(timeoutMillis);
            created.incrementAndGet();
            connectError = null;
            reachable = true;
            return opened;
        } catch (IOException ex) {
            String reason = ConnectionPool.reason(endpoint, ex, timeoutMillis);
            connectError = closed ? connectError : reason;
            reachable = false;
            failedAt = now();
            int type =
                    ex instanceof SocketTimeoutException ? TTransportException.TIMED_OUT : TTransportException.NOT_OPEN;
            throw new TTransportException(type, "cannot connect: " + reason, ex);
        }
    }

    /** A connection is closed, or will be in a moment. */
    void ended(SharedConnection connection, boolean wasOpen, CloseCause cause) {
        connections.remove(connection);
        if (wasOpen) {
            discarded(cause);
        }
        madeRoom();
    }

    /** What was connected will not be used. */
    void discarded(CloseCause cause) {
        destroyed.incrementAndGet();
        Objects.requireNonNull(causes.get(cause)).increment();
    }

    @Override
    public boolean isReachable() {
        return reachable
                || connections.stream().anyMatch(connection -> connection.load().open());
    }

    @Override
    public EndpointHealth health() {
        return health;
    }

    @Override
    public void probe() {
        try {
            connect().close();
            discarded(CloseCause.OTHER);
        } catch (IOException | TTransportException ex) {
            // The statistics say why.
        }
    }

    @Override
    public void upkeep() {
        long now = now();
        long idleNanos = ConnectionPool.nanos(options.pool().idleTimeout());
        connections.forEach(connection -> connection.upkeep(now, idleNanos));
        if (!reachable && !closed) {
            probe();
        }
    }

    @Override
    public void clear() {
        drainAll();
    }

    @Override
    public void retire() {
        retired = true;
        drainAll();
    }

    @Override
    public PoolStats stats() {
        List<SharedConnection.Load> loads =
                connections.stream().map(SharedConnection::load).toList();
        return new PoolStats(
                options.shared().mostConnections(),
                count(loads, load -> load.calls() > 0),
                count(loads, load -> load.open() && load.calls() == 0),
                waiting.size(),
                loads.stream().mapToInt(SharedConnection.Load::calls).sum(),
                created.get(),
                destroyed.get(),
                connectError);
    }

    private static int count(List<SharedConnection.Load> loads, Predicate<SharedConnection.Load> which) {
        return (int) loads.stream().filter(which).count();
    }

    @Override
    public PoolHistory history() {
        Map<CloseCause, Long> closed = new EnumMap<>(CloseCause.class);
        causes.forEach((cause, count) -> closed.put(cause, count.sum()));
        return new PoolHistory(placed.sum(), waitedNanos.sum(), closed);
    }

    @Override
    public void close() {
        closed = true;
        opening.lock();
        try {
            drainAll();
        } finally {
            opening.unlock();
        }
        waiting.forEach(LockSupport::unpark);
    }

    @Override
    public String toString() {
        return options.name() + ' ' + endpoint;
    }
}
