package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.thriftboot.CallHeaders;
import io.thriftboot.TestKeys;
import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are posted to a web server. */
@Timeout(60)
class HttpChannelTests {

    private final EchoHandler handler = new EchoHandler();
    private final EchoWebServer server = new EchoWebServer(handler);
    private ThriftChannel channel = channel(options().build(), server.endpoint());

    private static ThriftChannelOptions.Builder options() {
        return ThriftChannelOptions.builder("users").timeout(Duration.ofSeconds(10));
    }

    private static ThriftChannel channel(ThriftChannelOptions options, Endpoint... endpoints) {
        return ThriftChannel.create(
                options, EndpointSupplier.fixed(List.of(endpoints)), EndpointSelector.roundRobin(), List.of());
    }

    private EchoService.Iface client(ThriftChannelOptions options, Endpoint... endpoints) {
        channel.close();
        channel = channel(options, endpoints);
        return channel.client(EchoService.Iface.class);
    }

    private EchoService.Iface client() {
        return channel.client(EchoService.Iface.class);
    }

    @AfterEach
    void stop() {
        channel.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ThriftProtocol.class,
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenCalledReturnsTheValue(ThriftProtocol protocol) throws Exception {
        for (LayeredTransport transport :
                List.of(LayeredTransport.BUFFERED, LayeredTransport.FRAMED, LayeredTransport.ZLIB)) {
            WireFormat format = WireFormat.DEFAULT.with(protocol, transport);
            server.speak(format);
            EchoService.Iface client = client(options().wireFormat(format).build(), server.endpoint());
            String large = "ä".repeat(1_000_000);

            assertThat(client.echo("x")).isEqualTo("x");
            assertThat(client.echo(large)).isEqualTo(large);
            assertThatThrownBy(() -> client.find(3)).isEqualTo(new NotFound(3, "nobody"));
        }
        assertThat(server.contentTypes()).containsOnly("application/x-thrift");
    }

    @Test
    void whenOnewayReturnsWhenTheServerHasAnswered() throws Exception {
        client().fire("shot");

        assertThat(handler.fired).containsExactly("shot");
        assertThat(client().echo("x")).isEqualTo("x");
    }

    @Test
    void whenInterceptorsSetHeadersTheRequestHasThem() throws Exception {
        channel.close();
        channel = ThriftChannel.create(
                options().build(),
                EndpointSupplier.fixed(List.of(server.endpoint())),
                EndpointSelector.roundRobin(),
                List.of((call, next) -> {
                    call.context().setRequestHeader("traceparent", "00-1");
                    return next.invoke(call);
                }));

        assertThat(client().echo("x")).isEqualTo("x");

        assertThat(server.headers())
                .containsEntry("Traceparent", List.of("00-1"))
                .containsEntry("Content-type", List.of("application/x-thrift"));
    }

    @Test
    void whenTheProtocolHasFramesOfItsOwnNothingIsSent() {
        WireFormat format = WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED);

        assertThatThrownBy(() -> client(options().wireFormat(format).build(), server.endpoint())
                        .echo("x"))
                .hasStackTraceContaining(
                        "protocol: header over " + server.endpoint() + " (expected: binary, compact or json)");
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Transfer-Encoding, chunked",
        "Content-Type, text/plain",
        "host, elsewhere",
        "two words, x",
        "tenant, ümlaut"
    })
    void whenHttpCannotCarryAHeaderTheCallGoesWithoutIt(String name, String value) throws Exception {
        try (CallHeaders headers = CallHeaders.open().set(name, value).set("User", "ann")) {
            assertThat(client().echo("x")).isEqualTo("x");
            assertThat(headers.received()).isNotEmpty();
        }
        assertThat(server.headers()).containsEntry("User", List.of("ann")).doesNotContainKeys("Tenant", "Two words");
        assertThat(server.headers().values()).doesNotContain(List.of(value));
        assertThat(server.contentTypes()).containsOnly("application/x-thrift");
    }

    @Test
    void whenTheHandlerCrashesTheExceptionArrives() {
        assertThatThrownBy(() -> client().crash("x")).isInstanceOf(TApplicationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 404, 500, 503})
    void whenTheStatusIsNotOkTheCallIsNotRepeated(int status) {
        server.answer(status);

        assertThatThrownBy(() -> client().echo("x"))
                .isInstanceOf(TTransportException.class)
                .hasMessage("users " + server.endpoint() + ": EchoService.echo: status " + status + " (expected: 200)");
        assertThatThrownBy(() -> client().fire("x")).hasMessageContaining("status " + status);

        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void whenTheResponseIsEmptyItIsNoReply() {
        server.answer(200);

        assertThatThrownBy(() -> client().echo("x"))
                .isInstanceOf(TTransportException.class)
                .hasMessageEndingWith("EchoService.echo: an empty response (expected: a reply)");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void whenTheReplyIsLargerThanAllowedItIsRefused() {
        MessageLimits limits = new MessageLimits(1_000_000, 50_000, 1_000_000, 10, 10);
        WireFormat format = new WireFormat(ThriftProtocol.BINARY, LayeredTransport.FRAMED, limits, true);
        server.grow(100_000);
        EchoService.Iface client = client(options().wireFormat(format).build(), server.endpoint());

        assertThatThrownBy(() -> client.echo("x"))
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.MESSAGE_SIZE_LIMIT))
                .hasMessageEndingWith("response: more than 50000 bytes (expected: at most 50000)");
    }

    @Test
    void whenTheServerIsSilentTheCallEndsInTimeAndIsExecutedOnce() {
        handler.shut();
        EchoService.Iface client =
                client(options().timeout(Duration.ofMillis(300)).build(), server.endpoint());
        long begin = System.nanoTime();

        Throwable thrown = catchThrowable(() -> client.execute("x"));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        assertThat(thrown)
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.TIMED_OUT))
                .hasMessageMatching("users http://\\S+: EchoService.execute: timed out \\d+ms after sending began");
        assertThat(server.requests()).isEqualTo(1);
    }

    /** The JDK's own timeout ends with the head of the response. */
    @Test
    void whenTheBodyDripsInItDoesNotExtendTheDeadline() {
        server.drip();
        EchoService.Iface client =
                client(options().timeout(Duration.ofMillis(300)).build(), server.endpoint());
        long begin = System.nanoTime();

        assertThatThrownBy(() -> client.echo("x")).hasMessageContaining("timed out");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void whenInterruptedTheFlagStays() throws Exception {
        handler.shut();
        Caller caller = Caller.start(() -> client().execute("x"));
        Awaitility.await().until(() -> handler.executions() == 1);

        caller.interrupt();

        assertThat(caller.thrown()).isInstanceOf(TTransportException.class).hasMessageEndingWith("interrupted");
        assertThat(caller.wasInterrupted()).isTrue();
        assertThat(channel.stats().get(server.endpoint()).active()).isZero();
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void whenAServerIsDownAnotherAnswers() throws Exception {
        EchoWebServer down = new EchoWebServer(handler);
        down.close();
        EchoService.Iface client = client(options().build(), down.endpoint(), server.endpoint());

        for (int i = 0; i < 4; i++) {
            assertThat(client.echo("x")).isEqualTo("x");
        }

        assertThat(channel.stats().get(down.endpoint()).connectError()).contains("refused");
    }

    @Test
    void whenEveryServerIsDownTheErrorNamesIt() {
        server.close();
        EchoService.Iface client =
                client(options().timeout(Duration.ofMillis(200)).build(), server.endpoint());

        assertThatThrownBy(() -> client.echo("x"))
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.NOT_OPEN))
                .hasMessageStartingWith("users " + server.endpoint() + ": cannot connect: ");
    }

    @Test
    void whenTheServerIsRestartedTheNextCallSucceeds() throws Exception {
        assertThat(client().echo("x")).isEqualTo("x");
        server.close();
        try (EchoWebServer second = new EchoWebServer(handler, server.endpoint().port())) {
            assertThat(client().echo("y")).isEqualTo("y");
            assertThat(second.requests()).isEqualTo(1);
        }
    }

    @Test
    void whenTheServerClosesTheConnectionWithoutAReplyTheCallIsNotRepeated() {
        try (FakeServer rude = FakeServer.start(connection -> connection.readSome())) {
            EchoService.Iface client = client(options().build(), http(rude.endpoint()));

            assertThatThrownBy(() -> client.echo("x"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessageContaining("EchoService.echo: the connection failed: ");

            assertThat(rude.requests()).isEqualTo(1);
        }
    }

    private static Endpoint http(Endpoint tcp) {
        return Endpoint.http(tcp.host(), tcp.port(), "/");
    }

    @Test
    void whenPeerIsNoThriftServerTheReplyDoesNotDecode() {
        server.answer(200, "<html>Please log in</html>");

        assertThatThrownBy(() -> client().echo("x"))
                .isInstanceOf(TException.class)
                .hasMessageStartingWith("users " + server.endpoint() + ": EchoService.echo: ");
    }

    @Test
    void whenTheUrlIsHttpsTheServerMustBeTrusted() throws Exception {
        SSLContext selfSigned = TestKeys.context(TestKeys.SERVER, TestKeys.SERVER);
        SSLContext before = SSLContext.getDefault();
        try (EchoWebServer secure = new EchoWebServer(handler, selfSigned)) {
            EchoService.Iface suspicious = client(options().build(), secure.endpoint());
            assertThatThrownBy(() -> suspicious.echo("x"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessageStartingWith("users " + secure.endpoint() + ": EchoService.echo: ");
            assertThat(secure.requests()).isZero();

            SSLContext.setDefault(selfSigned);
            assertThat(client(options().build(), secure.endpoint()).echo("x")).isEqualTo("x");
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void whenManyCallAndSomeFailNothingLeaks() throws Exception {
        FileDescriptors.assumeCountable();
        AtomicInteger wrong = new AtomicInteger();
        callOften(wrong);
        int before = FileDescriptors.count();

        callOften(wrong);
        callOften(wrong);

        assertThat(wrong).hasValue(0);
        assertThat(channel.stats().get(server.endpoint()).active()).isZero();
        Awaitility.await()
                .untilAsserted(() -> assertThat(FileDescriptors.count()).isLessThanOrEqualTo(before + 4));
    }

    private void callOften(AtomicInteger wrong) throws Exception {
        List<Caller> callers = IntStream.range(0, 16)
                .mapToObj(number -> Caller.start(() -> {
                    for (int i = 0; i < 25; i++) {
                        String text = number + " " + i;
                        wrong.addAndGet(client().echo(text).equals(text) ? 0 : 1);
                        wrong.addAndGet(
                                catchThrowable(() -> client().crash("x")) instanceof TApplicationException ? 0 : 1);
                    }
                    return number;
                }))
                .toList();
        for (Caller caller : callers) {
            caller.await(Duration.ofSeconds(50));
        }
    }
}
