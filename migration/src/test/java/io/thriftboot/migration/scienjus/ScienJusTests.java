package io.thriftboot.migration.scienjus;

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
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.server.THsHaServer;
import org.apache.thrift.transport.TNonblockingServerSocket;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Each side is migrated before the other one; the other one is what that starter makes of libthrift's classes. */
class ScienJusTests {

    private static final String HOST = "127.0.0.1";

    @Test
    void whenTheServerIsMigratedEachServiceIsAtItsPort() throws Exception {
        try (ConfigurableApplicationContext server = server();
                TTransport cal = framed(server, "cal");
                TTransport greet = framed(server, "greet")) {
            Calculator.Client calculator = new Calculator.Client(new TBinaryProtocol(cal));
            assertThat(calculator.add(2, 3)).isEqualTo(5);
            assertThatThrownBy(() -> calculator.divide(7, 0)).isEqualTo(new DivisionByZero(7));
            assertThat(new Greeter.Client(new TBinaryProtocol(greet)).greet("Ann"))
                    .isEqualTo("Hello, Ann!");
        }
    }

    @Test
    void whenTheClientIsMigratedItCallsAnHsHaServer() throws Exception {
        TNonblockingServerSocket socket =
                new TNonblockingServerSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        StockServer server = StockServer.start(new THsHaServer(new THsHaServer.Args(socket)
                .processor(new Calculator.Processor<>(new CalculatorHandler()))
                .protocolFactory(new TBinaryProtocol.Factory())));
        try (server;
                ConfigurableApplicationContext client = client(socket.getPort())) {
            assertThat(client.getBean(Sums.class).half(4, 6)).isEqualTo(5);
        }
    }

    @Test
    void whenOldSettingsAreLeftTheyDoNoHarm() throws Exception {
        try (ConfigurableApplicationContext server = server(
                        "--thrift.server.registries.cal.port=1",
                        "--thrift.server.cal.port=1",
                        "--thrift.server.cal.minWorker=4",
                        "--thrift.server.maxWorker=20");
                ConfigurableApplicationContext client = client(
                        Applications.port(server, "local.thrift.server.cal.port"),
                        "--thrift.client.routes.cal.address=nowhere.invalid:1",
                        "--thrift.client.timeout=500",
                        "--thrift.client.retryTimes=3")) {
            assertThat(client.getBean(Sums.class).half(4, 6)).isEqualTo(5);
        }
    }

    private static ConfigurableApplicationContext server(String... overrides) {
        String[] ports = Applications.with(overrides, "--thrift.servers.cal.port=0");
        return Applications.start(
                "scienjus/server.yml",
                List.of(CalculatorHandler.class, GreeterHandler.class),
                Applications.with(ports, "--thrift.servers.greet.port=0"));
    }

    private static ConfigurableApplicationContext client(int port, String... overrides) {
        return Applications.start(
                "scienjus/client.yml",
                List.of(Sums.class),
                Applications.with(overrides, "--thrift.clients.cal.address=" + HOST + ":" + port));
    }

    private static TTransport framed(ConfigurableApplicationContext server, String name) throws Exception {
        int port = Applications.port(server, "local.thrift.server." + name + ".port");
        TTransport transport = new TFramedTransport(new TSocket(HOST, port));
        transport.open();
        return transport;
    }
}
