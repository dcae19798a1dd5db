package io.thriftboot.server;

import io.thriftboot.server.ConnectionStats.State;
import io.thriftboot.transport.TlsOptions;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The open connections of a server: how many there may be, how long they may take, and how they end. */
final class Connections {

    /** How long a connection is left open after its last reply, so that a busy client's next request is refused, not cut off. */
    private static final long LINGER = Duration.ofMillis(100).toNanos();

    /** How long clients may go on sending requests that are refused, and those that were busy may take to send the next. */
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    /** A client that has called within this time before the end may be about to call again. */
    private static final long BUSY_WITHIN = Duration.ofMillis(500).toNanos();

    private static final long SHORTEST_TICK = Duration.ofMillis(5).toNanos();

    /** With thousands of connections it takes time that calls would notice if they were looked at all the time. */
    private static final long LONGEST_TICK = Duration.ofSeconds(1).toNanos();

    private final ServerCounters counters;
    private final RateLimitedLog peerLog;
    private final String name;
    private final int max;
    private final boolean letsWait;
    private final long readTimeout;
    private final long idleTimeout;
    private final long handshakeTimeout;
    private final AllowedPeers allowedPeers;
    private final boolean interruptCancelled;
    private final LongSupplier ticker;
    private final Map<Connection, Connection.Wire> open = new ConcurrentHashMap<>();
    private volatile boolean draining;
    private volatile long drainingSince;
    private volatile long lastArrival;

    Connections(ServerCounters counters, RateLimitedLog peerLog, ThriftServerOptions options, LongSupplier ticker) {
        this.counters = counters;
        this.peerLog = peerLog;
        this.name = options.name();
        this.max = options.model().maxConnections(options);
        this.letsWait = options.model().letsConnectionsWait();
        this.readTimeout = options.readTimeout().toNanos();
        this.idleTimeout = options.idleTimeout().toNanos();
        TlsOptions tls = options.tls();
        this.handshakeTimeout = tls == null ? 0 : tls.handshakeTimeout().toNanos();
        this.allowedPeers = options.allowedPeers();
        this.interruptCancelled = options.interruptCancelled();
        this.ticker = ticker;
    }

    /** How often to look for connections whose time is over. */
    Duration tick() {
        long shortest = LongStream.of(readTimeout, idleTimeout, handshakeTimeout)
                .filter(timeout -> timeout > 0)
                .min()
                .orElse(0);
        long longest = letsWait || interruptCancelled ? LINGER : LONGEST_TICK;
        return Duration.ofNanos(Math.max(SHORTEST_TICK, Math.min(longest, shortest == 0 ? longest : shortest / 4)));
    }

    ServerCounters counters() {
        return counters;
    }

    /** Whether a peer may open one more; it is counted either way. */
    boolean admit(@Nullable SocketAddress peer) {
        if (!allows(peer)) {
            return false;
        }
        boolean admitted = open.size() < max;
        (admitted ? counters.accepted : counters.refused).increment();
        if (!admitted) {
            counters.reached(ServerLimit.CONNECTIONS);
        }
        return admitted;
    }

    /** Whether a peer may connect at all; it is counted if not. */
    boolean allows(@Nullable SocketAddress peer) {
        boolean allowed = allowedPeers.contains(peer);
        if (!allowed) {
            counters.refused.increment();
            counters.reached(ServerLimit.ALLOWED_PEERS);
            peerLog.warn("{} {}: refused (expected: one of allowed-peers {})", name, peer, allowedPeers);
        }
        return allowed;
    }

    Connection create(@Nullable SocketAddress peer) {
        return new Connection(peer, ticker);
    }

    void opened(Connection connection, Connection.Wire wire) {
        open.put(connection, wire);
        counters.connections.incrementAndGet();
    }

    /** Does nothing if it was called for this connection before. */
    void closed(Connection connection) {
        if (open.remove(connection) != null) {
            counters.connections.decrementAndGet();
        }
    }

    List<ConnectionStats> stats() {
        return open.keySet().stream()
                .map(Connection::stats)
                .sorted(Comparator.comparingLong(ConnectionStats::id))
                .toList();
    }

