package io.thriftboot.client;

import io.thriftboot.TestEndpoint;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.ListeningSocket;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.Sockets;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that misbehaves exactly as a test says, connection by connection. */
final class FakeServer implements AutoCloseable {

    private final ListeningSocket listener;
    private final List<Script> scripts;
    private final Thread acceptor;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<FakeConnection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger finished = new AtomicInteger();

    private FakeServer(Endpoint endpoint, List<Script> scripts) throws IOException {
        this.scripts = scripts;
        this.listener = Sockets.listen(endpoint, 512, SocketOptions.DEFAULT, null);
        this.acceptor = run("fake-server", this::accept);
    }

    /** Each connection follows its script, those after the last script the last one. */
    static FakeServer start(Script... scripts) {
        return start(TestEndpoint.TCP.free(), scripts);
    }

    static FakeServer start(Endpoint endpoint, Script... scripts) {
        try {
            return new FakeServer(endpoint, List.of(scripts));
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Thread run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel socket = listener.channel().accept();
                Script script = scripts.get(Math.min(accepted.getAndIncrement(), scripts.size() - 1));
                run("fake-connection", () -> follow(script, socket));
            }
        } catch (IOException ex) {
            // The test is over.
        }
    }

    private void follow(Script script, SocketChannel socket) {
        try (FakeConnection connection = new FakeConnection(socket)) {
            connections.add(connection);
            script.play(connection);
        } catch (Exception ex) {
            // The client went away, or the test is over.
        } finally {
            finished.incrementAndGet();
        }
    }

    Endpoint endpoint() {
        return listener.endpoint();
    }

    /** How many connections there were so far. */
    int accepted() {
        return accepted.get();
    }

    /** How many requests were read so far, on all connections. */
    int requests() {
        return connections.stream().mapToInt(FakeConnection::requests).sum();
    }

    /** How many messages were sent so far, on all connections. */
    int sent() {
        return connections.stream().mapToInt(FakeConnection::sent).sum();
    }

    /** How many scripts have ended, and their connections with them. */
    int finished() {
        return finished.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (FakeConnection connection : connections) {
                connection.close();
            }
            // The kernel goes on listening until the last thread has left its call.
            acceptor.join();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** What the server does with a connection, which is closed when the script ends. */
    @FunctionalInterface
    interface Script {

        void play(FakeConnection connection) throws Exception;
    }
}
