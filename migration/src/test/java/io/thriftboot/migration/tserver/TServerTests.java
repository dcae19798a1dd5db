package io.thriftboot.migration.tserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.migration.Applications;
import io.thriftboot.migration.StockServer;
import io.thriftboot.migration.api.Calculator;
import io.thriftboot.migration.api.DivisionByZero;
import io.thriftboot.migration.api.Greeter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TMultiplexedProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.server.TThreadPoolServer;
import org.apache.thrift.transport.TNonblockingServerSocket;
import org.apache.thrift.transport.TServerSocket;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Each side is migrated before the other one. */
class TServerTests {

    private static final String HOST = "127.0.0.1";

    @Test
    void whenTheServerIsMigratedPooledClientsCallIt() throws Exception {
        try (ConfigurableApplicationContext server = server();
                GenericObjectPool<Calculator.Client> pool =
                        new GenericObjectPool<>(new OldConnections(HOST, port(server)))) {
            assertThat(new OldSums(pool).half(4, 6)).isEqualTo(5);
            Calculator.Client client = pool.borrowObject();
            assertThatThrownBy(() -> client.divide(7, 0)).isEqualTo(new DivisionByZero(7));
            pool.returnObject(client);
        }
    }

    @Test
    void whenTheServerIsMigratedClientsWithAndWithoutFramesCallIt() throws Exception {
        try (ConfigurableApplicationContext server = server();
                TTransport framed = new TFramedTransport(new TSocket(HOST, port(server)));
                TTransport plain = new TSocket(HOST, port(server))) {
            for (TTransport transport : List.of(framed, plain)) {
                transport.open();
                TMultiplexedProtocol protocol = new TMultiplexedProtocol(new TBinaryProtocol(transport), "Greeter");
                assertThat(new Greeter.Client(protocol).greet("Ann")).isEqualTo("Hello, Ann!");
            }
        }
    }

    @Test
    void whenTheServerIsMigratedClientsThatNameNoServiceGetTheDefaultOne() throws Exception {
        try (ConfigurableApplicationContext server = server("--thrift.server.default-service=Calculator");
                TTransport framed = new TFramedTransport(new TSocket(HOST, port(server)))) {
            framed.open();
            assertThat(new Calculator.Client(new TBinaryProtocol(framed)).add(2, 3))
                    .isEqualTo(5);
        }
    }

    @Test
    void whenTheServiceIsUnknownThereIsAnAnswer() throws Exception {
        try (ConfigurableApplicationContext server = server();
                TTransport framed = new TFramedTransport(new TSocket(HOST, port(server)))) {
            framed.open();
            TMultiplexedProtocol protocol = new TMultiplexedProtocol(new TBinaryProtocol(framed), "Nobody");
            assertThatThrownBy(() -> new Greeter.Client(protocol).greet("Ann"))
                    .isInstanceOfSatisfying(TApplicationException.class, thrown -> assertThat(thrown.getType())
                            .isEqualTo(TApplicationException.UNKNOWN_METHOD));
        }
    }

    @Test
    void whenTheClientIsMigratedItCallsASelectorServer() throws Exception {
        TNonblockingServerSocket socket =
                new TNonblockingServerSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        StockServer server = StockServer.start(OldServer.create(socket));
        try (server;
                ConfigurableApplicationContext client = client(socket.getPort())) {
            assertThat(client.getBean(Sums.class).half(4, 6)).isEqualTo(5);
        }
    }

    @Test
    void whenTheClientIsMigratedItCallsAThreadPoolServerWithoutFrames() throws Exception {
        TServerSocket socket = new TServerSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        TMultiplexedProcessor processor = new TMultiplexedProcessor();
        processor.registerProcessor("Calculator", new Calculator.Processor<>(new CalculatorHandler()));
        int port = socket.getServerSocket().getLocalPort();
        StockServer server =
                StockServer.start(new TThreadPoolServer(new TThreadPoolServer.Args(socket).processor(processor)));
        try (server;
                ConfigurableApplicationContext client =
                        client(port, "--thrift.clients.calculator.transport=buffered")) {
            assertThat(client.getBean(Sums.class).half(4, 6)).isEqualTo(5);
        }
    }

    private static ConfigurableApplicationContext server(String... overrides) {
        return Applications.start(
                "tserver/server.yml",
                List.of(CalculatorHandler.class, GreeterHandler.class),
                Applications.with(overrides, "--thrift.server.port=0"));
    }

    private static ConfigurableApplicationContext client(int port, String... overrides) {
        return Applications.start(
                "tserver/client.yml",
                List.of(Sums.class),
                Applications.with(overrides, "--thrift.clients.calculator.address=" + HOST + ":" + port));
    }

    private static int port(ConfigurableApplicationContext server) {
        return Applications.port(server, "local.thrift.server.port");
    }
}
