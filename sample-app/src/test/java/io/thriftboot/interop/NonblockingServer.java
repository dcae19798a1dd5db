package io.thriftboot.interop;

import java.net.InetSocketAddress;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.server.TNonblockingServer;
import org.apache.thrift.transport.TNonblockingServerSocket;
import org.apache.thrift.transport.TTransportException;

/**
 * libthrift's TNonblockingServer on a free port.
 *
 * @param server the server
 * @param thread where it runs
 * @param port where it listens
 */
record NonblockingServer(TNonblockingServer server, Thread thread, int port) implements AutoCloseable {

    static NonblockingServer start(TProcessor processor, TProtocolFactory protocol) throws TTransportException {
        TNonblockingServerSocket socket = new TNonblockingServerSocket(new InetSocketAddress("127.0.0.1", 0));
        TNonblockingServer server = new TNonblockingServer(
                new TNonblockingServer.Args(socket).processor(processor).protocolFactory(protocol));
        Thread thread = new Thread(server::serve, "TNonblockingServer");
        thread.start();
        return new NonblockingServer(server, thread, socket.getPort());
    }

    @Override
    public void close() {
        server.stop();
    }
}
