package io.thriftboot.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TProtocol;

/** Connections that came while the port was being closed: a thread each, to tell them that the server is stopping. */
final class Latecomers {

    private Latecomers() {}

    static void serve(List<SocketChannel> channels, Serving serving) throws IOException {
        NamedThreads threads = new NamedThreads(serving.threadName("late"));
        for (SocketChannel channel : channels) {
            serving.counters().accepted.increment();
            BlockingConnection connection = BlockingConnection.open(channel, serving);
            threads.newThread(() -> serve(connection)).start();
        }
    }

    private static void serve(BlockingConnection connection) {
        TProcessor processor = new ConnectionConfiguration.ProcessorFactory().getProcessor(connection);
        TProtocol protocol = new TBinaryProtocol(connection);
        try (connection) {
            while (connection.isOpen()) {
                processor.process(protocol, protocol);
            }
        } catch (TException ended) {
            // That is how a connection ends: the peer has closed it, or the drain has.
        }
    }
}
