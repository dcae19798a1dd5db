package io.thriftboot.server;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our model with a few threads for I/O, each of which serves many connections; calls run on the executor or on the loops. */
final class EventLoopModel implements Engine {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServer.class);
    private static final int LONGEST_END_SECONDS = 5;

    private final Serving serving;
    private final EventLoopTransport transport;
    private final EventLoopCalls calls;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final MultiThreadIoEventLoopGroup loops;
    private final EventLoopCounts counts;
    private @Nullable Acceptor<EventLoopConnection> acceptor;

    private EventLoopModel(Serving serving, EventLoopTransport transport) {
        this.serving = serving;
        this.transport = transport;
        this.calls = new EventLoopCalls(serving, transport);
        this.loops = new MultiThreadIoEventLoopGroup(
                serving.options().eventLoop().loops(), this::newThread, transport.ioHandlerFactory());
        this.counts = new EventLoopCounts(loops);
    }

    /** Netty keeps buffers and objects for the next use only in threads of its own class. */
    private Thread newThread(Runnable loop) {
        Thread thread = new FastThreadLocalThread(loop, serving.threadName("loop") + '-' + (threads.size() + 1));
        thread.setDaemon(false);
        threads.add(thread);
        return thread;
    }

    static Bound bind(Serving serving) throws IOException {
        EventLoopTransport transport = EventLoopTransport.of(serving.options());
        EventLoopModel model = new EventLoopModel(serving, transport);
        try {
            Bound bound = model.bind();
            logger.info("{}: event loops use {}", serving.options().name(), transport);
            return bound;
        } catch (IOException | RuntimeException | Error ex) {
            model.end();
            throw ex;
        }
    }

    private Bound bind() throws IOException {
        if (transport.usesChannelsOfTheJdk()) {
            return Bound.of(serving, this::withListener);
        }
        EventLoopPort port = EventLoopPort.bind(serving, transport, loops, this::accepted);
        return new Bound(port, this);
    }

    private Engine withListener(Serving ignored, Listener listener) throws IOException {
        acceptor = new Acceptor<>(serving, listener, this::open, this::serve);
        return this;
    }

    private EventLoopConnection open(SocketChannel accepted, Serving ignored) throws IOException {
        try {
            return opened(EventLoopChannel.of(accepted, serving.options().endpoint()));
        } catch (IOException | RuntimeException ex) {
            accepted.close();
            throw ex;
        }
    }

    private EventLoopConnection opened(EventLoopChannel channel) {
        EventLoopConnection connection = new EventLoopConnection(serving, calls, counts, channel);
        serving.connections().opened(connection.connection(), connection);
        return connection;
    }

    private void accepted(EventLoopChannel channel) {
        serve(opened(channel));
    }

    private void serve(EventLoopConnection connection) {
        connection.register(loops);
    }

    @Override
    public void start() throws IOException {
        if (acceptor != null) {
            acceptor.start();
        }
    }

    @Override
    public void serveLatecomers(List<SocketChannel> channels) throws IOException {
        Endpoint endpoint = serving.options().endpoint();
        for (SocketChannel channel : channels) {
            serving.counters().accepted.increment();
            accepted(EventLoopChannel.of(channel, endpoint));
        }
    }

    @Override
    public boolean isAlive() {
        return !loops.isShuttingDown() && (acceptor == null || acceptor.isAlive());
    }

    @Override
    public EventLoopIo eventLoopIo() {
        return transport.io();
    }

    @Override
    public int waiting() {
        return calls.waiting();
    }

    @Override
    public ThreadStats threads() {
        return calls.threads().with(counts.tasks(), counts.connections());
    }

    @Override
    public void end() {
        calls.end();
        loops.shutdownGracefully(0, LONGEST_END_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        threads.forEach(EventLoopModel::awaitEnd);
    }

    /** A loop says that it has ended a moment before its thread has. */
    private static void awaitEnd(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LONGEST_END_SECONDS));
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
