package io.thriftboot.server;

import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.ListeningSocket;
import io.thriftboot.transport.Sockets;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where a server listens. */
final class Listener implements Port {

    /** libthrift's accept loops would spin while the process has no file descriptor left. */
    private static final long PAUSE_AFTER_FAILURE = Duration.ofMillis(50).toNanos();

    private static final long LONGEST_DEREGISTRATION = Duration.ofMillis(500).toNanos();
    private static final long TIME_TO_LOOK_AWAY = Duration.ofMillis(10).toNanos();
    private static final long PAUSE = Duration.ofMillis(1).toNanos();

    private final ListeningSocket socket;
    private final ServerSocketChannel channel;
    private final Serving serving;
    private volatile @Nullable SelectionKey key;

    private Listener(ListeningSocket socket, Serving serving) {
        this.socket = socket;
        this.channel = socket.channel();
        this.serving = serving;
    }

    static Listener bind(Serving serving) throws IOException {
        ThriftServerOptions options = serving.options();
        try {
            ListeningSocket socket =
                    Sockets.listen(options.endpoint(), options.backlog(), options.socket(), options.unixMode());
            socket.channel().configureBlocking(false);
            return new Listener(socket, serving);
        } catch (IOException | RuntimeException ex) {
            throw cannotListen(options, ex);
        }
    }

    /** The same exception with the endpoint in its text. */
    static IOException cannotListen(ThriftServerOptions options, Exception ex) {
        String message = options.name() + " " + options.endpoint() + ": cannot listen (" + ex.getMessage() + ")";
        IOException named = ex instanceof BindException ? new BindException(message) : new IOException(message);
        named.initCause(ex);
        return named;
    }

    @Override
    public Endpoint endpoint() {
        return socket.endpoint();
    }

    /** Wakes the selector when there is something to accept, and when there will never be again. */
    void register(Selector waiting) throws ClosedChannelException {
        key = channel.register(waiting, SelectionKey.OP_ACCEPT);
    }

    /** What a model makes of an accepted connection. */
    @FunctionalInterface
    interface Opening<T> {

        /** Makes the connection known to the server. */
        T open(SocketChannel channel, Serving serving) throws IOException;
    }

    /** A connection within the limit; {@code null} if there is none now. After {@link #close()} all of them are known. */
    <T> @Nullable T accept(Opening<T> opening) {
        try {
            return acceptNow(opening);
        } catch (ClosedChannelException ex) {
            return null;
        } catch (IOException ex) {
            serving.peerLog()
                    .warn("{} {}: cannot accept ({})", serving.options().name(), endpoint(), ex.getMessage());
            LockSupport.parkNanos(PAUSE_AFTER_FAILURE);
            return null;
        }
    }

    private synchronized <T> @Nullable T acceptNow(Opening<T> opening) throws IOException {
        for (SocketChannel client = channel.accept(); client != null; client = channel.accept()) {
            if (serving.connections().admit(client.getRemoteAddress())) {
                return opening.open(prepared(client), serving);
            }
            client.close();
        }
        return null;
    }

    private SocketChannel prepared(SocketChannel client) throws IOException {
        try {
            serving.options().socket().applyTo(client);
            return client;
        } catch (IOException ex) {
            client.close();
            throw ex;
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** Before, the channel must be registered with no selector any more, because its close would wait for that. */
    @Override
    public List<SocketChannel> close() throws IOException {
        SelectionKey registered = key;
        if (registered != null) {
            // libthrift's accept thread dies of a key that is cancelled while it looks at it: first it must look away.
            registered.interestOps(0);
            registered.selector().wakeup();
            LockSupport.parkNanos(TIME_TO_LOOK_AWAY);
            registered.cancel();
            registered.selector().wakeup();
        }
        long end = System.nanoTime() + LONGEST_DEREGISTRATION;
        while (channel.isRegistered() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE);
        }
        return acceptRestAndClose();
    }

    private synchronized List<SocketChannel> acceptRestAndClose() throws IOException {
        List<SocketChannel> rest = new ArrayList<>();
        try {
            for (SocketChannel client = channel.accept(); client != null; client = channel.accept()) {
                if (serving.connections().allows(client.getRemoteAddress())) {
                    rest.add(client);
                } else {
                    client.close();
                }
            }
        } finally {
            closeNow();
        }
        return rest;
    }

    @Override
    public synchronized void closeNow() throws IOException {
        socket.close();
        SelectionKey registered = key;
        if (registered != null) {
            registered.selector().wakeup();
        }
    }
}
