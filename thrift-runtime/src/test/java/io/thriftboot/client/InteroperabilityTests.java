package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.Tree;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.thrift.server.TNonblockingServer;
import org.apache.thrift.server.TThreadedSelectorServer;
import org.apache.thrift.transport.TNonblockingServerSocket;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Apache Thrift's own servers understand the client, and it them. */
class InteroperabilityTests {

    private static ThriftChannel channel(Endpoint endpoint, WireFormat format) {
        return ThriftChannel.create(
                ThriftChannelOptions.builder("echo").wireFormat(format).build(),
                EndpointSupplier.fixed(List.of(endpoint)),
                EndpointSelector.roundRobin(),
                List.of());
    }

    private static void assertAnswers(EchoService.Iface client) throws Exception {
        Item item = new Item()
                .setId(7)
                .setTags(List.of("a", "b"))
                .setCounts(Map.of("x", 1))
                .setData(new byte[] {1, 2});
        Tree tree = new Tree(1, List.of(new Tree(2, List.of()), new Tree(3, List.of())));
        String large = "x".repeat(300_000);

        assertThat(client.echoItem(item)).isEqualTo(item);
        assertThat(client.echoTree(tree)).isEqualTo(tree);
        assertThat(client.echo(large)).isEqualTo(large);
        assertThat(client.echoBinary(ByteBuffer.wrap(new byte[100_000]))).isEqualTo(ByteBuffer.wrap(new byte[100_000]));
        client.fire("shot");
        assertThat(client.add(1, 2)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "BINARY, FRAMED",
        "BINARY, BUFFERED",
        "COMPACT, FRAMED",
        "COMPACT, BUFFERED",
        "JSON, FRAMED",
        "JSON, BUFFERED",
        "BINARY, FAST_FRAMED",
        "BINARY, ZLIB",
        "COMPACT, ZLIB",
        "JSON, ZLIB",
        "HEADER, FRAMED"
    })
    void whenTheServerIsABlockingOneItAnswers(ThriftProtocol protocol, LayeredTransport transport) throws Exception {
        WireFormat format = WireFormat.DEFAULT.with(protocol, transport);
        try (EchoServer server = EchoServer.start(new EchoHandler(), format);
                ThriftChannel channel = channel(server.endpoint(), format)) {
            assertAnswers(channel.client(EchoService.Iface.class));

            assertThat(channel.stats().get(server.endpoint()).created()).isEqualTo(1);
        }
    }

    @Test
    void whenTheServerHasNoFramesTheErrorSaysWhatWasExpected() {
        WireFormat buffered = WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.BUFFERED);
        try (EchoServer server = EchoServer.start(new EchoHandler(), buffered);
                ThriftChannel channel = ThriftChannel.create(
                        ThriftChannelOptions.builder("echo")
                                .timeout(Duration.ofMillis(200))
                                .build(),
                        EndpointSupplier.fixed(List.of(server.endpoint())),
                        EndpointSelector.roundRobin(),
                        List.of())) {
            assertThatThrownBy(() -> channel.client(EchoService.Iface.class).echo("x"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessageContaining("EchoService.echo: timed out ")
                    .hasMessageEndingWith(
                            ", on a connection without any reply so far (expected: a server of binary/framed)");
        }
    }

    @Test
    void whenTheServerHasFramesAndTheClientDoesNotTheCallFailsAtOnce() {
        WireFormat buffered = WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.BUFFERED);
        try (EchoServer server = EchoServer.start(new EchoHandler());
                ThriftChannel channel = channel(server.endpoint(), buffered)) {
            assertThatThrownBy(() -> channel.client(EchoService.Iface.class).echo("x"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessageContaining("EchoService.echo: ")
                    .hasMessageNotContaining("timed out");
        }
    }

    @Test
    void whenTheServerIsASelectorItAnswers() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        TNonblockingServerSocket listener = new TNonblockingServerSocket(any);
        TThreadedSelectorServer server = new TThreadedSelectorServer(
                new TThreadedSelectorServer.Args(listener).processor(new EchoService.Processor<>(new EchoHandler())));
        Thread thread = new Thread(server::serve, "selector-server");
        thread.start();
        Awaitility.await().until(server::isServing);
        Endpoint endpoint = Endpoint.tcp("localhost", listener.getPort());
        try (ThriftChannel channel = channel(endpoint, WireFormat.DEFAULT)) {
            assertAnswers(channel.client(EchoService.Iface.class));
        } finally {
            server.stop();
            thread.join();
        }
    }

    /** Its handler is asynchronous, and so is the client: only the messages are the same. */
    @ParameterizedTest
    @EnumSource(ClientStyle.class)
    void whenTheServerHasAnAsyncProcessorItAnswers(ClientStyle style) throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        TNonblockingServerSocket listener = new TNonblockingServerSocket(any);
        try (EchoServer behind = EchoServer.start(new EchoHandler());
                ThriftChannel toBehind = channel(behind.endpoint(), WireFormat.DEFAULT)) {
            EchoService.AsyncIface handler = toBehind.client(EchoService.AsyncIface.class);
            TNonblockingServer server = new TNonblockingServer(
                    new TNonblockingServer.Args(listener).processor(new EchoService.AsyncProcessor<>(handler)));
            Thread thread = new Thread(server::serve, "nonblocking-server");
            thread.start();
            Awaitility.await().until(server::isServing);
            try (ThriftChannel channel = channel(Endpoint.tcp("localhost", listener.getPort()), WireFormat.DEFAULT)) {
                EchoService.Iface client = style.of(channel);
                assertAnswers(client);
                assertThatThrownBy(() -> client.find(5)).isEqualTo(new NotFound(5, "nobody"));
                client.nothing();
            } finally {
                server.stop();
                thread.join();
            }
        }
    }

    @Test
    void whenTheAddressIsOfIpv6ItIsReached() throws Exception {
        InetAddress loopback = InetAddress.getByName("::1");
        Assumptions.assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "no IPv6 on this machine");
        try (EchoServer server = EchoServer.startOn(
                        new InetSocketAddress(loopback, 0),
                        new EchoService.Processor<>(new EchoHandler()),
                        WireFormat.DEFAULT);
                ThriftChannel channel = channel(Endpoint.parse("[::1]:" + server.port()), WireFormat.DEFAULT)) {
            assertAnswers(channel.client(EchoService.Iface.class));
        }
    }
}
