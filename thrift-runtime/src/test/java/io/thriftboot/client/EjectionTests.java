package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Endpoints whose calls fail get none for a while, never all of them, and come back slowly. */
@Timeout(60)
class EjectionTests {

    private static final EjectionOptions OPTIONS =
            new EjectionOptions(3, Duration.ofSeconds(10), Duration.ofSeconds(60), 0.5, Duration.ofSeconds(20));

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);
    private final AtomicBoolean mayEject = new AtomicBoolean(true);
    private final EndpointHealth health = new EndpointHealth(OPTIONS, clock::get, failing -> {
        if (mayEject.get()) {
            failing.eject();
        }
        return mayEject.get();
    });

    @AutoClose
    private final Opened opened = new Opened();

    private void ends(Verdict... verdicts) {
        for (Verdict verdict : verdicts) {
            health.began();
            health.ended(verdict);
        }
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private long admitted() {
        return IntStream.range(0, 1000).filter(i -> health.admits()).count();
    }

    @Test
    void whenCallsFailInARowTheEndpointIsEjectedForAWhile() {
        ends(Verdict.LOST, Verdict.TIMED_OUT);
        assertThat(health.isEjected()).isFalse();

        ends(Verdict.UNREACHABLE);
        assertThat(health.isEjected()).isTrue();
        assertThat(admitted()).isZero();

        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(health.isEjected()).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(health.isEjected()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "SERVER_ERROR"})
    void whenACallIsAnsweredInBetweenTheCountBeginsAnew(Verdict answer) {
        ends(Verdict.LOST, Verdict.LOST, answer, Verdict.LOST, Verdict.LOST);

        assertThat(health.isEjected()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "LEAVING", "OUT_OF_STEP", "FAILED"})
    void whenTheServerIsNotToBlameNothingIsCounted(Verdict verdict) {
        ends(verdict, verdict, verdict, verdict);

        assertThat(health.isEjected()).isFalse();
    }

    @Test
    void whenTheEndpointIsBackItsShareOfCallsGrows() {
        ends(Verdict.LOST, Verdict.LOST, Verdict.LOST);

        pass(Duration.ofSeconds(10));
        assertThat(admitted()).isBetween(40L, 200L);
        pass(Duration.ofSeconds(10));
        assertThat(admitted()).isBetween(400L, 600L);
        pass(Duration.ofSeconds(10));
        assertThat(admitted()).isEqualTo(1000);
    }

    @Test
    void whenTheEndpointFailsAgainItIsEjectedTwiceAsLongUpToTheMost() {
        for (int seconds : new int[] {10, 20, 40, 60, 60}) {
            ends(Verdict.LOST, Verdict.LOST, Verdict.LOST);
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(health.isEjected()).isTrue();
            pass(Duration.ofNanos(1));
            assertThat(health.isEjected()).isFalse();
        }
        pass(Duration.ofSeconds(60));

        ends(Verdict.LOST, Verdict.LOST, Verdict.LOST);
        pass(Duration.ofSeconds(10));

        assertThat(health.isEjected()).isFalse();
    }

    @Test
    void whenNoOtherEndpointIsLeftItIsNotEjectedAndLaterItIs() {
        mayEject.set(false);
        ends(Verdict.LOST, Verdict.LOST, Verdict.LOST, Verdict.LOST);
        assertThat(health.isEjected()).isFalse();

        mayEject.set(true);
        ends(Verdict.LOST);
        assertThat(health.isEjected()).isTrue();
    }

    @Test
    void whenACallIsUnderWayItIsCounted() {
        health.began();
        health.began();
        assertThat(health.calls()).isEqualTo(2);

        health.ended(Verdict.DONE);
        assertThat(health.calls()).isEqualTo(1);
    }

    @Test
    void whenAValueIsOutOfItsRangeItIsRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new EjectionOptions(-1, second, second, 0.5, second))
                .hasMessageStartingWith("ejection.consecutive-failures: -1");
        assertThatThrownBy(() -> new EjectionOptions(1, Duration.ZERO, second, 0.5, second))
                .hasMessageStartingWith("ejection.time: PT0S");
        assertThatThrownBy(() -> new EjectionOptions(1, second, Duration.ZERO, 0.5, second))
                .hasMessageStartingWith("ejection.max-time: PT0S");
        assertThatThrownBy(() -> new EjectionOptions(1, second, second, 0, second))
                .hasMessageStartingWith("ejection.max-share: 0.0");
        assertThatThrownBy(() -> new EjectionOptions(1, second, second, 1, second.negated()))
                .hasMessageStartingWith("ejection.slow-start: PT-1S");
    }

    private ThriftChannel channel(ClientMode mode, EjectionOptions ejection, List<Endpoint> endpoints) {
        return opened.channel(
                ThriftChannelOptions.builder("users")
                        .mode(mode)
                        .ejection(ejection)
                        .build(),
                () -> endpoints,
                EndpointSelector.roundRobin());
    }

    private static int failures(EchoService.Iface client, int calls) {
        int failures = 0;
        for (int i = 0; i < calls; i++) {
            try {
                client.echo("x");
            } catch (TTransportException ex) {
                failures++;
            } catch (TException ex) {
                throw new AssertionError(ex);
            }
        }
        return failures;
    }

    @ParameterizedTest
    @EnumSource
    void whenOneOfThreeServersLosesCallsOnlyTheFirstOnesFail(ClientMode mode) {
        FakeServer dying = opened.server(FakeConnection::receive);
        FakeServer up = opened.server(FakeConnection::serve);
        FakeServer other = opened.server(FakeConnection::serve);
        ThriftChannel channel = channel(
                mode,
                new EjectionOptions(3, Duration.ofMinutes(1), Duration.ofMinutes(1), 0.5, Duration.ZERO),
                List.of(dying.endpoint(), up.endpoint(), other.endpoint()));

        assertThat(failures(channel.client(EchoService.Iface.class), 60)).isEqualTo(3);

        assertThat(channel.ejections()).isEqualTo(1);
        assertThat(channel.status().get(dying.endpoint())).isEqualTo(new EndpointStatus(true, true, 0));
        assertThat(channel.status().get(up.endpoint())).isEqualTo(new EndpointStatus(true, false, 0));
    }

    @ParameterizedTest
    @EnumSource
    void whenAllServersLoseCallsSomeStayIn(ClientMode mode) {
        List<Endpoint> all = IntStream.range(0, 4)
                .mapToObj(i -> opened.server(FakeConnection::receive).endpoint())
                .toList();
        ThriftChannel channel = channel(
                mode, new EjectionOptions(2, Duration.ofMinutes(1), Duration.ofMinutes(1), 1, Duration.ZERO), all);

        assertThat(failures(channel.client(EchoService.Iface.class), 60)).isEqualTo(60);

        assertThat(channel.status().values().stream().filter(EndpointStatus::ejected))
                .hasSize(3);
        assertThat(channel.ejections()).isEqualTo(3);
    }

    @Test
    void whenThereIsOneServerItIsNeverEjected() {
        FakeServer dying = opened.server(FakeConnection::receive);
        ThriftChannel channel = channel(ClientMode.POOLED, EjectionOptions.DEFAULT, List.of(dying.endpoint()));

        assertThat(failures(channel.client(EchoService.Iface.class), 20)).isEqualTo(20);

        assertThat(channel.ejections()).isZero();
        assertThat(dying.requests()).isEqualTo(20);
    }

    @Test
    void whenEjectionIsOffNoneIsEjected() {
        List<Endpoint> all = IntStream.range(0, 3)
                .mapToObj(i -> opened.server(FakeConnection::receive).endpoint())
                .toList();
        ThriftChannel channel = channel(
                ClientMode.POOLED,
                new EjectionOptions(0, Duration.ofMinutes(1), Duration.ofMinutes(1), 0.5, Duration.ZERO),
                all);

        assertThat(failures(channel.client(EchoService.Iface.class), 30)).isEqualTo(30);

        assertThat(channel.ejections()).isZero();
    }

    @Test
    void whenTheTimeIsOverTheServerGetsCallsAgain() {
        FakeServer flapping = opened.server(FakeConnection::receive, FakeConnection::receive, FakeConnection::serve);
        FakeServer up = opened.server(FakeConnection::serve);
        ThriftChannel channel = channel(
                ClientMode.POOLED,
                new EjectionOptions(2, Duration.ofMillis(300), Duration.ofMillis(300), 0.5, Duration.ofMillis(300)),
                List.of(flapping.endpoint(), up.endpoint()));
        EchoService.Iface client = channel.client(EchoService.Iface.class);

        assertThat(failures(client, 6)).isEqualTo(2);

        Awaitility.await().untilAsserted(() -> {
            assertThat(failures(client, 2)).isZero();
            assertThat(flapping.requests()).isGreaterThan(3);
        });
    }

    @Test
    void whenCallsAreLongTheOneWithFewerIsChosen() {
        List<Endpoint> three = List.of(Endpoint.tcp("a", 1), Endpoint.tcp("b", 1), Endpoint.tcp("c", 1));
        EndpointSelector selector = EndpointSelector.leastRequest();

        List<Endpoint> chosen = IntStream.range(0, 300)
                .mapToObj(
                        i -> selector.select(three, endpoint -> endpoint.host().charAt(0)))
                .toList();

        assertThat(chosen).contains(three.get(0), three.get(1)).doesNotContain(three.get(2));
        assertThat(selector.select(three.subList(2, 3), endpoint -> 7)).isEqualTo(three.get(2));
    }

    @ParameterizedTest
    @EnumSource(names = {"POOLED", "SHARED"})
    void whenAServerHoldsACallTheOtherOneGetsTheRest(ClientMode mode) throws Exception {
        FakeServer slow = opened.silent();
        FakeServer fast = opened.server(FakeConnection::serve);
        List<Endpoint> both = new ArrayList<>(List.of(slow.endpoint()));
        ThriftChannel channel = opened.channel(
                ThriftChannelOptions.builder("users").mode(mode).build(),
                () -> List.copyOf(both),
                LoadBalancing.LEAST_REQUEST.newSelector());
        EchoService.Iface client = channel.client(EchoService.Iface.class);
        Caller held = Caller.start(() -> client.echo("held"));
        Awaitility.await().until(() -> slow.requests() == 1);
        both.add(fast.endpoint());

        for (int i = 0; i < 20; i++) {
            assertThat(client.echo("x")).isEqualTo("echoed");
        }

        assertThat(slow.requests()).isEqualTo(1);
        held.interrupt();
        assertThat(held.thrown()).isInstanceOf(TTransportException.class);
    }
}
