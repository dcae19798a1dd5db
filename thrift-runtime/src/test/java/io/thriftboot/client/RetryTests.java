package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A call is tried again only if it is certain that it was not executed, and elsewhere first. */
@Timeout(30)
class RetryTests {

    @AutoClose
    private final Opened opened = new Opened();

    private EchoService.Iface client(ThriftChannelOptions options, Endpoint... endpoints) {
        return opened.inOrder(options, endpoints).client(EchoService.Iface.class);
    }

    private static void awaitFailureToConnect(ThriftChannel channel) {
        Awaitility.await()
                .until(() -> channel.stats().values().stream().anyMatch(stats -> stats.connectError() != null));
    }

    private static ThriftChannelOptions options() {
        return ThriftChannelOptions.defaults("users");
    }

    /** A port on which nobody listens. */
    private static Endpoint down() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Endpoint.tcp(socket.getInetAddress().getHostAddress(), socket.getLocalPort());
        }
    }

    private static void refuseAll(FakeConnection connection) throws Exception {
        try {
            while (true) {
                connection.answerNotExecuted(connection.receive(), "the executor is full");
            }
        } catch (IOException ex) {
            // The client closed the connection.
        }
    }

    @Test
    void whenRefusedAnotherServerIsTried() throws Exception {
        FakeServer busy = opened.server(RetryTests::refuseAll);
        FakeServer free = opened.server(FakeConnection::serve);

        assertThat(client(options(), busy.endpoint(), free.endpoint()).echo("x"))
                .isEqualTo("echoed");

        assertThat(busy.requests()).isEqualTo(1);
    }

    /** Not more often than allowed, and nowhere twice: the servers have too much to do already. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3", "100, 3"})
    void whenRefusedByAllTheCallIsTriedOnceAtEachAsFarAsAllowed(int attempts, int tried) {
        List<FakeServer> busy = Stream.generate(() -> opened.server(RetryTests::refuseAll))
                .limit(3)
                .toList();
        ThriftChannel channel = opened.inOrder(
                options().toBuilder().retry(new RetryPolicy(attempts)).build(),
                busy.stream().map(FakeServer::endpoint).toArray(Endpoint[]::new));

        assertThatThrownBy(() -> channel.client(EchoService.Iface.class).echo("x"))
                .isInstanceOf(TApplicationException.class)
                .hasMessage("not executed: the executor is full");

        assertThat(busy.stream().map(FakeServer::requests)).containsExactly(1, tried > 1 ? 1 : 0, tried > 2 ? 1 : 0);
        assertThat(channel.retries()).isEqualTo(tried - 1);
        assertThat(channel.retriesDenied()).isZero();
        assertThat(channel.stats().get(busy.get(0).endpoint()).idle()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whenTheOnlyServerRefusesTheCallFailsAtOnce(ClientMode mode) {
        FakeServer busy = opened.server(RetryTests::refuseAll);
        ThriftChannel channel = opened.inOrder(
                options().toBuilder().mode(mode).retry(new RetryPolicy(10)).build(), busy.endpoint());

        assertThatThrownBy(() -> channel.client(EchoService.Iface.class).echo("x"))
                .hasMessage("not executed: the executor is full");

        assertThat(busy.requests()).isEqualTo(1);
        assertThat(channel.retries()).isZero();
    }

    /** It waits for the one that is restarted, and does not ask the other one meanwhile. */
    @Test
    void whenOneServerRefusesAndTheOtherIsDownTheCallWaitsForThat() throws Exception {
        FakeServer busy = opened.server(RetryTests::refuseAll);
        EchoServer first = EchoServer.start(new EchoHandler());
        int port = first.port();
        first.close();
        ThriftChannel channel = opened.inOrder(
                options().toBuilder()
                        .timeout(Duration.ofSeconds(20))
                        .retry(new RetryPolicy(10))
                        .build(),
                busy.endpoint(),
                first.endpoint());
        Caller caller =
                Caller.start(() -> channel.client(EchoService.Iface.class).echo("x"));
        Awaitility.await().until(() -> channel.retries() > 3);

        opened.add(EchoServer.startAt(port, new EchoHandler()));

        assertThat(caller.value()).isEqualTo("x");
        assertThat(busy.requests()).isEqualTo(1);
    }

    @Test
    void whenAHandlerOnlySaysThatItWasNotExecutedTheTypeDecides() {
        FakeServer server = opened.server(connection -> {
            connection.fail(connection.receive(), TApplicationException.UNKNOWN_METHOD, "not executed: unknown");
            connection.serve();
        });

        assertThatThrownBy(() -> client(options(), server.endpoint()).echo("x")).hasMessage("not executed: unknown");
    }

    @Test
    void whenAServerIsShuttingDownItsConnectionsAreClosedAndTheCallGoesElsewhere() throws Exception {
        FakeServer leaving = opened.server(
                connection -> {
                    connection.answer(connection.receive(), "echoed");
                    connection.answerNotExecuted(connection.receive(), "shutting down");
                    connection.awaitClose();
                },
                FakeConnection::serve);
        ThriftChannel channel =
                opened.inOrder(options().toBuilder().retry(new RetryPolicy(1)).build(), leaving.endpoint());
        EchoService.Iface client = channel.client(EchoService.Iface.class);

        assertThat(client.echo("x")).isEqualTo("echoed");
        assertThat(client.echo("y")).isEqualTo("echoed");

        assertThat(leaving.accepted()).isEqualTo(2);
        assertThat(leaving.requests()).isEqualTo(3);
    }

    @Test
    void whenOneServerIsDownEveryCallSucceeds() throws Exception {
        FakeServer up = opened.server(FakeConnection::serve);
        EchoService.Iface client =
                client(options().toBuilder().retry(new RetryPolicy(1)).build(), down(), up.endpoint());

        for (int i = 0; i < 20; i++) {
            assertThat(client.echo("x")).isEqualTo("echoed");
        }
    }

    @Test
    void whenOneServerDoesNotAnswerOnlyTheFirstCallWaitsForIt() throws Exception {
        BlackHole hole = opened.add(new BlackHole());
        FakeServer up = opened.server(FakeConnection::serve);
        EchoService.Iface client = client(
                options().toBuilder().connectTimeout(Duration.ofMillis(400)).build(), hole.endpoint(), up.endpoint());
        assertThat(client.echo("x")).isEqualTo("echoed");
        long begin = System.nanoTime();

        for (int i = 0; i < 20; i++) {
            assertThat(client.echo("x")).isEqualTo("echoed");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(400));
    }

    @Test
    void whenTheSelectorChoosesNothingTheErrorSaysSo() {
        FakeServer up = opened.server(FakeConnection::serve);
        ThriftChannel channel =
                opened.channel(options(), EndpointSupplier.fixed(List.of(up.endpoint())), candidates -> null);

        assertThatThrownBy(() -> channel.client(EchoService.Iface.class).echo("x"))
                .hasMessage("users: the selector chose null (expected: one of [" + up.endpoint() + "])");
    }

    static Stream<ThriftChannelOptions> patience() {
        return Stream.of(
                options().toBuilder().timeout(Duration.ofMillis(500)).build(),
                options().toBuilder()
                        .timeout(Duration.ZERO)
                        .connectTimeout(Duration.ofMillis(500))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("patience")
    void whenAllServersAreDownTheCallEndsAtItsDeadlineOrTheTimeToConnectAndWithoutAHotLoop(ThriftChannelOptions options)
            throws Exception {
        AtomicInteger selected = new AtomicInteger();
        List<Endpoint> endpoints = List.of(down(), down());
        ThriftChannel channel = opened.channel(
                options, () -> endpoints, candidates -> candidates.get(selected.getAndIncrement() % candidates.size()));
        EchoService.Iface client = channel.client(EchoService.Iface.class);
        long begin = System.nanoTime();

        Throwable thrown = catchThrowable(() -> client.echo("x"));

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(250), Duration.ofMillis(2000));
        assertThat(thrown)
                .isInstanceOf(TTransportException.class)
                .hasMessageContaining("cannot connect: Connection refused");
        assertThat(thrown.getSuppressed()).hasSize(1);
        assertThat(selected).hasValueBetween(4, 40);
        assertThat(channel.stats().values()).allSatisfy(stats -> {
            assertThat(stats.active()).isZero();
            assertThat(stats.idle()).isZero();
            assertThat(stats.created()).isZero();
            assertThat(stats.connectError()).isEqualTo("Connection refused");
        });
    }

    @Test
    void whenTheDeadlineIsShortItEndsTheCall() throws Exception {
        EchoService.Iface client =
                client(options().toBuilder().timeout(Duration.ofMillis(200)).build(), down());
        long begin = System.nanoTime();

        assertThatThrownBy(() -> client.echo("x")).isInstanceOf(TTransportException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(700));
    }

    @Test
    void whenTheOnlyServerComesBackInTimeTheCallSucceeds() throws Exception {
        EchoServer first = EchoServer.start(new EchoHandler());
        int port = first.port();
        ThriftChannel channel = opened.inOrder(options(), first.endpoint());
        EchoService.Iface client = channel.client(EchoService.Iface.class);
        client.echo("x");
        first.close();
        Caller caller = Caller.start(() -> client.echo("y"));
        awaitFailureToConnect(channel);

        opened.add(EchoServer.startAt(port, new EchoHandler()));

        assertThat(caller.value()).isEqualTo("y");
    }

    @Test
    void whenTheServerWasRestartedTheNextCallSucceeds() throws Exception {
        EchoServer first = EchoServer.start(new EchoHandler());
        ThriftChannel channel = opened.inOrder(options(), first.endpoint());
        EchoService.Iface client = channel.client(EchoService.Iface.class);
        client.echo("x");
        first.close();
        opened.add(EchoServer.startAt(first.port(), new EchoHandler()));

        assertThat(client.echo("y")).isEqualTo("y");
        assertThat(channel.stats().get(first.endpoint()))
                .extracting(PoolStats::created, PoolStats::destroyed, PoolStats::idle)
                .containsExactly(2L, 1L, 1);
    }

    @Test
    void whenThereAreTwoServersBothGetCalls() throws Exception {
        FakeServer one = opened.server(FakeConnection::serve);
        FakeServer two = opened.server(FakeConnection::serve);
        ThriftChannel channel = opened.inTurn(options(), one.endpoint(), two.endpoint());
        EchoService.Iface client = channel.client(EchoService.Iface.class);

        for (int i = 0; i < 10; i++) {
            client.echo("x");
        }

        assertThat(one.requests()).isEqualTo(5);
        assertThat(two.requests()).isEqualTo(5);
    }

    @Test
    void whenNoServerIsKnownTheErrorSaysSo() {
        EchoService.Iface client = client(options());

        assertThatThrownBy(() -> client.echo("x"))
                .isInstanceOf(TTransportException.class)
                .hasMessage("users: no endpoint is known (expected: at least one)");
    }

    @Test
    void whenAHostIsUnknownTheErrorSaysSo() {
        EchoService.Iface client = client(
                options().toBuilder().timeout(Duration.ofMillis(100)).build(), Endpoint.tcp("no-such-host.invalid", 1));

        assertThatThrownBy(() -> client.echo("x"))
                .hasMessage("users tcp://no-such-host.invalid:1: cannot connect: unknown host no-such-host.invalid");
    }

    @Test
    void whenInterruptedBetweenAttemptsTheFlagStays() throws Exception {
        ThriftChannel channel = opened.inOrder(
                options().toBuilder()
                        .connectTimeout(Duration.ofSeconds(20))
                        .timeout(Duration.ZERO)
                        .build(),
                down());
        Caller caller =
                Caller.start(() -> channel.client(EchoService.Iface.class).echo("x"));
        awaitFailureToConnect(channel);

        caller.interrupt();

        assertThat(caller.thrown()).isInstanceOf(TTransportException.class);
        assertThat(caller.wasInterrupted()).isTrue();
    }

    @Test
    void whenTheSupplierChangesTheNextCallGoesToTheNewServerAndTheOldOneIsForgotten() throws Exception {
        FakeServer one = opened.server(FakeConnection::serve);
        FakeServer two = opened.server(connection -> {
            connection.answer(connection.receive(), "two");
            connection.awaitClose();
        });
        List<Endpoint> known = new CopyOnWriteArrayList<>(List.of(one.endpoint()));
        PoolOptions tidy = new PoolOptions(4, 4, 0, Duration.ofSeconds(1), Duration.ZERO, Duration.ofMillis(100));
        ThriftChannel channel =
                opened.channel(options().toBuilder().pool(tidy).build(), () -> known, EndpointSelector.roundRobin());
        EchoService.Iface client = channel.client(EchoService.Iface.class);
        client.echo("x");

        known.set(0, two.endpoint());

        assertThat(client.echo("x")).isEqualTo("two");
        Awaitility.await().untilAsserted(() -> assertThat(channel.stats()).containsOnlyKeys(two.endpoint()));
        Awaitility.await().until(() -> one.finished() == 1);
    }
}
