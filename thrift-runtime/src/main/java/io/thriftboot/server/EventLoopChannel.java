package io.thriftboot.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An accepted channel of Netty, and how it is ended so that no request that has arrived is lost. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of what fails.
abstract sealed class EventLoopChannel {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServer.class);

    private final Channel netty;
    private final @Nullable SocketAddress peer;

    private EventLoopChannel(Channel netty, @Nullable SocketAddress peer) {
        this.netty = netty;
        this.peer = peer;
    }

    /** Takes over an accepted channel of the JDK. */
    static EventLoopChannel of(SocketChannel accepted, Endpoint endpoint) throws IOException {
        SocketAddress peer = Sockets.peer(accepted, endpoint);
        accepted.configureBlocking(false);
        Channel netty = accepted.getLocalAddress() instanceof InetSocketAddress
                ? new NioSocketChannel(accepted)
                : new NioDomainSocketChannel(accepted);
        return new Nio(netty, peer, accepted);
    }

    /** Takes over a channel that epoll or io_uring has accepted. */
    static EventLoopChannel of(Channel accepted) {
        return new Native(accepted);
    }

    Channel netty() {
        return netty;
    }

    @Nullable
    SocketAddress peer() {
        return peer;
    }

    /** Ends an idle connection, on its loop, unless the next message has begun to arrive. */
    final void endIfQuiet(Connection connection) {
        try {
            if (!EventLoopTls.hasPartOfRecord(netty)) {
                endNowIfQuiet(connection);
            }
        } catch (IOException ex) {
            logger.debug("{}: {}", connection.peer(), ex.getMessage());
            netty.close();
        }
    }

    abstract void endNowIfQuiet(Connection connection) throws IOException;

    /** The JDK forgets what has arrived when the input is shut down: so it is read before. */
    private static final class Nio extends EventLoopChannel {

        private final SocketChannel channel;

        Nio(Channel netty, SocketAddress peer, SocketChannel channel) {
            super(netty, peer);
            this.channel = channel;
        }

        @Override
        void endNowIfQuiet(Connection connection) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(1 << 10);
            int n = channel.isOpen() ? channel.read(bytes) : -1;
            if (n > 0) {
                netty().pipeline().fireChannelRead(Unpooled.wrappedBuffer(bytes.flip()));
                netty().pipeline().fireChannelReadComplete();
            } else if (connection.ending()) {
                netty().close();
            }
        }
    }

    /** The operating system still gives what has arrived before the input was shut down, and then the end. */
    private static final class Native extends EventLoopChannel {

        Native(Channel netty) {
            super(netty, netty.remoteAddress());
        }

        @Override
        void endNowIfQuiet(Connection connection) throws IOException {
            if (netty().isOpen() && connection.ending()) {
                ((Socket) ((UnixChannel) netty()).fd()).shutdown(true, false);
            }
        }
    }
}
