package io.thriftboot.benchmarks.micro;

import io.thriftboot.benchmarks.micro.api.Micro;
import java.net.Socket;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;

/** The client that one writes without this project: the generated one on a socket, for one caller. */
final class HandWritten {

    private HandWritten() {}

    /**
     * A client on a connected socket.
     *
     * @param timeoutMillis for each read; 0 waits for ever
     */
    static Micro.Client client(Socket socket, int timeoutMillis) throws TTransportException {
        TSocket transport = new TSocket(socket);
        transport.setTimeout(timeoutMillis);
        return new Micro.Client(new TBinaryProtocol(new TFramedTransport(transport)));
    }
}
