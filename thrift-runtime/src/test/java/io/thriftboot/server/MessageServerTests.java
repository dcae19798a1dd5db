package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftContext;
import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that are brought one by one are answered, counted and refused like those of a connection. */
class MessageServerTests {

    private static final InetSocketAddress PEER = InetSocketAddress.createUnresolved("peer", 7);
    private static final MessageServer.Client CLIENT = new MessageServer.Client(PEER, null);
    private static final ShutdownOptions PATIENT = new ShutdownOptions(Duration.ZERO, Duration.ofSeconds(20));

    private final EchoHandler handler = new EchoHandler();
    private final ThriftProcessor processor = ThriftProcessor.builder()
            .service(ServiceDescriptor.of(EchoService.class), handler)
            .build();

    private MessageServer server(ShutdownOptions shutdown) {
        return new MessageServer(
                ThriftServerOptions.builder("test", Endpoint.tcp("127.0.0.1", 0))
                        .shutdown(shutdown)
                        .build(),
                processor);
    }

    /** What a client has written, and where it reads the reply. */
    private static final class Exchange {

        private final ThriftProtocol protocol;
        private final TMemoryBuffer request;
        private final TMemoryBuffer reply;
        private final EchoService.Client client;

        Exchange(ThriftProtocol protocol) throws TException {
            this.protocol = protocol;
            this.request = new TMemoryBuffer(100);
            this.reply = new TMemoryBuffer(100);
            this.client = new EchoService.Client(over(reply), over(request));
        }

        private TProtocol over(TMemoryBuffer memory) {
            return protocol.over(memory, WireFormat.DEFAULT.limits(), true);
        }

        Exchange through(MessageServer server) throws TException, IOException {
            return through(server, request.length());
        }

        Exchange through(MessageServer server, int length) throws TException, IOException {
            byte[] bytes = Arrays.copyOf(request.getArray(), length);
            server.answer(
                    ByteBuffer.wrap(bytes), protocol, CLIENT, Map.of(), (output, headers) -> output.sendTo(reply));
            return this;
        }
    }

