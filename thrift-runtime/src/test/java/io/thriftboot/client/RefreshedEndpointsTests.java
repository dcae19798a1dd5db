package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.thrift.protocol.TMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Endpoints that are looked up again, and what becomes of the connections to those that are gone. */
@Timeout(60)
class RefreshedEndpointsTests {

    private static final Endpoint A = Endpoint.tcp("10.0.0.1", 9090);
    private static final Endpoint B = Endpoint.tcp("10.0.0.2", 9090);

    private final AtomicLong clock = new AtomicLong();
    private final Queue<Runnable> later = new ArrayDeque<>();

    @AutoClose
    private final Opened opened = new Opened();

    private int lookUps;
    private List<Endpoint> answer = List.of(A);
    private Exception failure;

    private final EndpointSupplier supplier =
            new RefreshedEndpoints("dns://users:9090", this::lookUp, Duration.ofSeconds(30), clock::get, later::add);

    private List<Endpoint> lookUp() throws Exception {
        lookUps++;
        if (failure != null) {
            throw failure;
        }
        return answer;
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private void runLater() {
        later.forEach(Runnable::run);
        later.clear();
    }

    @Test
    void whenAskedTheFirstTimeTheCallerLooksUp() {
        assertThat(lookUps).isZero();

        assertThat(supplier.endpoints()).containsExactly(A);

        assertThat(supplier.endpoints()).isSameAs(supplier.endpoints());
        assertThat(lookUps).isEqualTo(1);
        assertThat(later).isEmpty();
    }

    @Test
    void whenThePeriodIsOverOneLooksUpAndNobodyWaits() {
        supplier.endpoints();
        answer = List.of(A, B);
        pass(Duration.ofSeconds(30));

        assertThat(supplier.endpoints()).containsExactly(A);
        assertThat(supplier.endpoints()).containsExactly(A);
        assertThat(later).hasSize(1);

        runLater();
        assertThat(supplier.endpoints()).containsExactlyInAnyOrder(A, B);
        assertThat(lookUps).isEqualTo(2);
    }

    @Test
    void whenTheAnswerIsTheSameTheListIsTheSame() {
        answer = List.of(A, B);
        List<Endpoint> before = supplier.endpoints();
        answer = List.of(B, A, A);
        pass(Duration.ofSeconds(30));
        supplier.endpoints();

        runLater();

        assertThat(supplier.endpoints()).isSameAs(before);
    }

    @Test
    void whenThereIsNoAnswerWhatIsKnownStaysAndItIsTriedAgainSoon() {
        supplier.endpoints();
        failure = new UnknownHostException("users");
        pass(Duration.ofSeconds(30));
        supplier.endpoints();
        runLater();
        assertThat(supplier.endpoints()).containsExactly(A);

        failure = null;
        answer = List.of(B);
        pass(Duration.ofSeconds(1));
        supplier.endpoints();
        runLater();

        assertThat(supplier.endpoints()).containsExactly(B);
    }

    @Test
    void whenTheAnswerIsEmptyWhatIsKnownStays() {
        supplier.endpoints();
        answer = List.of();
        pass(Duration.ofSeconds(30));
        supplier.endpoints();

        runLater();

        assertThat(supplier.endpoints()).containsExactly(A);
    }

    @Test
    void whenThereNeverWasAnAnswerCallersAskAgainButNotAllOfThem() {
        failure = new UnknownHostException("users");
        assertThat(supplier.endpoints()).isEmpty();
        assertThat(supplier.endpoints()).isEmpty();
        assertThat(lookUps).isEqualTo(1);

        failure = null;
        pass(Duration.ofSeconds(1));

        assertThat(supplier.endpoints()).containsExactly(A);
    }

    @Test
    void whenThePeriodIsNoneItIsRefused() {
        assertThatThrownBy(() -> EndpointSupplier.refreshed("x", List::of, Duration.ZERO))
                .hasMessage("address-refresh: PT0S (expected: more than zero)");
    }

    @Test
    void whenSuppliersAreJoinedEachEndpointIsThereOnceAndTheListChangesOnlyWithThem() {
        EndpointSupplier joined = EndpointSupplier.joined(List.of(supplier, EndpointSupplier.fixed(List.of(A, B))));

        List<Endpoint> before = joined.endpoints();
        assertThat(before).containsExactlyInAnyOrder(A, B);
        assertThat(joined.endpoints()).isSameAs(before);

        answer = List.of(Endpoint.tcp("c", 1));
        pass(Duration.ofSeconds(30));
        joined.endpoints();
        runLater();
        assertThat(joined.endpoints()).hasSize(3);
    }

    @Test
    void whenAHostHasSeveralAddressesAllAreEndpoints() throws Exception {
        HostResolver resolver = host -> {
            assertThat(host).isEqualTo("users.internal");
            return List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("::1"));
        };

        assertThat(EndpointSupplier.dns("users.internal", 9090, resolver, Duration.ofSeconds(1))
                        .endpoints())
                .containsExactlyInAnyOrder(A, Endpoint.tcp("0:0:0:0:0:0:0:1", 9090));
        assertThat(HostResolver.system().resolve("127.0.0.1")).containsExactly(InetAddress.getByName("127.0.0.1"));
    }

    /** The pool's upkeep looks at the list every 50 ms. */
    private EchoService.Iface client(ClientMode mode, List<Endpoint> known) {
        ThriftChannel channel = opened.channel(
                ThriftChannelOptions.builder("users")
                        .mode(mode)
                        .timeout(Duration.ofSeconds(20))
                        .pool(new PoolOptions(4, 4, 0, Duration.ofSeconds(1), Duration.ZERO, Duration.ofMillis(100)))
                        .build(),
                () -> known,
                EndpointSelector.roundRobin());
        return channel.client(EchoService.Iface.class);
    }

    @ParameterizedTest
    @EnumSource
    void whenAnEndpointIsGoneItsCallsEndAndItsConnectionsAreClosed(ClientMode mode) throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        FakeServer old = opened.server(connection -> {
            TMessage request = connection.receive();
            mayAnswer.await();
            connection.answer(request, "late");
            connection.awaitClose();
        });
        FakeServer next = opened.server(FakeConnection::serve);
        List<Endpoint> known = new CopyOnWriteArrayList<>(List.of(old.endpoint()));
        EchoService.Iface client = client(mode, known);
        Caller underWay = Caller.start(() -> client.echo("x"));
        Awaitility.await().until(() -> old.requests() == 1);

        known.set(0, next.endpoint());

        for (int i = 0; i < 5; i++) {
            assertThat(client.echo("y")).isEqualTo("echoed");
        }
        assertThat(old.finished()).isZero();
        mayAnswer.countDown();
        assertThat(underWay.value()).isEqualTo("late");
        Awaitility.await().until(() -> old.finished() == 1);
        assertThat(old.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"POOLED", "SHARED"})
    void whenAnEndpointIsGoneItsIdleConnectionsAreClosed(ClientMode mode) throws Exception {
        FakeServer old = opened.server(FakeConnection::serve);
        FakeServer next = opened.server(FakeConnection::serve);
        List<Endpoint> known = new CopyOnWriteArrayList<>(List.of(old.endpoint()));
        EchoService.Iface client = client(mode, known);
        client.echo("x");

        known.set(0, next.endpoint());

        Awaitility.await().until(() -> old.finished() == 1);
        assertThat(client.echo("y")).isEqualTo("echoed");
        assertThat(next.requests()).isEqualTo(1);
    }
}
