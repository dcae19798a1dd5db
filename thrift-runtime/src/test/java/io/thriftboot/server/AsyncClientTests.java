package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.async.TAsyncClientManager;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TJSONProtocol;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.transport.TNonblockingSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** libthrift's generated {@code AsyncClient}, which always sends the sequence id 0 and insists on getting it back. */
class AsyncClientTests {

    private TAsyncClientManager manager;

    @BeforeEach
    void start() throws Exception {
        manager = new TAsyncClientManager();
    }

    @AfterEach
    void stop() {
        manager.stop();
    }

    /** It has no transport without frames. */
    static Stream<Setup> setups() {
        return Setup.withHandlerStyles().filter(Setup::isFramed);
    }

    private static TProtocolFactory multiplexed(TProtocolFactory protocol, String service) {
        return transport -> new TMultiplexedProtocol(protocol.getProtocol(transport), service);
    }

    private static TProtocolFactory protocol(Setup setup) {
        return switch (setup.format().protocol()) {
            case BINARY -> new TBinaryProtocol.Factory();
            case COMPACT -> new TCompactProtocol.Factory();
            case JSON -> new TJSONProtocol.Factory();
            case HEADER, AUTO -> throw new IllegalStateException(setup.format() + " (expected: what libthrift can do)");
        };
    }

    private EchoService.FutureClient client(TestServer server, TProtocolFactory protocol) throws Exception {
        EchoService.AsyncClient client = new EchoService.AsyncClient(
                protocol,
                manager,
                new TNonblockingSocket("127.0.0.1", server.address().getPort(), TestServer.TIMEOUT_MILLIS));
        return new EchoService.FutureClient(client);
    }

    @ParameterizedTest
    @MethodSource("setups")
    void whenLibthriftsAsyncClientCallsItGetsEveryOutcome(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.FutureClient client = client(server, protocol(setup));

            assertThat(client.echo("hello").get(10, TimeUnit.SECONDS)).isEqualTo("hello");
            assertThat(client.add(40, 2).get(10, TimeUnit.SECONDS)).isEqualTo(42);
            assertThat(client.nothing().get(10, TimeUnit.SECONDS)).isNull();
            client.fire("oneway").get(10, TimeUnit.SECONDS);
            assertThatThrownBy(() -> client.find(0).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(new NotFound(0, "none"));
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void whenLibthriftsAsyncClientIsMultiplexedItReachesTheService(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            TProtocolFactory protocol = protocol(setup);
            assertThat(client(server, multiplexed(protocol, "EchoService"))
                            .echo("named")
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo("named");
            assertThatThrownBy(() -> client(server, multiplexed(protocol, "Nobody"))
                            .echo("x")
                            .get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TApplicationException.class)
                    .hasMessageContaining("unknown method: Nobody:echo");
        }
    }
}
