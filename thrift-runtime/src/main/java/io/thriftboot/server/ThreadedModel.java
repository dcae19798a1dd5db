package io.thriftboot.server;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our model with a thread for each connection, virtual where the options say so. */
final class ThreadedModel implements Engine {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServer.class);

    private final Serving serving;
    private final Listener listener;
    private final Selector selector;
    private final Thread acceptor;
    private final ThreadFactory threads;
    private final Set<ThreadedConnection> served = ConcurrentHashMap.newKeySet();

    private ThreadedModel(Serving serving, Listener listener) throws IOException {
        this.serving = serving;
        this.listener = listener;
        this.selector = Selector.open();
        this.acceptor = NamedThreads.named(serving.threadName("accept"), this::acceptAll);
        this.threads = serving.options().executor().threads().factory(serving.threadName("call"));
    }

    static Engine engine(Serving serving, Listener listener) throws IOException {
        return new ThreadedModel(serving, listener);
    }

    @Override
    public void start() throws IOException {
        listener.register(selector);
        acceptor.start();
    }

    private void acceptAll() {
        try (selector) {
            while (listener.isOpen()) {
                ThreadedConnection connection = listener.accept(ThreadedConnection::open);
                if (connection == null) {
                    selector.select();
                    selector.selectedKeys().clear();
                } else {
                    serve(connection);
                }
            }
        } catch (IOException | RuntimeException ex) {
            logger.error("{} accepts no more connections", serving.options().name(), ex);
        }
    }

    private void serve(ThreadedConnection connection) {
        served.add(connection);
        try {
            threads.newThread(() -> run(connection)).start();
        } catch (OutOfMemoryError ex) {
            serving.peerLog()
                    .warn(
                            "{}: no thread for a connection ({})",
                            serving.options().name(),
                            ex.getMessage());
            served.remove(connection);
            connection.close();
        }
    }

    private void run(ThreadedConnection connection) {
        try {
            connection.run();
        } finally {
            served.remove(connection);
        }
    }

    @Override
    public void serveLatecomers(List<SocketChannel> channels) throws IOException {
        for (SocketChannel channel : channels) {
            serving.counters().accepted.increment();
            serve(ThreadedConnection.open(channel, serving));
        }
    }

    @Override
    public boolean isAlive() {
        return acceptor.isAlive();
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public void end() {
        served.forEach(ThreadedConnection::interrupt);
    }
}
