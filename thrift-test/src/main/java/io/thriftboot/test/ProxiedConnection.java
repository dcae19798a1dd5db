package io.thriftboot.test;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connection and the one to the server that belongs to it. */
final class ProxiedConnection {

    private static final Logger logger = LoggerFactory.getLogger(FaultProxy.class);

    private final SocketChannel client;
    private final SocketChannel server;
    private final Consumer<ProxiedConnection> ended;
    private final AtomicInteger open = new AtomicInteger(2);

    ProxiedConnection(SocketChannel client, SocketChannel server, Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.server = server;
        this.ended = ended;
    }

    void start(String name, Direction toServer, Direction toClient) {
        start(name + "-to-server", new Pump(client, server, toServer));
        start(name + "-to-client", new Pump(server, client, toClient));
    }

    private void start(String name, Pump pump) {
        Thread thread = new Thread(() -> run(pump), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Pump pump) {
        boolean goesOn = false;
        try {
            goesOn = pump.run();
        } catch (IOException ex) {
            logger.debug("One side of a connection has failed: the other is closed, too", ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        if (!goesOn || open.decrementAndGet() == 0) {
            close();
        }
    }

    void close() {
        close(client);
        close(server);
        ended.accept(this);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ex) {
            logger.debug("A connection could not be closed", ex);
        }
    }
}
