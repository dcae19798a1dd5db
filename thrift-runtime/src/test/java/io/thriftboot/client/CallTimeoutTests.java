package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.thriftboot.TestEndpoint;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls end in time, whatever the server does or leaves undone, and are never repeated after a timeout. */
@Timeout(20)
@ParameterizedClass
@EnumSource(value = TestEndpoint.class, mode = EnumSource.Mode.EXCLUDE, names = "TLS")
class CallTimeoutTests {

    @Parameter
    TestEndpoint where;

    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private static ThriftChannel channel(Endpoint endpoint) {
        return ThriftChannel.create(
                ThriftChannelOptions.builder("users").timeout(TIMEOUT).build(),
                EndpointSupplier.fixed(List.of(endpoint)),
                EndpointSelector.roundRobin(),
                List.of());
    }

    private static void assertTimesOut(EchoService.Iface client, String text) {
        long begin = System.nanoTime();
        Throwable thrown = catchThrowable(() -> client.echo(text));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(thrown)
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.TIMED_OUT))
                .hasMessageMatching("users \\S+: EchoService.echo: timed out \\d+ms after .*");
        assertThat(elapsed).isBetween(TIMEOUT.minusMillis(5), TIMEOUT.plusMillis(1500));
    }

    @Test
    void whenTheServerIsSilentTheCallIsExecutedOnce() throws Exception {
        try (FakeServer server = FakeServer.start(
                        where.free(),
                        connection -> {
                            connection.receive();
                            connection.awaitClose();
                        },
                        FakeConnection::serve);
                ThriftChannel channel = channel(server.endpoint())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);

            assertTimesOut(client, "x");

            assertThat(server.requests()).isEqualTo(1);
            assertThat(channel.stats().get(server.endpoint()))
                    .extracting(PoolStats::active, PoolStats::idle, PoolStats::destroyed)
                    .containsExactly(0, 0, 1L);
            assertThat(client.echo("next")).isEqualTo("echoed");
        }
    }

    @Test
    void whenTheReplyComesLateTheNextCallGetsItsOwn() throws Exception {
        CountDownLatch timedOut = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(
                        where.free(),
                        connection -> {
                            TMessage request = connection.receive();
                            timedOut.await();
                            connection.answer(request, "late");
                        },
                        FakeConnection::serve);
                ThriftChannel channel = channel(server.endpoint())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);

            assertTimesOut(client, "x");
            timedOut.countDown();
            Awaitility.await().until(() -> server.finished() == 1);

            assertThat(client.echo("next")).isEqualTo("echoed");
        }
    }

    @Test
    void whenTheReplyDripsInItDoesNotExtendTheDeadline() throws Exception {
        try (FakeServer server = FakeServer.start(where.free(), connection -> {
                    TMessage request = connection.receive();
                    byte[] frame = FakeConnection.frame(
                            "echo", TMessageType.REPLY, request.seqid, FakeConnection.result("x".repeat(1000)));
                    for (byte next : frame) {
                        connection.send(next);
                        Thread.sleep(20);
                    }
                });
                ThriftChannel channel = channel(server.endpoint())) {
            assertTimesOut(channel.client(EchoService.Iface.class), "x");
        }
    }

    @Test
    void whenTheServerNeverReadsALargeCallEndsInTime() {
        try (FakeServer server = FakeServer.start(where.free(), connection -> Thread.sleep(10_000));
                ThriftChannel channel = channel(server.endpoint())) {
            assertTimesOut(channel.client(EchoService.Iface.class), "x".repeat(15_000_000));

            assertThat(channel.stats().get(server.endpoint()))
                    .extracting(PoolStats::active, PoolStats::idle)
                    .containsExactly(0, 0);
        }
    }

    @Test
    void whenTheServerReadsSlowlyALargeCallArrivesWhole() throws Exception {
        try (FakeServer server = FakeServer.start(where.free(), connection -> {
                    Thread.sleep(200);
                    connection.serve();
                });
                ThriftChannel channel = ThriftChannel.create(
                        ThriftChannelOptions.defaults("users"),
                        EndpointSupplier.fixed(List.of(server.endpoint())),
                        EndpointSelector.roundRobin(),
                        List.of())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);

            assertThat(client.echo("x".repeat(15_000_000))).isEqualTo("echoed");
            assertThat(client.echo("x")).isEqualTo("echoed");
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void whenNobodyAcceptsTheCallFailsInTheTimeToConnect() throws Exception {
        try (BlackHole hole = new BlackHole();
                ThriftChannel channel = ThriftChannel.create(
                        ThriftChannelOptions.builder("users")
                                .connectTimeout(Duration.ofMillis(200))
                                .build(),
                        EndpointSupplier.fixed(List.of(hole.endpoint())),
                        EndpointSelector.roundRobin(),
                        List.of())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            long begin = System.nanoTime();

            assertThatThrownBy(() -> client.echo("x"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessage("users " + hole.endpoint() + ": cannot connect: no answer within 200ms");

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            assertThat(channel.stats().get(hole.endpoint()))
                    .isEqualTo(new PoolStats(16, 0, 0, 0, 0, 0, 0, "no answer within 200ms"));
        }
    }

    @Test
    void whenInterruptedTheFlagStaysAndTheConnectionIsDiscarded() throws Exception {
        try (FakeServer server = FakeServer.start(where.free(), connection -> {
                    connection.receive();
                    connection.awaitClose();
                });
                ThriftChannel channel = ThriftChannel.create(
                        ThriftChannelOptions.defaults("users"),
                        EndpointSupplier.fixed(List.of(server.endpoint())),
                        EndpointSelector.roundRobin(),
                        List.of())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            Caller caller = Caller.start(() -> client.echo("x"));
            Awaitility.await().until(() -> server.requests() == 1);

            caller.interrupt();

            assertThat(caller.thrown())
                    .isInstanceOf(TTransportException.class)
                    .hasMessageEndingWith("EchoService.echo: interrupted");
            assertThat(caller.wasInterrupted()).isTrue();
            assertThat(channel.stats().get(server.endpoint()))
                    .extracting(PoolStats::active, PoolStats::idle)
                    .containsExactly(0, 0);
        }
    }

    @Test
    void whenInterruptedBeforeTheCallNothingIsSent() throws Exception {
        try (FakeServer server = FakeServer.start(where.free(), FakeConnection::serve);
                ThriftChannel channel = channel(server.endpoint())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            client.echo("x");

            Thread.currentThread().interrupt();
            Throwable thrown = catchThrowable(() -> client.echo("y"));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(thrown).isInstanceOf(TTransportException.class).hasMessageContaining("interrupted before");
            assertThat(server.requests()).isEqualTo(1);
        }
    }
}
