package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.TestEndpoint;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection for each call. */
@Timeout(30)
class ShortModeTests {

    private static ThriftChannel channel(PoolOptions pool, Endpoint... endpoints) {
        return ThriftChannel.create(
                ThriftChannelOptions.builder("users")
                        .mode(ClientMode.SHORT)
                        .pool(pool)
                        .build(),
                EndpointSupplier.fixed(List.of(endpoints)),
                EndpointSelector.roundRobin(),
                List.of());
    }

    private static PoolOptions pool(int maxTotal, int minIdle, Duration maxWait) {
        return new PoolOptions(maxTotal, maxTotal, minIdle, maxWait, Duration.ofMillis(100), Duration.ofMillis(100));
    }

    @Test
    void whenACallIsOverItsConnectionIsClosed() throws Exception {
        EchoHandler handler = new EchoHandler();
        try (EchoServer server = EchoServer.start(handler);
                ThriftChannel channel = channel(PoolOptions.DEFAULT, server.endpoint())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);

            assertThat(client.echo("x")).isEqualTo("x");
            assertThatThrownBy(() -> client.find(1)).isInstanceOf(NotFound.class);
            client.fire("shot");

            assertThat(channel.stats().get(server.endpoint())).isEqualTo(new PoolStats(16, 0, 0, 0, 0, 3, 3, null));
            Awaitility.await().untilAsserted(() -> assertThat(handler.fired).containsExactly("shot"));
        }
    }

    @Test
    void whenConnectionsAreNotKeptNoneIsKeptReadyEither() throws Exception {
        try (FakeServer server = FakeServer.start(FakeConnection::serve);
                ThriftChannel channel = channel(pool(4, 4, Duration.ofSeconds(1)), server.endpoint())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            client.echo("x");
            // The upkeep looks after the pool every 50 ms; its second look is certainly after the call.
            long begin = System.nanoTime();
            Awaitility.await()
                    .until(() ->
                            System.nanoTime() - begin > Duration.ofMillis(250).toNanos());

            assertThat(server.accepted()).isEqualTo(1);
            assertThat(channel.stats().get(server.endpoint()))
                    .extracting(PoolStats::active, PoolStats::idle)
                    .containsExactly(0, 0);
        }
    }

    @Test
    void whenAllAreInUseTheNextCallWaitsInVain() throws Exception {
        EchoHandler handler = new EchoHandler();
        CountDownLatch gate = handler.shut();
        try (EchoServer server = EchoServer.start(handler);
                ThriftChannel channel = channel(pool(1, 0, Duration.ofMillis(100)), server.endpoint())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            Caller first = Caller.start(() -> client.execute("first"));
            Awaitility.await().until(() -> handler.executions() == 1);

            assertThatThrownBy(() -> client.echo("second"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessage("users " + server.endpoint()
                            + ": no connection within 100ms (max=1, active=1, idle=0, waiting=0)");

            gate.countDown();
            assertThat(first.value()).isEqualTo(1L);
            assertThat(client.echo("third")).isEqualTo("third");
        }
    }

    @Test
    void whenAServerIsBackItIsFoundOutWithoutKeepingAConnection() throws Exception {
        Endpoint late = TestEndpoint.UNIX.free();
        try (FakeServer other = FakeServer.start(FakeConnection::serve);
                ThriftChannel channel = channel(pool(4, 0, Duration.ofSeconds(1)), late, other.endpoint())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            client.echo("x");
            client.echo("x");
            assertThat(channel.stats().get(late).connectError()).isNotNull();

            try (FakeServer back = FakeServer.start(late, FakeConnection::serve)) {
                Awaitility.await().untilAsserted(() -> assertThat(
                                channel.stats().get(late).connectError())
                        .isNull());
                assertThat(client.echo("x")).isEqualTo("echoed");
                assertThat(client.echo("x")).isEqualTo("echoed");

                assertThat(back.requests()).isEqualTo(1);
                PoolStats stats = channel.stats().get(late);
                assertThat(stats.created()).isEqualTo(stats.destroyed());
            }
        }
    }
}
