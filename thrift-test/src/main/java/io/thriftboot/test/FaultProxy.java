package io.thriftboot.test;

import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.ListeningSocket;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between clients and a server, and does to their connections what networks and broken peers do:
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to(Endpoint.tcp("localhost", 9090))) {
 *     // clients connect to proxy.endpoint()
 *     proxy.toClient(Fault.cutAfter(10));
 *     proxy.toServer(Fault.delay(Duration.ofMillis(200)));
 *     proxy.refuse();
 *     proxy.reset();
 * }
 * }</pre>
 *
 * <p>It knows nothing of Thrift: any protocol, and TLS, pass through it. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class FaultProxy implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(FaultProxy.class);
    private static final int BACKLOG = 128;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "thrift-faults-" + NUMBER.incrementAndGet();
    private final Endpoint target;
    private final Direction toServer = new Direction();
    private final Direction toClient = new Direction();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    /** How often all connections were closed: what was accepted before the last time is not served any more. */
    private final AtomicInteger closings = new AtomicInteger();

    private final Object lock = new Object();
    private final Endpoint endpoint;
    private @Nullable ListeningSocket listener;
    private boolean closed;

    private FaultProxy(Endpoint listenOn, Endpoint target) throws IOException {
        this.target = target;
        ListeningSocket first = listen(listenOn);
        this.listener = first;
        this.endpoint = first.endpoint();
        accept(first);
    }

    /**
     * Stands before a server, on any free port of the loopback interface.
     *
     * @param server where the server listens; it is connected to for each connection, so it need not listen yet
     * @return a proxy to be closed by the caller
     * @throws UncheckedIOException if there is no free port
     */
    public static FaultProxy to(Endpoint server) {
        return to(server, Endpoint.tcp("127.0.0.1", 0));
    }

    /**
     * Stands before a server.
     *
     * @param server where the server listens
     * @param listenOn where clients connect to; port 0 takes any free port
     * @return a proxy to be closed by the caller
     * @throws UncheckedIOException if nothing can listen there
     */
    public static FaultProxy to(Endpoint server, Endpoint listenOn) {
        try {
            return new FaultProxy(listenOn, server);
        } catch (IOException ex) {
            throw new UncheckedIOException(listenOn + ": " + ex.getMessage(), ex);
        }
    }

    private static ListeningSocket listen(Endpoint endpoint) throws IOException {
        return Sockets.listen(endpoint, BACKLOG, SocketOptions.DEFAULT, null);
    }

    /**
     * Where clients connect to.
     *
     * @return the endpoint, with the real port; the same after {@link #refuse()} and {@link #reset()}
     */
    public Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Sets what happens to bytes from clients to the server, on open connections, too.
     *
     * @param fault the fault
     * @return this
     */
    public FaultProxy toServer(Fault fault) {
        toServer.set(fault);
        return this;
    }

    /**
     * Sets what happens to bytes from the server to clients, on open connections, too.
     *
     * @param fault the fault
     * @return this
     */
    public FaultProxy toClient(Fault fault) {
        toClient.set(fault);
        return this;
    }

    /** Closes all connections and accepts no more, as if the server's process had ended, until {@link #reset()}. */
    public void refuse() {
        synchronized (lock) {
            closeListener();
        }
        closeConnections();
    }

    /** Closes all connections; new ones are accepted. */
    public void closeConnections() {
        closings.incrementAndGet();
        connections.forEach(ProxiedConnection::close);
    }

    /**
     * Ends all faults: what was held back passes, and connections are accepted.
     *
     * @throws UncheckedIOException if another process has taken the port meanwhile
     * @throws IllegalStateException if the proxy is closed
     */
    public void reset() {
        toServer.set(Fault.none());
        toClient.set(Fault.none());
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException(endpoint + ": closed (expected: an open proxy)");
            }
            if (listener == null) {
                listenAgain();
            }
        }
    }

    private void listenAgain() {
        try {
            ListeningSocket next = listen(endpoint);
            listener = next;
            accept(next);
        } catch (IOException ex) {
            throw new UncheckedIOException(endpoint + ": " + ex.getMessage(), ex);
        }
    }

    /**
     * How many connections there are now.
     *
     * @return connections of clients that are open on both sides
     */
    public int connections() {
        return connections.size();
    }

    /**
     * How many connections there were.
     *
     * @return connections of clients that were accepted since the start
     */
    public int accepted() {
        return accepted.get();
    }

    private void accept(ListeningSocket socket) {
        Thread thread = new Thread(() -> acceptAll(socket), name + "-accept");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll(ListeningSocket socket) {
        try {
            while (true) {
                SocketChannel client = socket.channel().accept();
                connect(socket, client, closings.get());
            }
        } catch (ClosedChannelException ex) {
            logger.trace("{}: listens no more", endpoint, ex);
        } catch (IOException ex) {
            logger.warn("{}: accepts no more connections", endpoint, ex);
        }
    }

    private void connect(ListeningSocket socket, SocketChannel client, int closingsBefore) throws IOException {
        String threads = name + '-' + accepted.incrementAndGet();
        try {
            SocketChannel server = Sockets.connect(target, CONNECT_TIMEOUT_MILLIS, SocketOptions.DEFAULT);
            ProxiedConnection connection = new ProxiedConnection(client, server, connections::remove);
            connections.add(connection);
            if (isServed(socket, closingsBefore)) {
                connection.start(threads, toServer, toClient);
            } else {
                connection.close();
            }
        } catch (IOException ex) {
            logger.debug("{}: {} cannot be reached", endpoint, target, ex);
            client.close();
        }
    }

    /** The proxy may have begun to refuse while it was connecting. */
    private boolean isServed(ListeningSocket socket, int closingsBefore) {
        synchronized (lock) {
            return listener == socket && closings.get() == closingsBefore;
        }
    }

    /** Closes all connections, accepts no more, and ends what was held back. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            closeListener();
        }
        closeConnections();
        toServer.set(Fault.none());
        toClient.set(Fault.none());
    }

    private void closeListener() {
        ListeningSocket open = listener;
        listener = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException ex) {
                throw new UncheckedIOException(endpoint + ": " + ex.getMessage(), ex);
            }
        }
    }
}