    @Test
    void whenHeadersComeWithAMessageTheHandlerSeesThem() throws Exception {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>();
        ThriftProcessor looking = ThriftProcessor.builder()
                .service(ServiceDescriptor.of(EchoService.class), new EchoHandler() {
                    @Override
                    public String echo(String text) {
                        seen.set(ThriftContext.current().requestHeaders());
                        return text;
                    }
                })
                .build();
        Exchange exchange = new Exchange(ThriftProtocol.BINARY);
        exchange.client.send_echo("x");
        byte[] bytes = Arrays.copyOf(exchange.request.getArray(), exchange.request.length());
        ThriftServerOptions options = ThriftServerOptions.builder("test", Endpoint.tcp("127.0.0.1", 0))
                .build();
        try (MessageServer server = new MessageServer(options, looking)) {
            server.answer(
                    ByteBuffer.wrap(bytes),
                    ThriftProtocol.BINARY,
                    CLIENT,
                    Map.of("traceparent", "00-1"),
                    (output, headers) -> output.sendTo(exchange.reply));
        }
        assertThat(exchange.client.recv_echo()).isEqualTo("x");
        assertThat(seen).hasValue(Map.of("traceparent", "00-1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ThriftProtocol.class,
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenAMessageIsBroughtItIsAnsweredInItsProtocol(ThriftProtocol protocol) throws Exception {
        try (MessageServer server = server(PATIENT)) {
            Exchange call = new Exchange(protocol);
            call.client.send_echo("hello");
            assertThat(call.through(server).client.recv_echo()).isEqualTo("hello");
            assertThat(Objects.requireNonNull(handler.lastContext).peer()).isEqualTo(PEER);
            assertThat(server.stats().calls()).isEqualTo(1);
            assertThat(server.stats().callsInFlight()).isZero();
            assertThat(server.stats().bytesReceived()).isEqualTo(call.request.length());
            assertThat(server.stats().bytesSent()).isPositive();
        }
    }

    @Test
    void whenTheHandlerThrowsTheReplySaysSo() throws Exception {
        try (MessageServer server = server(PATIENT)) {
            Exchange declared = new Exchange(ThriftProtocol.BINARY);
            declared.client.send_find(0);
            declared.through(server);
            assertThatThrownBy(declared.client::recv_find).isEqualTo(new NotFound(0, "none"));
            Exchange undeclared = new Exchange(ThriftProtocol.BINARY);
            undeclared.client.send_crash("x");
            undeclared.through(server);
            assertThatThrownBy(undeclared.client::recv_crash).hasMessage("internal error in EchoService.crash");
            assertThat(server.stats().failures()).isEqualTo(1);
        }
    }

    @Test
    void whenTheMethodIsOnewayTheReplyIsEmpty() throws Exception {
        try (MessageServer server = server(PATIENT)) {
            Exchange oneway = new Exchange(ThriftProtocol.BINARY);
            oneway.client.send_fire("shot");
            assertThat(oneway.through(server).reply.length()).isZero();
            assertThat(handler.fired).containsExactly("shot");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ThriftProtocol.class,
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenArgumentsAreCutOffTheReplyIsAProtocolError(ThriftProtocol protocol) throws Exception {
        try (MessageServer server = server(PATIENT)) {
            Exchange cut = new Exchange(protocol);
            cut.client.send_echo("a text that is cut off");
            cut.through(server, cut.request.length() - 5);
            assertThatThrownBy(cut.client::recv_echo)
                    .isInstanceOf(TApplicationException.class)
                    .extracting(thrown -> ((TApplicationException) thrown).getType())
                    .isEqualTo(TApplicationException.PROTOCOL_ERROR);
            assertThat(server.stats().protocolErrors()).isEqualTo(1);
        }
    }

    @Test
    void whenItIsNoMessageThereIsNoReply() {
        try (MessageServer server = server(PATIENT)) {
            for (String garbage : new String[] {"", "x", "GET / HTTP/1.1\r\n\r\n"}) {
                ByteBuffer message = ByteBuffer.wrap(garbage.getBytes(StandardCharsets.US_ASCII));
                assertThatThrownBy(() ->
                                server.answer(message, ThriftProtocol.BINARY, CLIENT, Map.of(), (reply, headers) -> {
                                    throw new AssertionError("answered " + reply.size() + " bytes");
                                }))
                        .isInstanceOf(TProtocolException.class)
                        .hasMessage("not a Thrift message");
            }
            assertThat(server.stats().protocolErrors()).isEqualTo(3);
        }
    }

    /** The table of attacks, as bodies that a web server has received. */
    @ParameterizedTest
    @EnumSource(
            value = ThriftProtocol.class,
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenAttackedEachMessageIsRefusedAndOthersAreAnswered(ThriftProtocol protocol) throws Exception {
        WireFormat dialect = WireFormat.DEFAULT.with(protocol, LayeredTransport.BUFFERED);
        MessageLimits limits = new MessageLimits(1 << 20, 1 << 20, 256 << 10, 10_000, 64);
        ThriftServerOptions options = ThriftServerOptions.builder("test", Endpoint.tcp("127.0.0.1", 0))
                .wireFormat(new WireFormat(dialect.protocol(), dialect.transport(), limits, true))
                .build();
        try (LogLines log = LogLines.collect();
                MessageServer server = new MessageServer(options, processor)) {
            for (Attack attack : Attack.in(dialect)) {
                long before = server.stats().protocolErrors();
                ByteArrayOutputStream answer = new ByteArrayOutputStream();
                try {
                    server.answer(
                            ByteBuffer.wrap(attack.bytes()),
                            protocol,
                            CLIENT,
                            Map.of(),
                            (output, headers) -> output.sendTo(new TIOStreamTransport(answer)));
                    TProtocol in = dialect.protocolOver(new TMemoryInputTransport(answer.toByteArray()));
                    assertThat(answer.size() == 0 ? TMessageType.EXCEPTION : in.readMessageBegin().type)
                            .as(attack.name())
                            .isEqualTo(TMessageType.EXCEPTION);
                } catch (TProtocolException noMessage) {
                    assertThat(noMessage).as(attack.name()).hasMessage("not a Thrift message");
                }
                assertThat(server.stats().protocolErrors()).as(attack.name()).isGreaterThan(before);
                Exchange canary = new Exchange(protocol);
                canary.client.send_echo("canary");
                assertThat(canary.through(server).client.recv_echo()).isEqualTo("canary");
            }
            assertThat(log.lines()).isNotEmpty().allSatisfy(LogLines::assertClean);
        }
    }

    @Test
    void whenBytesAreLeftOverTheyAreCountedAndNotRead() throws Exception {
        try (MessageServer server = server(PATIENT)) {
            Exchange twice = new Exchange(ThriftProtocol.BINARY);
            twice.client.send_echo("first");
            twice.request.write(new byte[] {1, 2, 3});
            assertThat(twice.through(server).client.recv_echo()).isEqualTo("first");
            assertThat(server.stats().calls()).isEqualTo(1);
            assertThat(server.stats().protocolErrors()).isEqualTo(1);
        }
    }

    @Test
    void whenItStopsRunningCallsFinishAndNewOnesAreRefused() throws Exception {
        try (MessageServer server = server(PATIENT)) {
            Exchange running = new Exchange(ThriftProtocol.BINARY);
            running.client.send_execute("x");
            CompletableFuture<Exchange> finished = CompletableFuture.supplyAsync(() -> through(running, server));
            await().until(() -> server.stats().callsInFlight() == 1);

            CompletableFuture<Boolean> stop = server.stop();
            await().until(() -> !server.isRunning());
            Exchange late = new Exchange(ThriftProtocol.BINARY);
            late.client.send_echo("late");
            late.through(server);
            assertThatThrownBy(late.client::recv_echo).hasMessage("not executed: shutting down");
            assertThat(server.stats().notExecuted()).isEqualTo(1);
            assertThat(stop).isNotDone();

            handler.mayAnswer.countDown();
            assertThat(stop.get()).isTrue();
            assertThat(finished.get().client.recv_execute()).isEqualTo(1);
        }
    }

    @Test
    void whenReplyIsNotSentYetTheStopWaits() throws Exception {
        try (MessageServer server = server(PATIENT)) {
            CountDownLatch sending = new CountDownLatch(1);
            CountDownLatch sent = new CountDownLatch(1);
            Exchange call = new Exchange(ThriftProtocol.BINARY);
            call.client.send_echo("x");
            ByteBuffer message = ByteBuffer.wrap(call.request.getArray(), 0, call.request.length());
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
                try {
                    server.answer(message, ThriftProtocol.BINARY, CLIENT, Map.of(), (reply, headers) -> {
                        sending.countDown();
                        uninterruptibly(sent);
                    });
                } catch (TException | IOException ex) {
                    throw new IllegalStateException(ex);
                }
            });
            sending.await();
            CompletableFuture<Boolean> stop = server.stop();
            await().until(() -> !server.isRunning());
            assertThat(stop).isNotDone();
            sent.countDown();
            assertThat(stop.get()).isTrue();
            answered.get();
        }
    }

    @Test
    void whenTheGracePeriodEndsFirstTheStopSaysSo() throws Exception {
        try (MessageServer server = server(new ShutdownOptions(Duration.ZERO, Duration.ofMillis(20)))) {
            Exchange running = new Exchange(ThriftProtocol.BINARY);
            running.client.send_execute("x");
            CompletableFuture<Exchange> finished = CompletableFuture.supplyAsync(() -> through(running, server));
            await().until(() -> server.stats().callsInFlight() == 1);
            assertThat(server.stop().get()).isFalse();
            handler.mayAnswer.countDown();
            finished.get();
        }
    }

    @Test
    void whenThereIsAQuietPeriodCallsAreExecutedMeanwhileAndCloseEndsIt() throws Exception {
        MessageServer server = server(new ShutdownOptions(Duration.ofMinutes(1), Duration.ofMinutes(1)));
        CompletableFuture<Boolean> stop = server.stop();
        Exchange call = new Exchange(ThriftProtocol.BINARY);
        call.client.send_echo("quiet");
        assertThat(call.through(server).client.recv_echo()).isEqualTo("quiet");
        assertThat(server.isRunning()).isTrue();
        server.close();
        assertThat(stop.get()).isTrue();
        assertThat(server.isRunning()).isFalse();
    }

    private static Exchange through(Exchange exchange, MessageServer server) {
        try {
            return exchange.through(server);
        } catch (TException | IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
