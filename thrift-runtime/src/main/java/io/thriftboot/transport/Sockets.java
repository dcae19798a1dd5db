package io.thriftboot.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens the sockets that endpoints stand for. Beside the endpoint itself the only class that tells schemes apart.
 *
 * @since 0.1
 */
public final class Sockets {

    private Sockets() {}

    /**
     * Connects to what the endpoint stands for now; the name of a host is looked up. Of TLS, the handshake is still to come.
     *
     * @param endpoint where a server listens; of HTTP its web server
     * @param timeoutMillis how long it may take, without the look-up of the name; at least 1
     * @param options what the operating system is told
     * @return a connected channel. One of a unix or memory endpoint has no {@link SocketChannel#socket()}
     * @throws java.net.SocketTimeoutException if nobody answered in time
     * @throws IOException if the server cannot be reached
     */
    public static SocketChannel connect(Endpoint endpoint, int timeoutMillis, SocketOptions options)
            throws IOException {
        return switch (endpoint.scheme()) {
            case TCP, TLS, HTTP, HTTPS -> connectTcp(endpoint, timeoutMillis, options);
            case UNIX -> UnixSockets.connect(UnixSockets.path(endpoint), timeoutMillis, options);
            case MEMORY -> MemorySockets.connect(endpoint.path(), timeoutMillis, options);
        };
    }

    private static SocketChannel connectTcp(Endpoint endpoint, int timeoutMillis, SocketOptions options)
            throws IOException {
        InetSocketAddress address = resolve(endpoint);
        SocketChannel channel = SocketChannel.open();
        try {
            options.applyTo(channel);
            channel.socket().connect(address, timeoutMillis);
            refuseSelf(channel);
            return channel;
        } catch (IOException | RuntimeException ex) {
            channel.close();
            throw ex;
        }
    }

    private static InetSocketAddress resolve(Endpoint endpoint) {
        return new InetSocketAddress(endpoint.host(), endpoint.port());
    }

    /** TCP connects a socket to itself if its own port is, by chance, the one of a local server that is down. */
    private static void refuseSelf(SocketChannel channel) throws IOException {
        if (channel.getLocalAddress().equals(channel.getRemoteAddress())) {
            throw new ConnectException("Connection refused");
        }
    }

    /**
     * Whether a server can listen on an endpoint.
     *
     * @param endpoint any endpoint
     * @return {@code false} for URLs, which belong to a web server
     */
    public static boolean canListen(Endpoint endpoint) {
        return !endpoint.isHttp();
    }

    /**
     * Begins to listen. A unix socket whose server has died without removing it is replaced.
     *
     * @param endpoint where; TCP's port 0 takes any free port
     * @param backlog how many connections may wait to be accepted, at least 1
     * @param options what the operating system is told
     * @param unixMode who may connect to a unix socket: set before anybody can; {@code null} leaves it to the process's umask
     * @return the bound socket
     * @throws java.net.BindException if another server listens there, or a unix socket's path is that of something else
     * @throws IOException if the endpoint cannot be bound for another reason
     */
    public static ListeningSocket listen(
            Endpoint endpoint, int backlog, SocketOptions options, @Nullable Set<PosixFilePermission> unixMode)
            throws IOException {
        return switch (endpoint.scheme()) {
            case TCP, TLS -> listenOnTcp(endpoint, backlog, options);
            case UNIX -> UnixSockets.listen(endpoint, backlog, options, unixMode);
            case MEMORY -> MemorySockets.listen(endpoint, backlog, options);
            case HTTP, HTTPS ->
                throw new IOException("a web server listens there (expected: tcp, tls, unix or memory)");
        };
    }

    private static ListeningSocket listenOnTcp(Endpoint endpoint, int backlog, SocketOptions options)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            options.applyReceiveBufferTo(channel);
            channel.bind(resolve(endpoint), backlog);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            return new ListeningSocket(channel, endpoint.withPort(port), () -> {});
        } catch (IOException | RuntimeException ex) {
            channel.close();
            throw ex;
        }
    }

    /**
     * The other side of an accepted connection.
     *
     * @param accepted a connection
     * @param endpoint where its server listens
     * @return the client's address. Clients of unix and memory endpoints hardly ever have one: for them, the server's path or
     *     name as a {@link UnixDomainSocketAddress}
     * @throws IOException if the connection is closed
     */
    public static SocketAddress peer(SocketChannel accepted, Endpoint endpoint) throws IOException {
        SocketAddress address = accepted.getRemoteAddress();
        boolean isNamed = !(address instanceof UnixDomainSocketAddress unix)
                || !unix.getPath().toString().isEmpty();
        return isNamed ? address : UnixDomainSocketAddress.of(endpoint.path());
    }
}
