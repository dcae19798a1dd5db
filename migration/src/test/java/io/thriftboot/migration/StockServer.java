package io.thriftboot.migration;

import org.apache.thrift.server.TServer;
import org.awaitility.Awaitility;

/**
 * One of libthrift's servers, on a thread of its own.
 *
 * @param server the server
 */
public record StockServer(TServer server) implements AutoCloseable {

    /** Runs it until it is closed. */
    public static StockServer start(TServer server) {
        new Thread(server::serve, server.getClass().getSimpleName()).start();
        Awaitility.await().until(server::isServing);
        return new StockServer(server);
    }

    @Override
    public void close() {
        server.stop();
    }
}
