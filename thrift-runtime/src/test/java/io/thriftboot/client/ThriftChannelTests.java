package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.Refused;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TApplicationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to a well-behaved server. */
class ThriftChannelTests {

    private final EchoHandler handler = new EchoHandler();
    private EchoServer server;
    private ThriftChannel channel;
    private EchoService.Iface client;

    @BeforeEach
    void start() {
        server = EchoServer.start(handler);
        channel = ThriftChannel.create(
                ThriftChannelOptions.defaults("echo"),
                EndpointSupplier.fixed(List.of(server.endpoint())),
                EndpointSelector.roundRobin(),
                List.of());
        client = channel.client(EchoService.Iface.class);
    }

    @AfterEach
    void stop() {
        channel.close();
        server.close();
    }

    @Test
    void whenCalledReturnsTheValue() throws Exception {
        Item item = new Item()
                .setId(7)
                .setTags(List.of("a", "b"))
                .setCounts(Map.of("x", 1))
                .setData(new byte[] {1, 2});

        assertThat(client.echo("hällo")).isEqualTo("hällo");
        assertThat(client.add(40, 2)).isEqualTo(42);
        assertThat(client.echoItem(item)).isEqualTo(item);
        assertThat(client.ping("x")).isEqualTo("pong x");
        client.nothing();
    }

    @Test
    void whenProbedItSaysWhetherTheServerIsThereAndKeepsNothing() {
        channel.probe();
        assertThat(stats())
                .extracting(PoolStats::active, PoolStats::idle, PoolStats::created, PoolStats::destroyed)
                .containsExactly(0, 0, 1L, 1L);
        assertThat(stats().connectError()).isNull();

        server.close();
        channel.probe();
        assertThat(stats().connectError()).isNotNull();
        assertThat(stats().created()).isEqualTo(1);
    }

    @Test
    void whenAnExceptionIsDeclaredItArrivesAsItself() {
        assertThatThrownBy(() -> client.find(3)).isEqualTo(new NotFound(3, "nobody"));
        assertThatThrownBy(() -> client.find(0)).isInstanceOf(Refused.class);
        assertThat(stats().created()).isEqualTo(1);
    }

    @Test
    void whenTheHandlerCrashesTheConnectionIsKept() throws Exception {
        assertThatThrownBy(() -> client.crash("x")).isInstanceOf(TApplicationException.class);
        assertThat(client.echo("y")).isEqualTo("y");
        assertThat(stats().created()).isEqualTo(1);
    }

    @Test
    void whenOnewayReturnsAtOnce() throws Exception {
        client.fire("shot");
        client.fire("again");

        Awaitility.await().untilAsserted(() -> assertThat(handler.fired).containsExactly("shot", "again"));
        assertThat(stats().created()).isEqualTo(1);
    }

    private PoolStats stats() {
        return channel.stats().get(server.endpoint());
    }
}
