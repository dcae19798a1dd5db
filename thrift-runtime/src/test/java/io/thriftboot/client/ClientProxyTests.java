package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.ThriftInterceptor;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.OtherService;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client is as an object, and how it waits. Most of these tests have no server, since none is called. */
@Timeout(20)
class ClientProxyTests {

    private final AtomicInteger asked = new AtomicInteger();
    private ThriftChannel channel = channel();

    @AfterEach
    void close() {
        channel.close();
    }

    private ThriftChannel channel(ThriftInterceptor... interceptors) {
        return ThriftChannel.create(
                ThriftChannelOptions.builder("users")
                        .timeout(Duration.ofMillis(300))
                        .build(),
                () -> {
                    asked.incrementAndGet();
                    return List.of(Endpoint.tcp("127.0.0.1", 1));
                },
                EndpointSelector.roundRobin(),
                List.of(interceptors));
    }

    private EchoService.Iface client(ThriftInterceptor... interceptors) {
        channel = channel(interceptors);
        return channel.client(EchoService.Iface.class);
    }

    @Test
    void whenUsedAsAnObjectNoServerIsCalled() {
        EchoService.Iface one = client();
        EchoService.Iface other = channel.client(EchoService.Iface.class);
        Map<Object, String> map = new HashMap<>(Map.of(one, "one", other, "other"));

        assertThat(map).containsEntry(one, "one").containsEntry(other, "other").hasSize(2);
        assertThat(one).isEqualTo(one).isNotEqualTo(other).isNotEqualTo("x");
        assertThat(one).hasToString("users client of EchoService");
        assertThat(asked).hasValue(0);
        assertThat(channel.stats()).isEmpty();
    }

    @Test
    void whenTheInterfaceIsExtendedItsDefaultMethodsRunHere() throws Exception {
        ThriftInterceptor echo = (call, next) -> CompletableFuture.completedFuture(
                call.method() + " " + call.arguments().get(0));
        channel = channel(echo);

        Extended client = channel.client(Extended.class);

        assertThat(client.shout("x")).isEqualTo("ECHOSERVICE.ECHO X!");
        assertThat(client.ping("y")).isEqualTo("EchoService.ping y");
        assertThat(client.echo("z")).isEqualTo("EchoService.echo z");
    }

    @Test
    void whenTheTypeIsNoServiceItIsRefused() {
        channel = channel();

        assertThatThrownBy(() -> channel.client(Runnable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("client: java.lang.Runnable is the interface of 0 Thrift services []"
                        + " (expected: the generated Iface of one, or an extension of it)");
        assertThatThrownBy(() -> channel.client(EchoService.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> channel.client(EchoHandler.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> channel.client(Ambiguous.class)).hasMessageContaining("2 Thrift services");
        assertThatThrownBy(() -> channel.client(Both.class))
                .hasMessage("client: " + Both.class.getName()
                        + " extends Iface and AsyncIface of EchoService (expected: one of them)");
        assertThatThrownBy(() -> channel.client(More.class))
                .hasMessageContaining("more()")
                .hasMessageContaining("is no method of the Thrift service EchoService (expected: a default method)");
    }

    @Test
    void whenAnInterceptorDeliversLaterTheCallWaits() throws Exception {
        EchoService.Iface client = client((call, next) -> CompletableFuture.supplyAsync(
                () -> "later", CompletableFuture.delayedExecutor(50, java.util.concurrent.TimeUnit.MILLISECONDS)));

        assertThat(client.echo("x")).isEqualTo("later");
    }

    @Test
    void whenAnInterceptorNeverDeliversTheCallEndsAtItsDeadline() {
        EchoService.Iface client = client((call, next) -> new CompletableFuture<>());

        assertThatThrownBy(() -> client.echo("x"))
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.TIMED_OUT))
                .hasMessage("users: EchoService.echo: no result before the deadline");
    }

    @Test
    void whenInterruptedWhileAnInterceptorDeliversTheFlagStays() throws Exception {
        EchoService.Iface client = client((call, next) -> new CompletableFuture<>());
        Caller caller = Caller.start(() -> {
            Thread.currentThread().interrupt();
            return client.echo("x");
        });

        assertThat(caller.thrown())
                .isInstanceOf(TTransportException.class)
                .hasMessage("users: EchoService.echo: interrupted while waiting for the result");
        assertThat(caller.wasInterrupted()).isTrue();
    }

    @Test
    void whenAnInterceptorFailsTheCallerGetsWhatItThrew() {
        for (Throwable thrown : List.of(
                new NotFound(1, "x"), new TException("x"), new IllegalStateException("x"), new StackOverflowError())) {
            assertThatThrownBy(() -> client((call, next) -> CompletableFuture.failedFuture(thrown))
                            .echo("x"))
                    .isSameAs(thrown);
            assertThatThrownBy(() -> client((call, next) -> CompletableFuture.supplyAsync(() -> sneak(thrown)))
                            .echo("x"))
                    .isSameAs(thrown);
        }
    }

    @Test
    void whenAnInterceptorFailsWithAnotherCheckedExceptionItIsWrapped() {
        assertThatThrownBy(() -> client((call, next) -> CompletableFuture.failedFuture(new IOException("disk full")))
                        .echo("x"))
                .isExactlyInstanceOf(TException.class)
                .hasMessage("users: EchoService.echo: java.io.IOException: disk full")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void whenACallIsTriedTwiceInterceptorsSeeItOnce() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (FakeServer full =
                        FakeServer.start(connection -> connection.answerNotExecuted(connection.receive(), "full"));
                FakeServer other = FakeServer.start(FakeConnection::serve);
                ThriftChannel retrying = ThriftChannel.create(
                        ThriftChannelOptions.defaults("users"),
                        EndpointSupplier.fixed(List.of(full.endpoint(), other.endpoint())),
                        candidates -> candidates.contains(full.endpoint()) ? full.endpoint() : other.endpoint(),
                        List.of((call, next) -> {
                            seen.incrementAndGet();
                            return next.invoke(call);
                        }))) {
            assertThat(retrying.client(EchoService.Iface.class).echo("x")).isEqualTo("echoed");
            assertThat(full.requests()).isEqualTo(1);
            assertThat(other.requests()).isEqualTo(1);
            assertThat(seen).hasValue(1);
        }
    }

    @Test
    void whenAMethodIsInheritedItIsSentUnderTheServiceOfTheClient() throws Exception {
        try (EchoServer server = EchoServer.startMultiplexed(new EchoHandler());
                ThriftChannel multiplexed = ThriftChannel.create(
                        ThriftChannelOptions.builder("users").multiplexed(true).build(),
                        EndpointSupplier.fixed(List.of(server.endpoint())),
                        EndpointSelector.roundRobin(),
                        List.of())) {
            EchoService.Iface client = multiplexed.client(EchoService.Iface.class);

            assertThat(client.ping("x")).isEqualTo("pong x");
            assertThat(client.echoItem(new Item().setId(3))).isEqualTo(new Item().setId(3));
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T, X extends Throwable> T sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }

    interface Marker<T> {}

    interface Extended extends Marker<String>, EchoService.Iface {

        @Override
        String ping(String text) throws TException;

        default String shout(String text) throws TException {
            return echo(text).toUpperCase(java.util.Locale.ROOT) + "!";
        }
    }

    interface Ambiguous extends EchoService.Iface, OtherService.Iface {}

    interface Both extends EchoService.Iface, EchoService.AsyncIface {}

    interface More extends EchoService.Iface {

        void more();
    }
}
