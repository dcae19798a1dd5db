package io.thriftboot.client;

import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.protocol.THeaderTransport;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.WireFormat;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.apache.thrift.TMultiplexedProcessor;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TJSONProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.server.TServer;
import org.apache.thrift.server.TThreadPoolServer;
import org.apache.thrift.transport.TServerSocket;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.TTransportFactory;
import org.apache.thrift.transport.TZlibTransport;
import org.apache.thrift.transport.layered.TFastFramedTransport;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.awaitility.Awaitility;

/** Apache Thrift's own blocking server with the test service, on a loopback port. */
final class EchoServer implements AutoCloseable {

    private final Listener listener;
    private final Endpoint endpoint;
    private final TServer server;
    private final Thread thread;

    private EchoServer(TProcessor processor, InetSocketAddress address, WireFormat format) throws TException {
        listener = new Listener(address);
        endpoint = Endpoint.tcp(
                address.getAddress().getHostAddress(),
                listener.getServerSocket().getLocalPort());
        server = new TThreadPoolServer(new TThreadPoolServer.Args(listener)
                .processor(processor)
                .protocolFactory(protocol(format))
                .transportFactory(transport(format))
                .stopTimeoutVal(0)
                .stopTimeoutUnit(TimeUnit.MILLISECONDS));
        thread = new Thread(server::serve, "echo-server");
        thread.setDaemon(true);
        thread.start();
        Awaitility.await().until(server::isServing);
    }

    static EchoServer start(EchoService.Iface handler) {
        return start(new EchoService.Processor<>(handler), 0, WireFormat.DEFAULT);
    }

    static EchoServer startAt(int port, EchoService.Iface handler) {
        return start(new EchoService.Processor<>(handler), port, WireFormat.DEFAULT);
    }

    static EchoServer start(EchoService.Iface handler, WireFormat format) {
        return start(new EchoService.Processor<>(handler), 0, format);
    }

    static EchoServer startMultiplexed(EchoService.Iface handler) {
        TMultiplexedProcessor processor = new TMultiplexedProcessor();
        processor.registerProcessor("EchoService", new EchoService.Processor<>(handler));
        return start(processor, 0, WireFormat.DEFAULT);
    }

    private static EchoServer start(TProcessor processor, int port, WireFormat format) {
        return startOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), processor, format);
    }

    static EchoServer startOn(InetSocketAddress address, TProcessor processor, WireFormat format) {
        try {
            return new EchoServer(processor, address, format);
        } catch (TException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static TProtocolFactory protocol(WireFormat format) {
        return switch (format.protocol()) {
            case BINARY -> new TBinaryProtocol.Factory();
            case COMPACT -> new TCompactProtocol.Factory();
            case JSON -> new TJSONProtocol.Factory();
            case HEADER -> new THeaderProtocol.Factory();
            case AUTO -> throw new IllegalStateException("auto (expected: what libthrift can do)");
        };
    }

    private static TTransportFactory transport(WireFormat format) {
        if (format.protocol() == ThriftProtocol.HEADER) {
            return new THeaderTransport.Factory();
        }
        return switch (format.transport()) {
            case BUFFERED -> new TTransportFactory();
            case FRAMED -> new TFramedTransport.Factory();
            case FAST_FRAMED -> new TFastFramedTransport.Factory();
            case ZLIB -> new TZlibTransport.Factory();
            case AUTO -> throw new IllegalStateException("auto (expected: what libthrift can do)");
        };
    }

    int port() {
        return endpoint.port();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        server.stop();
        listener.accepted.forEach(TSocket::close);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Knows its connections: libthrift's server leaves them open when it stops. */
    private static final class Listener extends TServerSocket {

        private final List<TSocket> accepted = new CopyOnWriteArrayList<>();

        Listener(InetSocketAddress address) throws TTransportException {
            super(new ServerSocketTransportArgs().bindAddr(address));
        }

        @Override
        public TSocket accept() throws TTransportException {
            TSocket socket = super.accept();
            accepted.add(socket);
            return socket;
        }
    }
}