    /** Closes a connection, whatever it is doing. Returns whether there was one. */
    boolean breakOff(long id) {
        Optional<Connection.Wire> found = open.entrySet().stream()
                .filter(entry -> entry.getKey().id() == id)
                .map(Map.Entry::getValue)
                .findFirst();
        found.ifPresent(Connection.Wire::breakOff);
        return found.isPresent();
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Whether a call is waiting, being handled, or its reply is on its way. */
    boolean isBusy() {
        return open.keySet().stream()
                .anyMatch(connection -> connection.state() == State.CALLING || connection.state() == State.WRITING);
    }

    boolean isDraining() {
        return draining;
    }

    /** From now on requests are refused. */
    void drain() {
        drainingSince = ticker.getAsLong();
        lastArrival = drainingSince;
        draining = true;
    }

    /** Bytes of a message have arrived. */
    void received(Connection connection) {
        connection.received(draining);
        if (draining) {
            lastArrival = ticker.getAsLong();
        }
    }

    /** Ends connections that have been idle, reading or writing for too long, and looks for clients that have gone away. */
    void endExpired() {
        long now = ticker.getAsLong();
        open.forEach((connection, wire) -> endIfExpired(connection, wire, now));
    }

    private void endIfExpired(Connection connection, Connection.Wire wire, long now) {
        switch (connection.state()) {
            case CALLING -> cancelIfGone(connection, wire, now);
            case HANDSHAKE -> breakOffIfOlder(handshakeTimeout, ServerLimit.HANDSHAKE_TIMEOUT, connection, wire, now);
            case IDLE -> endIfIdle(connection, wire, now);
            case ACCEPTED -> breakOffIfOlder(idleTimeout, ServerLimit.IDLE_TIMEOUT, connection, wire, now);
            case READING, ENDING -> breakOffIfOlder(readTimeout, ServerLimit.READ_TIMEOUT, connection, wire, now);
            case WRITING -> breakOffIfOlder(readTimeout, ServerLimit.WRITE_TIMEOUT, connection, wire, now);
        }
    }

    private void endIfIdle(Connection connection, Connection.Wire wire, long now) {
        if (connection.awaitsHandshake()) {
            breakOffIfOlder(handshakeTimeout, ServerLimit.HANDSHAKE_TIMEOUT, connection, wire, now);
        } else if (isOlder(idleTimeout, ServerLimit.IDLE_TIMEOUT, connection, now)) {
            wire.endIfQuiet();
        }
    }

    private void cancelIfGone(Connection connection, Connection.Wire wire, long now) {
        if (interruptCancelled && connection.nanosInState(now) > LINGER) {
            wire.cancelIfPeerIsGone();
        }
    }

    private void breakOffIfOlder(
            long timeout, ServerLimit limit, Connection connection, Connection.Wire wire, long now) {
        if (isOlder(timeout, limit, connection, now)) {
            wire.breakOff();
        }
    }

    /** Whether its time is over, which is counted once. */
    private boolean isOlder(long timeout, ServerLimit limit, Connection connection, long now) {
        boolean older = timeout > 0 && connection.nanosInState(now) > timeout;
        if (older && connection.expires()) {
            counters.reached(limit);
        }
        return older;
    }

    /**
     * Ends connections that are idle, once clients have had the time to learn that the server is stopping: a client whose
     * request is refused goes on with another of its idle connections. To a request that arrives later nobody could answer,
     * and its client could not know that it was not executed.
     */
    void endQuiet() {
        open.forEach((connection, wire) -> {
            if (connection.state() == State.IDLE && isDue(connection)) {
                wire.endIfQuiet();
            }
        });
    }

    private boolean isDue(Connection connection) {
        long now = ticker.getAsLong();
        long idle = connection.nanosInState();
        if (now - drainingSince >= PATIENCE) {
            return idle >= LINGER || connection.isToldToLeave();
        }
        boolean callsAgain = !connection.isToldToLeave() && idle < now - drainingSince + BUSY_WITHIN;
        return !callsAgain && idle >= LINGER && now - lastArrival >= LINGER;
    }

    /**
     * Ends connections that have been idle for longest, so that others which wait for their threads are served.
     *
     * @param queued how many connections no thread has been found for; on a busy machine more may not have been served yet.
     *     Where calls wait, not connections, it says how many of those
     */
    void makeRoom(int queued) {
        if (!letsWait) {
            return;
        }
        long waiting = open.keySet().stream()
                .filter(connection -> connection.state() == State.ACCEPTED && connection.nanosInState() >= LINGER)
                .limit(queued)
                .count();
        if (waiting > 0) {
            open.entrySet().stream()
                    .filter(entry -> entry.getKey().state() == State.IDLE)
                    .map(entry -> new Idle(entry.getKey().nanosInState(), entry.getValue()))
                    .filter(idle -> idle.nanos() >= LINGER)
                    .sorted(Comparator.comparingLong(Idle::nanos).reversed())
                    .limit(waiting)
                    .forEach(idle -> idle.wire().endIfQuiet());
        }
    }

    /** How long a connection was idle at some moment: while sorting, the time must not move. */
    private record Idle(long nanos, Connection.Wire wire) {}

    void breakOffAll() {
        open.values().forEach(Connection.Wire::breakOff);
    }

    void closeAll() {
        open.values().forEach(Connection.Wire::close);
    }
}
