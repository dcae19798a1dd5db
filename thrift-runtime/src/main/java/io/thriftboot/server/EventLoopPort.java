package io.thriftboot.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A TCP port at which Netty's native parts listen. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of what fails.
final class EventLoopPort extends ChannelInboundHandlerAdapter implements Port {

    private static final int ADDRESS_SIZE = 64;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 50;
    private static final int MOST_AT_ONCE = 64;

    private final Serving serving;
    private final EventLoopTransport transport;
    private final Consumer<EventLoopChannel> accepted;
    private final ServerChannel channel;

    private EventLoopPort(Serving serving, EventLoopTransport transport, Consumer<EventLoopChannel> accepted) {
        this.serving = serving;
        this.transport = transport;
        this.accepted = accepted;
        this.channel = transport.newServerChannel();
    }

    /** Binds the port, and hands on what is accepted from then on. */
    static EventLoopPort bind(
            Serving serving, EventLoopTransport transport, EventLoopGroup loops, Consumer<EventLoopChannel> accepted)
            throws IOException {
        EventLoopPort port = new EventLoopPort(serving, transport, accepted);
        ThriftServerOptions options = serving.options();
        Endpoint endpoint = options.endpoint();
        port.channel.config().setOption(ChannelOption.SO_BACKLOG, options.backlog());
        port.channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        if (transport == EventLoopTransport.EPOLL) {
            port.channel.config().setRecvByteBufAllocator(severalAtOnce());
        }
        if (options.socket().receiveBufferSize() > 0) {
            port.channel
                    .config()
                    .setOption(ChannelOption.SO_RCVBUF, options.socket().receiveBufferSize());
        }
        port.channel.pipeline().addLast(port);
        try {
            loops.register(port.channel).syncUninterruptibly();
            port.channel
                    .bind(new InetSocketAddress(endpoint.host(), endpoint.port()))
                    .syncUninterruptibly();
            return port;
        } catch (Exception ex) {
            port.closeNow();
            throw Listener.cannotListen(options, ex instanceof NativeIoException ? asOfTheJdk(ex) : ex);
        }
    }

    /**
     * Accepts as many as there are. Netty takes the descriptor of what epoll has accepted for a number of bytes, and stops after
     * one of them: with a thousand busy connections others would wait for seconds.
     */
    static RecvByteBufAllocator severalAtOnce() {
        return new ServerChannelRecvByteBufAllocator()
                .respectMaybeMoreData(false)
                .maxMessagesPerRead(MOST_AT_ONCE);
    }

    private static BindException asOfTheJdk(Exception ex) {
        BindException same = new BindException(ex.getMessage());
        same.initCause(ex);
        return same;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        accept((Channel) message);
    }

    private void accept(Channel child) {
        if (serving.connections().admit(child.remoteAddress())) {
            accepted.accept(EventLoopChannel.of(child));
        } else {
            child.unsafe().closeForcibly();
        }
    }

    /** Level-triggered, it would come again at once while the process has no descriptor left. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        serving.peerLog().warn("{} {}: cannot accept ({})", serving.options().name(), endpoint(), thrown.getMessage());
        channel.config().setAutoRead(false);
        channel.eventLoop()
                .schedule(() -> channel.config().setAutoRead(true), PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Endpoint endpoint() {
        return channel.localAddress() instanceof InetSocketAddress address
                ? serving.options().endpoint().withPort(address.getPort())
                : serving.options().endpoint();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** What is accepted is handed on before this returns. */
    @Override
    public List<SocketChannel> close() throws IOException {
        channel.eventLoop().submit(this::acceptRestAndClose).awaitUninterruptibly();
        channel.closeFuture().awaitUninterruptibly();
        return List.of();
    }

    private Void acceptRestAndClose() throws IOException {
        List<Channel> rest = new ArrayList<>();
        try {
            if (transport == EventLoopTransport.EPOLL && channel.isOpen()) {
                acceptRest((Socket) ((UnixChannel) channel).fd(), rest);
            }
        } finally {
            channel.close();
            rest.forEach(this::accept);
        }
        return null;
    }

    /**
     * Closes the socket itself right behind the last accept: until Netty has come to it, more connections would have come. This
     * loop's epoll knows the descriptor still, but no other thread adds to it.
     */
    private static void acceptRest(Socket socket, List<Channel> rest) throws IOException {
        byte[] address = new byte[ADDRESS_SIZE];
        for (int fd = socket.accept(address); fd >= 0; fd = socket.accept(address)) {
            rest.add(new EpollSocketChannel(fd));
        }
        socket.close();
    }

    @Override
    public void closeNow() {
        if (channel.isRegistered()) {
            channel.close().awaitUninterruptibly();
        } else {
            channel.unsafe().closeForcibly();
        }
    }
}
