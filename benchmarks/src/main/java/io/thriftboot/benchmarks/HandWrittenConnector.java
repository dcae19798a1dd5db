package io.thriftboot.benchmarks;

import io.thriftboot.benchmarks.idl.Benchmark;
import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;

/** libthrift's client wired by hand, with a connection for each caller. */
final class HandWrittenConnector implements Connector {

    private final int port;
    private final List<TTransport> connections = new ArrayList<>();

    HandWrittenConnector(int port) {
        this.port = port;
    }

    /** An open connection with a client on it. */
    static Benchmark.Client connect(int port) throws TTransportException {
        TTransport transport = new TFramedTransport(new TSocket("127.0.0.1", port, 20_000));
        transport.open();
        return new Benchmark.Client(new TBinaryProtocol(transport));
    }

    @Override
    public Call caller(Message message) throws TTransportException {
        Benchmark.Client client = connect(port);
        connections.add(client.getOutputProtocol().getTransport());
        return () -> message.call(client);
    }

    @Override
    public void close() {
        connections.forEach(TTransport::close);
    }
}
