package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftContext;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.Account;
import io.thriftboot.testapi.AccountService;
import io.thriftboot.testapi.Accounts;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.EchoService.echo_args;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The line that is logged for each message, and what is in it. */
class AccessLogTests {

    private static final String ALL = "io.thriftboot.server.TestServer$Setup#withHandlerStyles";
    private static final String FROM = "server=test peer=/127\\.0\\.0\\.1:\\d+ seqid=";
    private static final String TIME = " micros=\\d+ ";

    private final Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.NAME);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenCallsEndEachHasALine(Setup setup) throws Exception {
        try (TestServer server = logging(setup)) {
            EchoService.Client client = server.client();

            client.echo("hello");
            catchThrowable(() -> client.find(0));
            catchThrowable(() -> client.crash("runtime"));
            client.send_fire("once");
            client.ping("last");

            await().until(() -> lines.size() == 5);
            assertThat(lines.get(0)).matches(line("1", "echo", "success"));
            assertThat(lines.get(1)).matches(line("2", "find", "declared_exception"));
            assertThat(lines.get(2)).matches(line("3", "crash", "error"));
            assertThat(lines).anySatisfy(line -> assertThat(line)
                    .matches(line("4", "fire", "success"))
                    .endsWith(" out=0"));
            assertThat(lines).anySatisfy(line -> assertThat(line).matches(line("5", "ping", "success")));
            assertThat(lines).noneMatch(line -> line.contains(" in=0"));
        }
    }

    private static String line(String seqid, String method, String outcome) {
        return FROM + seqid + " service=EchoService method=" + method + " outcome=" + outcome + TIME
                + "in=\\d+ out=\\d+";
    }

    /** Without the frame's length, as of the other protocols, and with what stands before the message. */
    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenMessagesHaveHeadersTheirBytesAreCounted(ServerModel model) throws Exception {
        WireFormat header = WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED);
        try (TestServer server = logging(new Setup(model, header));
                Socket socket = server.socket()) {
            String call = "80010001 00000004 6563686f 00000007 0b0001 00000005 68656c6c6f 00";
            // Binary, no transforms, the header "a" with the value "b".
            String before = "0fff0000 00000007 0002 0000 0101 0161 0162";
            byte[] message = HexFormat.of().parseHex((before + call).replace(" ", ""));
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(message.length);
            out.write(message);
            int reply = new DataInputStream(socket.getInputStream()).readInt();

            await().until(() -> lines.size() == 1);
            assertThat(lines.get(0)).endsWith(" in=" + message.length + " out=" + reply);
        }
    }

    @ParameterizedTest
    @MethodSource("io.thriftboot.server.TestServer$Setup#models")
    void whenMessageIsNotExecutedTheLineSaysWhy(Setup setup) throws Exception {
        try (TestServer server = logging(setup)) {
            EchoService.Client nobody = new EchoService.Client(new TMultiplexedProtocol(server.connect(), "No body=1"));
            assertThat(catchThrowable(() -> nobody.ping("x"))).isInstanceOf(TApplicationException.class);
            try (RawClient raw = new RawClient(server)) {
                byte[] call = raw.call("echo", 9, new echo_args("hello"));
                call[call.length - 10] = -1; // the length of the text
                raw.send(call);

                await().until(() -> lines.size() == 2);
            }
            assertThat(lines.get(0)).contains(" service=- method=ping outcome=unknown_method micros=");
            assertThat(lines.get(1)).contains(" service=EchoService method=echo outcome=protocol_error micros=");
        }
    }

    @Test
    void whenNameIsMadeUpItCannotForgeALine() throws Exception {
        try (TestServer server = logging(new Setup(ServerModel.EVENT_LOOP, WireFormat.DEFAULT));
                RawClient raw = new RawClient(server)) {
            raw.send(raw.message("x outcome=success\nserver=y", TMessageType.CALL, 1, new echo_args("hello")));

            await().until(() -> !lines.isEmpty());
            assertThat(lines)
                    .singleElement()
                    .asString()
                    .contains(" method=x?outcome?success?server?y outcome=unknown_method ");
        }
    }

    @Test
    void whenHandlerAbandonsTheLineSaysSo() throws Exception {
        EchoHandler abandoning = new EchoHandler() {
            @Override
            public String echo(String text) {
                ThriftContext.current().abandon();
                return text;
            }
        };
        for (ServerModel model : ServerModel.values()) {
            try (TestServer server = new TestServer(
                    new Setup(model, WireFormat.DEFAULT),
                    options -> options,
                    abandoning,
                    processor -> processor.accessLog("test", 100))) {
                catchThrowable(() -> server.client().echo("x"));
                await().until(() -> !lines.isEmpty());
                assertThat(lines).singleElement().asString().contains(" outcome=abandoned ");
                lines.clear();
            }
        }
    }

    @Test
    void whenBytesAreCountedTheyAreThoseOfTheMessages() throws Exception {
        WireFormat format = WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.FRAMED);
        for (ServerModel model : ServerModel.values()) {
            try (TestServer server = logging(new Setup(model, format))) {
                server.client().echo("hello");
                await().until(() -> !lines.isEmpty());
                // header 4 + 4 + 4 + 4, field 3 + 4 + 5, stop 1
                assertThat(lines).singleElement().asString().endsWith(" in=29 out=29");
                lines.clear();
            }
        }
    }

    @Test
    void whenItIsOffNothingIsLogged() throws Exception {
        try (TestServer server = new TestServer(new Setup(ServerModel.EVENT_LOOP, WireFormat.DEFAULT))) {
            server.client().echo("hello");
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void whenLoggerIsOffNothingIsLogged() throws Exception {
        logger.setLevel(Level.WARN);
        try (TestServer server = logging(new Setup(ServerModel.EVENT_LOOP, WireFormat.DEFAULT))) {
            server.client().echo("hello");
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void whenTracedArgumentsAndResultFollowWithoutWhatIsSensitive() throws Exception {
        logger.setLevel(Level.TRACE);
        try (TestServer server = accounts(1000)) {
            AccountService.Client client =
                    new AccountService.Client(new TMultiplexedProtocol(server.connect(), "AccountService"));
            client.login(account(), "s3cret", 3);

            await().until(() -> lines.size() == 2);
            String account = "Account(user=\"joe\", password=***, pin=***, nick=\"j\")";
            assertThat(lines.get(1))
                    .endsWith(" seqid=1 login_args(account=" + account + ", secret=***, times=3) -> login_result("
                            + "success=Accounts(byName={\"joe\"=" + account + "}, groups=[[" + account + "]]))");
            assertThat(String.join("", lines)).doesNotContain("s3cret");
        }
    }

    @Test
    void whenContentsAreLongTheyAreCut() throws Exception {
        logger.setLevel(Level.TRACE);
        try (TestServer server = accounts(20)) {
            AccountService.Client client =
                    new AccountService.Client(new TMultiplexedProtocol(server.connect(), "AccountService"));
            client.login(account(), "s3cret", 3);

            await().until(() -> lines.size() == 2);
            assertThat(lines.get(1)).endsWith(" login_args(account=A... -> login_result(success...");
        }
    }

    @Test
    void whenHandlerFailsTheTraceNamesTheException() throws Exception {
        logger.setLevel(Level.TRACE);
        try (TestServer server = logging(new Setup(ServerModel.EVENT_LOOP, WireFormat.DEFAULT))) {
            EchoService.Client client = server.client();
            catchThrowable(() -> client.crash("runtime"));

            await().until(() -> lines.size() == 2);
            assertThat(lines.get(1)).matches(".* crash_args\\(text=\"runtime\"\\) -> java\\.lang\\.\\w+Exception");
        }
    }

    @Test
    void whenLengthIsNegativeItIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftProcessor.builder().accessLog("test", -1))
                .withMessage("access-log.max-length: -1 (expected: 0 or more)");
    }

    private static Account account() {
        return new Account("joe", "s3cret", ByteBuffer.wrap(new byte[] {1, 2}), "j");
    }

    private static TestServer logging(Setup setup) throws Exception {
        return new TestServer(
                setup, options -> options, new EchoHandler(), processor -> processor.accessLog("test", 1000));
    }

    private static TestServer accounts(int maxLength) throws Exception {
        AccountService.Iface handler =
                (account, secret, times) -> new Accounts(Map.of(account.getUser(), account), List.of(List.of(account)));
        return new TestServer(
                new Setup(ServerModel.THREADED, WireFormat.DEFAULT),
                options -> options,
                new EchoHandler(),
                processor -> processor
                        .service(ServiceDescriptor.of(AccountService.class), handler)
                        .accessLog("test", maxLength));
    }
}
