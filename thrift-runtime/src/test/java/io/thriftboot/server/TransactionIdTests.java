package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.thriftboot.CallHeaders;
import io.thriftboot.Deadline;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftContext;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.TransferService;
import io.thriftboot.transport.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The id that names a call in logs, in errors and to other servers: where it comes from, and where it goes. */
class TransactionIdTests {

    private static final String HEADER = "x-transaction";
    private static final String MADE = "[0-9a-f]{32}";

    private record Line(String message, @Nullable String transactionId) {}

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.thriftboot");
    private final Logger access = (Logger) LoggerFactory.getLogger(AccessLog.NAME);
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new Line(
                    event.getFormattedMessage(), event.getMDCPropertyMap().get(ThriftContext.TRANSACTION_ID_KEY)));
        }
    };

    @BeforeEach
    void listen() {
        access.setLevel(Level.INFO);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(appender);
        access.setLevel(null);
        MDC.clear();
    }

    /** Answers with its id, which is the one in the MDC. */
    private static class Ids extends EchoHandler implements TransferService.Iface {

        @Override
        public String echo(String text) {
            String id = Objects.requireNonNull(ThriftContext.current()).transactionId();
            assertThat(MDC.get(ThriftContext.TRANSACTION_ID_KEY)).isEqualTo(id);
            return String.valueOf(id);
        }

        @Override
        public String transfer(@Nullable String to, @Nullable String transaction) {
            return echo("") + (to == null ? "" : " " + transaction);
        }

        @Override
        public String count(long transaction) {
            return echo("");
        }

        @Override
        public String plain(String transaction) {
            return echo("");
        }
    }

    private static TestServer start(Setup setup, Ids handler) throws Exception {
        return new TestServer(setup, UnaryOperator.identity(), handler, processor -> processor
                .service(ServiceDescriptor.of(TransferService.class), handler)
                .transactionIds("X-Transaction")
                .accessLog("test", 100));
    }

    private static ThriftChannel channel(TestServer server, WireFormat format) {
        return Channels.to(server, options -> options.wireFormat(format).multiplexed(true));
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenTheHeaderHasAnIdItIsTheOne(ServerModel model) throws Exception {
        try (TestServer server = start(new Setup(model, Channels.HEADER), new Ids());
                ThriftChannel channel = channel(server, Channels.HEADER);
                CallHeaders headers = CallHeaders.open().set(HEADER, "abc")) {
            assertThat(channel.client(TransferService.Iface.class).transfer(null, "other"))
                    .isEqualTo("abc");
            assertThat(headers.received()).isEqualTo(Map.of("X-Transaction", "abc"));
        }
    }

    @Test
    void whenAnArgumentHasItItIsTheOneOverEveryProtocol() throws Exception {
        try (TestServer server = start(new Setup(ServerModel.THREADED, WireFormat.DEFAULT), new Ids());
                ThriftChannel channel = channel(server, WireFormat.DEFAULT)) {
            TransferService.Iface client = channel.client(TransferService.Iface.class);

            assertThat(client.transfer(null, "abc")).isEqualTo("abc");
            assertThat(client.count(42)).isEqualTo("42");
            assertThat(client.transfer(null, null)).matches(MADE);
            assertThat(client.plain("no")).matches(MADE);
        }
    }

    @Test
    void whenTheRequestBelongsToATraceItHasTheTracesId() throws Exception {
        try (TestServer server = start(new Setup(ServerModel.THREADED, Channels.HEADER), new Ids());
                ThriftChannel channel = channel(server, Channels.HEADER);
                CallHeaders headers = CallHeaders.open()) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);

            headers.set("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            assertThat(client.echo("x")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
            headers.set("traceparent", "00-nonsense");
            assertThat(client.echo("x")).matches(MADE);
            headers.set("traceparent", "00-0af7651916cd43dd8448eb211c80319x-b7ad6b7169203331-01");
            assertThat(client.echo("x")).matches(MADE);
        }
    }

    @Test
    void whenTheThreadBelongsToATraceItHasTheTracesId() throws Exception {
        Ids handler = new Ids();
        ThriftProcessor processor = ThriftProcessor.builder()
                .service(ServiceDescriptor.of(EchoService.class), handler)
                .transactionIds(HEADER)
                .build();
        MDC.put("traceId", "4bf92f3577b34da6");
        TMemoryBuffer request = new TMemoryBuffer(100);
        TMemoryBuffer reply = new TMemoryBuffer(100);
        EchoService.Client client = new EchoService.Client(new TBinaryProtocol(reply), new TBinaryProtocol(request));
        client.send_echo("x");
        processor.process(new TBinaryProtocol(request), new TBinaryProtocol(reply));

        assertThat(client.recv_echo()).isEqualTo("4bf92f3577b34da6");
    }

    @Test
    void whenThereIsNoneEachCallGetsOneOfItsOwn() throws Exception {
        try (TestServer server = start(new Setup(ServerModel.EVENT_LOOP, WireFormat.DEFAULT), new Ids());
                ThriftChannel channel = channel(server, WireFormat.DEFAULT)) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);

            String first = client.echo("x");
            assertThat(first).matches(MADE);
            assertThat(client.echo("x")).matches(MADE).isNotEqualTo(first);
        }
    }

    @Test
    void whenATraceBeginsWithTheCallItNamesTheTransactionThatNobodyHasNamed() throws Exception {
        Ids handler = new Ids() {
            @Override
            public String ping(String text) {
                ThriftContext context = Objects.requireNonNull(ThriftContext.current());
                return echo("") + " " + context.forwardedHeaders().get("X-Transaction");
            }
        };
        try (TestServer server = new TestServer(
                        new Setup(ServerModel.THREADED, Channels.HEADER),
                        UnaryOperator.identity(),
                        handler,
                        processor -> processor.transactionIds("X-Transaction").interceptors(List.of((call, next) -> {
                            call.context().traced("trace-7", () -> () -> {});
                            return next.invoke(call);
                        })));
                ThriftChannel channel = channel(server, Channels.HEADER);
                CallHeaders headers = CallHeaders.open()) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            assertThat(client.ping("x")).isEqualTo("trace-7 trace-7");
            assertThat(headers.received()).containsEntry("X-Transaction", "trace-7");
            headers.set(HEADER, "abc");
            assertThat(client.ping("x")).isEqualTo("abc abc");
            assertThat(headers.received()).containsEntry("X-Transaction", "abc");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "ümlaut"})
    void whenAnIdIsBadItIsNotTaken(String bad) throws Exception {
        try (TestServer server = start(new Setup(ServerModel.THREADED, Channels.HEADER), new Ids());
                ThriftChannel channel = channel(server, Channels.HEADER);
                CallHeaders headers = CallHeaders.open().set(HEADER, bad)) {
            assertThat(channel.client(EchoService.Iface.class).echo("x")).matches(MADE);
            assertThat(channel.client(TransferService.Iface.class).transfer(null, "good"))
                    .isEqualTo("good");
            headers.set(HEADER, "x".repeat(129));
            assertThat(channel.client(EchoService.Iface.class).echo("x")).matches(MADE);
            headers.set(HEADER, "x".repeat(128));
            assertThat(channel.client(EchoService.Iface.class).echo("x")).hasSize(128);
            assertThat(lines)
                    .extracting(Line::message)
                    .filteredOn(line -> line.contains("sent the transaction id"))
                    .singleElement()
                    .asString()
                    .contains("(expected: 1 to 128 visible ASCII characters)")
                    .doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @MethodSource("io.thriftboot.server.TestServer$Setup#withHandlerStyles")
    void whenACallFailsLogAndErrorHaveTheId(Setup setup) throws Exception {
        try (TestServer server = start(setup, new Ids());
                ThriftChannel channel = channel(server, setup.format())) {
            assertThatExceptionOfType(TApplicationException.class)
                    .isThrownBy(() -> channel.client(EchoService.Iface.class).crash("x"))
                    .withMessageMatching("internal error in EchoService\\.crash \\(transaction " + MADE + "\\)")
                    .satisfies(ex -> {
                        String message = Objects.requireNonNull(ex.getMessage());
                        assertLogged(message.substring(message.length() - 33, message.length() - 1));
                    });
        }
    }

    private void assertLogged(String id) {
        await().until(() -> lines.stream().anyMatch(line -> line.message().contains(" method=crash ")));
        assertThat(lines)
                .filteredOn(line -> line.message().contains("crash"))
                .extracting(Line::transactionId)
                .containsExactly(id, id);
        assertThat(lines)
                .extracting(Line::message)
                .anyMatch(line -> line.startsWith("EchoService.crash failed (transaction " + id + ", seqid "))
                .anyMatch(line -> line.matches("server=test peer=\\S+ seqid=\\d+ transaction=" + id
                        + " service=EchoService method=crash outcome=error .*"));
    }

    @Test
    void whenAHandlerCallsItsCallHasTheSameId() throws Exception {
        try (TestServer back = start(new Setup(ServerModel.THREADED, WireFormat.AUTO), new Ids());
                ThriftChannel headers = channel(back, Channels.HEADER);
                ThriftChannel plain = channel(back, WireFormat.DEFAULT)) {
            EchoService.Iface byHeader = headers.client(EchoService.Iface.class);
            TransferService.Iface byArgument = plain.client(TransferService.Iface.class);
            Ids calling = new Ids() {
                @Override
                public String ping(String text) {
                    try {
                        return String.join(
                                " ",
                                echo(""),
                                byHeader.echo(""),
                                byArgument.transfer(null, null),
                                byArgument.transfer("with", "another"));
                    } catch (TException ex) {
                        throw new IllegalStateException(ex);
                    }
                }
            };
            try (TestServer front = start(new Setup(ServerModel.EVENT_LOOP, Channels.HEADER), calling);
                    ThriftChannel channel = channel(front, Channels.HEADER);
                    CallHeaders sent = CallHeaders.open().set(HEADER, "abc")) {
                assertThat(channel.client(EchoService.Iface.class).ping("x")).isEqualTo("abc abc abc another another");
                assertThat(sent.received()).containsEntry("X-Transaction", "abc");
            }
        }
    }

    @Test
    void whenACallEndsItsThreadHasWhatItHadBefore() {
        ThriftContext context = new ThriftContext(null, 1, Deadline.NONE);
        context.transaction("inner");
        MDC.put(ThriftContext.TRANSACTION_ID_KEY, "outer");

        context.makeCurrent().close();
        assertThat(MDC.get(ThriftContext.TRANSACTION_ID_KEY)).isEqualTo("outer");
        ThriftContext.setCurrent(context);
        assertThat(MDC.get(ThriftContext.TRANSACTION_ID_KEY)).isEqualTo("inner");
        ThriftContext.setCurrent(null);
        assertThat(MDC.get(ThriftContext.TRANSACTION_ID_KEY)).isNull();
        assertThat(ThriftContext.current()).isNull();
    }
}
