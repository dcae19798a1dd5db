package io.thriftboot.server;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.ConnectionStats.State;
import java.net.SocketAddress;
import java.security.Principal;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A client's connection: what it is doing, since when, and what is left to do before it may be closed. */
final class Connection {

    /** How a model reads and closes its connections. */
    interface Wire {

        /** Ends an idle connection, unless the next message has begun to arrive. */
        void endIfQuiet();

        /** Reads no more: the model closes the connection once the reply under way has left. */
        void endInput();

        /** Cancels the call that is being handled if its client has gone away. For models that do not notice by themselves. */
        default void cancelIfPeerIsGone() {}

        /** Lets the model close the connection, whatever it is doing. */
        void breakOff();

        /** Whether a reply could still be sent. */
        boolean isOpen();

        /** Closes what the model has not closed at its end. */
        void close();
    }

    private static final AtomicLong lastId = new AtomicLong();
    private static final AtomicLongFieldUpdater<Connection> MESSAGES =
            AtomicLongFieldUpdater.newUpdater(Connection.class, "messages");

    private final long id = lastId.incrementAndGet();
    private final @Nullable SocketAddress peer;
    private final LongSupplier ticker;
    private final long openedAt;
    private volatile long messages;
    private @Nullable ThriftProtocol protocol;
    private boolean framed;
    private volatile State state = State.ACCEPTED;
    private volatile long since;
    private volatile boolean tooLate;
    private volatile boolean toldToLeave;
    private volatile boolean expired;
    private volatile boolean awaitsHandshake;
    private @Nullable Principal principal;

    Connection(@Nullable SocketAddress peer, LongSupplier ticker) {
        this.peer = peer;
        this.ticker = ticker;
        this.since = ticker.getAsLong();
        this.openedAt = since;
    }

    /** Names it in its process. */
    long id() {
        return id;
    }

    /** The beginning of a message is read; by one thread at a time. */
    void messageIsRead(ThriftProtocol encoding, boolean inFrame) {
        protocol = encoding;
        framed = inFrame;
        MESSAGES.lazySet(this, messages + 1);
    }

    ConnectionStats stats() {
        long soFar = messages;
        ThriftProtocol spoken = protocol;
        String dialect = soFar == 0 || spoken == null
                ? null
                : spoken.name().toLowerCase(Locale.ROOT) + (framed ? "/framed" : "/unframed");
        return new ConnectionStats(id, peer, state, dialect, Duration.ofNanos(ticker.getAsLong() - openedAt), soFar);
    }

    /** Nothing else is read from it before a TLS handshake. */
    void awaitHandshake() {
        awaitsHandshake = true;
    }

    /** Whether its TLS handshake is not over. */
    boolean awaitsHandshake() {
        return awaitsHandshake;
    }

    /** The first bytes of a TLS handshake have arrived. */
    void handshakeBegins() {
        awaitsHandshake = true;
        move(State.IDLE, State.HANDSHAKE);
    }

    /** The TLS handshake is over. */
    void handshakeEnds(@Nullable Principal client) {
        principal = client;
        awaitsHandshake = false;
        move(State.HANDSHAKE, State.IDLE);
    }

    /** Who the client has proved to be; {@code null} if it has not. For those that read its messages. */
    @Nullable
    Principal principal() {
        return principal;
    }

    /** Whether its time was over, whatever else it ends by. */
    boolean isExpired() {
        return expired;
    }

    @Nullable
    SocketAddress peer() {
        return peer;
    }

    State state() {
        return state;
    }

    /** How long it has been doing what it is doing. */
    long nanosInState() {
        return nanosInState(ticker.getAsLong());
    }

    /** The same at some moment; negative if it has begun later. */
    long nanosInState(long now) {
        return now - since;
    }

    /** Whether a request of this connection has been answered with "not executed: shutting down". */
    boolean isToldToLeave() {
        return toldToLeave;
    }

    void tellToLeave() {
        toldToLeave = true;
    }

    /** Its time is over. Whether this is said for the first time: its end may take a while. */
    boolean expires() {
        boolean first = !expired;
        expired = true;
        return first;
    }

    /** A thread has begun to read from it. */
    void served() {
        move(State.ACCEPTED, State.IDLE);
    }

    /** Bytes of a message have arrived. The first of them decide whether the message is in time to be executed. */
    void received(boolean draining) {
        if (move(State.IDLE, State.READING) || state == State.ENDING) {
            tooLate = draining;
        }
    }

    /** The next message begins to arrive, while others may still be handled. */
    void messageBegins(boolean draining) {
        tooLate = draining;
    }

    /** Whether the message began to arrive after the server began to stop. */
    boolean isTooLate() {
        return tooLate;
    }

    /** Part of another message has arrived already. */
    void reading() {
        moveUnlessEnding(State.READING);
    }

    /** The message is whole. */
    void calling() {
        moveUnlessEnding(State.CALLING);
    }

    /** The reply begins to leave. */
    void writing() {
        moveUnlessEnding(State.WRITING);
    }

    /** A part of a reply that takes its time has left. */
    void writingGoesOn() {
        move(State.WRITING, State.WRITING);
    }

    /** The reply has left, or there is none. */
    void idle() {
        moveUnlessEnding(State.IDLE);
    }

    /** Claims an idle connection for its end. */
    boolean ending() {
        return move(State.IDLE, State.ENDING);
    }

    private synchronized boolean move(State from, State to) {
        if (state != from) {
            return false;
        }
        since = ticker.getAsLong();
        state = to;
        return true;
    }

    private synchronized void moveUnlessEnding(State to) {
        if (state != State.ENDING) {
            move(state, to);
        }
    }
}
