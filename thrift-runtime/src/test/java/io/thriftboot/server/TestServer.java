package io.thriftboot.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.protocol.THeaderTransport;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.OtherService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TJSONProtocol;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.TZlibTransport;
import org.apache.thrift.transport.layered.TFastFramedTransport;
import org.apache.thrift.transport.layered.TFramedTransport;

/** A started server with two services, and libthrift's own clients of it. */
final class TestServer implements AutoCloseable {

    static final int TIMEOUT_MILLIS = 10_000;

    final EchoHandler handler;
    final ThriftServer server;
    final Setup setup;

    /** A way to serve that a test is repeated for. */
    record Setup(ServerModel model, WireFormat format, HandlerStyle style) {

        Setup(ServerModel model, WireFormat format) {
            this(model, format, HandlerStyle.SYNC);
        }

        static Stream<Setup> all() {
            return Stream.of(ServerModel.values()).flatMap(model -> formats()
                    .filter(format -> model.supports(format.transport()))
                    .map(format -> new Setup(model, format)));
        }

        /** Each protocol with and without frames; the transports that are like one of these, once. */
        private static Stream<WireFormat> formats() {
            Stream<WireFormat> all = Stream.of(LayeredTransport.FRAMED, LayeredTransport.BUFFERED)
                    .flatMap(transport -> Stream.of(ThriftProtocol.BINARY, ThriftProtocol.COMPACT, ThriftProtocol.JSON)
                            .map(protocol -> WireFormat.DEFAULT.with(protocol, transport)));
            return Stream.concat(all, Stream.of(WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.ZLIB)));
        }

        /** All, and each other style of handlers with each model. */
        static Stream<Setup> withHandlerStyles() {
            return Stream.concat(all(), models().flatMap(setup -> Stream.of(HandlerStyle.values())
                    .filter(style -> style != HandlerStyle.SYNC)
                    .map(style -> new Setup(setup.model(), setup.format(), style))));
        }

        static Stream<Setup> framed() {
            return all().filter(Setup::isFramed);
        }

        static Stream<Setup> models() {
            return Stream.of(ServerModel.values()).map(model -> new Setup(model, WireFormat.DEFAULT));
        }

        /** Whether calls of different connections run side by side. */
        boolean isConcurrent() {
            return model != ServerModel.SIMPLE && model != ServerModel.NONBLOCKING;
        }

        /** Whether connections are served side by side. */
        boolean servesManyConnections() {
            return model != ServerModel.SIMPLE;
        }

        /** For tests of what some models cannot do by nature. */
        void assumeConcurrent() {
            assumeTrue(isConcurrent(), () -> model + " runs one call after the other");
        }

        /** For tests of what some models cannot do by nature. */
        void assumeServesManyConnections() {
            assumeTrue(servesManyConnections(), () -> model + " serves one connection after the other");
        }

        /** Whether the server is libthrift's. */
        boolean isLibthrift() {
            return model != ServerModel.THREADED && model != ServerModel.EVENT_LOOP;
        }

        boolean isFramed() {
            return format.transport().isFramed();
        }

        @Override
        public String toString() {
            return model + " " + format + " " + style;
        }
    }

    TestServer(Setup setup) throws IOException {
        this(setup, UnaryOperator.identity());
    }

    TestServer(Setup setup, UnaryOperator<ThriftServerOptions.Builder> customizer) throws IOException {
        this(setup, customizer, new EchoHandler(), UnaryOperator.identity());
    }

    TestServer(
            Setup setup,
            UnaryOperator<ThriftServerOptions.Builder> options,
            EchoHandler handler,
            UnaryOperator<ThriftProcessor.Builder> processor)
            throws IOException {
        this.setup = setup;
        this.handler = handler;
        ThriftServerOptions.Builder builder = ThriftServerOptions.builder("test", Endpoint.tcp("127.0.0.1", 0))
                .model(setup.model())
                .wireFormat(setup.format())
                .shutdown(new ShutdownOptions(Duration.ZERO, Duration.ofMinutes(1)));
        this.server = ThriftServer.create(
                options.apply(builder).build(),
                processor
                        .apply(ThriftProcessor.builder()
                                .service(
                                        ServiceDescriptor.of(EchoService.class),
                                        setup.style().of(handler))
                                .service("Other", ServiceDescriptor.of(OtherService.class), new OtherHandler())
                                .defaultService("EchoService"))
                        .build());
        server.start();
    }

    InetSocketAddress address() {
        return server.address();
    }

    /** A plain socket with a timeout. */
    Socket socket() throws IOException {
        Socket socket = new Socket(address().getAddress(), address().getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** What libthrift's own client uses for this setup. */
    TProtocol connect() throws TTransportException {
        return connect(setup.format());
    }

    /** What libthrift's own client uses for a dialect. */
    TProtocol connect(WireFormat dialect) throws TTransportException {
        TTransport socket = new TSocket("127.0.0.1", address().getPort(), TIMEOUT_MILLIS);
        TTransport transport = dialect.protocol() == ThriftProtocol.HEADER
                ? new THeaderTransport(socket)
                : switch (dialect.transport()) {
                    case BUFFERED -> socket;
                    case FRAMED -> new TFramedTransport(socket);
                    case FAST_FRAMED -> new TFastFramedTransport(socket);
                    case ZLIB -> new TZlibTransport(socket);
                    case AUTO -> throw new IllegalStateException("auto (expected: what a client can do)");
                };
        transport.open();
        return switch (dialect.protocol()) {
            case BINARY -> new TBinaryProtocol(transport);
            case COMPACT -> new TCompactProtocol(transport);
            case JSON -> new TJSONProtocol(transport);
            case HEADER -> new THeaderProtocol(transport);
            case AUTO -> throw new IllegalStateException("auto (expected: what a client can do)");
        };
    }

    EchoService.Client client() throws TTransportException {
        return new EchoService.Client(connect());
    }

    OtherService.Client other() throws TTransportException {
        return new OtherService.Client(new TMultiplexedProtocol(connect(), "Other"));
    }

    ServerStats stats() {
        return server.stats();
    }

    @Override
    public void close() {
        handler.mayAnswer.countDown();
        server.close();
    }
}
