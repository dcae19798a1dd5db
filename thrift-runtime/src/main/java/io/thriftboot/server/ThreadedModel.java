package io.thriftboot.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** Our model with a thread for each connection, virtual where the options say so. */
final class ThreadedModel implements Engine {

    private final Serving serving;
    private final Acceptor<ThreadedConnection> acceptor;
    private final ThreadFactory threads;
    private final Set<ThreadedConnection> served = ConcurrentHashMap.newKeySet();

    private ThreadedModel(Serving serving, Listener listener) throws IOException {
        this.serving = serving;
        this.acceptor = new Acceptor<>(serving, listener, ThreadedConnection::open, this::serve);
        this.threads = serving.options().executor().threads().factory(serving.threadName("call"));
    }

    static Engine engine(Serving serving, Listener listener) throws IOException {
        return new ThreadedModel(serving, listener);
    }

    @Override
    public void start() throws IOException {
        acceptor.start();
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
    public ThreadStats threads() {
        return new ThreadStats(served.size(), serving.options().maxConnections(), 0, 0, List.of(), List.of());
    }

    @Override
    public void end() {
        served.forEach(ThreadedConnection::interrupt);
    }
}
