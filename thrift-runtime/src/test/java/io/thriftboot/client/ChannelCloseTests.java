package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.testapi.EchoService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a channel ends nothing that is under way, and everything else. */
@Timeout(20)
class ChannelCloseTests {

    private static ThriftChannel channel(FakeServer server, int maxTotal) {
        return ThriftChannel.create(
                ThriftChannelOptions.builder("users")
                        .pool(new PoolOptions(
                                maxTotal, maxTotal, 0, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ZERO))
                        .build(),
                EndpointSupplier.fixed(List.of(server.endpoint())),
                EndpointSelector.roundRobin(),
                List.of());
    }

    @Test
    void whenClosedTheCallUnderWayEndsAndTheNextFails() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(connection -> {
            TMessage request = connection.receive();
            gate.await();
            connection.answer(request, "done");
            connection.awaitClose();
        })) {
            ThriftChannel channel = channel(server, 4);
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            Caller caller = Caller.start(() -> client.echo("x"));
            Awaitility.await().until(() -> server.requests() == 1);

            channel.close();
            gate.countDown();

            assertThat(caller.value()).isEqualTo("done");
            assertThatThrownBy(() -> client.echo("y"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessage("users " + server.endpoint() + ": the channel is closed");
            assertThat(channel.stats().get(server.endpoint())).isEqualTo(new PoolStats(4, 0, 0, 0, 0, 1, 1, null));
            Awaitility.await().until(() -> server.finished() == 1);
        }
    }

    @Test
    void whenClosedBeforeTheFirstCallItFails() {
        try (FakeServer server = FakeServer.start(FakeConnection::serve)) {
            ThriftChannel channel = channel(server, 1);
            EchoService.Iface client = channel.client(EchoService.Iface.class);

            channel.close();
            channel.close();

            assertThatThrownBy(() -> client.echo("y")).hasMessageContaining("the channel is closed");
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void whenClosedACallerThatWaitsForAConnectionFails() throws Exception {
        try (FakeServer server = FakeServer.start(connection -> {
            connection.receive();
            connection.awaitClose();
        })) {
            ThriftChannel channel = channel(server, 1);
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            Caller active = Caller.start(() -> client.echo("x"));
            Awaitility.await().until(() -> server.requests() == 1);
            Caller waiting = Caller.start(() -> client.echo("y"));
            Awaitility.await()
                    .until(() -> channel.stats().get(server.endpoint()).waiting() == 1);

            channel.close();

            assertThat(waiting.thrown())
                    .isInstanceOf(TTransportException.class)
                    .hasMessageContaining("the channel is closed");
            assertThat(waiting.wasInterrupted()).isFalse();
            active.interrupt();
            assertThat(active.thrown()).isInstanceOf(TTransportException.class);
        }
    }

    @Test
    void whenClosedTheUpkeepThreadEnds() throws Exception {
        try (FakeServer server = FakeServer.start(FakeConnection::serve)) {
            ThriftChannel channel = channel(server, 1);
            assertThat(upkeepThreads()).isZero();
            channel.client(EchoService.Iface.class).echo("x");
            assertThat(upkeepThreads()).isEqualTo(1);

            channel.close();

            Awaitility.await().until(() -> upkeepThreads() == 0);
        }
    }

    private static long upkeepThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("thrift-client-users"))
                .filter(Thread::isAlive)
                .count();
    }

    @Test
    void whenOneChannelIsExhaustedAnotherIsNot() throws Exception {
        try (FakeServer slow = FakeServer.start(FakeConnection::awaitClose);
                FakeServer quick = FakeServer.start(FakeConnection::serve);
                ThriftChannel one = ThriftChannel.create(
                        ThriftChannelOptions.builder("slow")
                                .pool(new PoolOptions(
                                        1, 1, 0, Duration.ofMillis(250), Duration.ofMinutes(1), Duration.ZERO))
                                .build(),
                        EndpointSupplier.fixed(List.of(slow.endpoint())),
                        EndpointSelector.roundRobin(),
                        List.of());
                ThriftChannel other = channel(quick, 1)) {
            EchoService.Iface client = one.client(EchoService.Iface.class);
            Caller active = Caller.start(() -> client.echo("x"));
            Awaitility.await()
                    .until(() -> one.stats().get(slow.endpoint()) != null
                            && one.stats().get(slow.endpoint()).created() == 1);
            long begin = System.nanoTime();

            assertThatThrownBy(() -> client.echo("y"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessage("slow " + slow.endpoint()
                            + ": no connection within 250ms (max=1, active=1, idle=0, waiting=0)");

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(245), Duration.ofMillis(1500));
            assertThat(other.client(EchoService.Iface.class).echo("z")).isEqualTo("echoed");
            active.interrupt();
        }
    }
}
