package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.thriftboot.ThriftContext;
import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.PeerText;
import io.thriftboot.transport.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts that a peer sends to forge lines of the log, to steer the terminal of its reader or to fill the disk. */
class HostileTextTests {

    /** Ends of lines, escape sequences of terminals with one byte and with two, other directions of writing, a NUL. */
    private static final String HOSTILE = "\r\n2026-01-01 ERROR forged\u001b[2J\u009b31m\u0085\u2028\u202e\u0000\u200b";

    private static final WireFormat HEADER = WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED);

    /** Repeats to the log, by its exceptions, whatever it was told. */
    private static final class Talkative extends EchoHandler {

        @Override
        public String echo(String text) {
            ThriftContext context = ThriftContext.current();
            IllegalArgumentException thrown =
                    new IllegalArgumentException("bad name: " + text, new IllegalStateException("cause: " + text));
            thrown.addSuppressed(
                    new IllegalStateException(context.requestHeaders().toString()));
            throw thrown;
        }
    }

    private static TestServer start(ServerModel model, WireFormat format) throws Exception {
        return new TestServer(
                new Setup(model, format),
                UnaryOperator.identity(),
                new Talkative(),
                processor -> processor.accessLog("test", 1000));
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenNamesTextsAndHeadersAreHostileTheLogIsClean(ServerModel model) throws Exception {
        try (LogLines log = LogLines.collect();
                TestServer server = start(model, HEADER)) {
            THeaderProtocol protocol = (THeaderProtocol) server.connect();
            EchoService.Client client = new EchoService.Client(protocol);
            protocol.setWriteHeader("name" + HOSTILE, "value" + HOSTILE);

            for (String text : List.of(HOSTILE, "x".repeat(100_000))) {
                assertThatExceptionOfType(TApplicationException.class)
                        .isThrownBy(() -> client.echo(text))
                        .withMessage("internal error in EchoService.echo");
            }
            protocol.getTransport().close();
            await().until(() -> server.stats().connections() == 0);
            assertThat(log.lines()).anyMatch(line -> line.contains("bad name: ??2026-01-01 ERROR forged?[2J?31m"));
            assertThat(log.lines()).allSatisfy(LogLines::assertClean);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenMethodsAreAskedForByHostileNamesLogAndAnswersAreClean(ServerModel model) throws Exception {
        for (String name : List.of(HOSTILE, "Nobody:" + HOSTILE, "x".repeat(100_000))) {
            try (LogLines log = LogLines.collect();
                    TestServer server = start(model, WireFormat.DEFAULT);
                    RawClient client = new RawClient(server)) {
                client.send(client.message(name, TMessageType.CALL, 1, new EchoService.nothing_args()));

                TApplicationException answer = client.receiveException(1);
                assertThat(answer.getType()).isEqualTo(TApplicationException.UNKNOWN_METHOD);
                assertThat(answer.getMessage()).hasSizeLessThan(200).satisfies(LogLines::assertClean);
                assertThat(log.lines()).hasSizeGreaterThan(1).allSatisfy(LogLines::assertClean);
            }
        }
    }

    /** Meters, spans and logs of calls are made by interceptors, of names that the IDL has. */
    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenMethodsAreAskedForByHostileNamesNoInterceptorSeesThem(ServerModel model) throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (TestServer server = new TestServer(
                        new Setup(model, WireFormat.DEFAULT),
                        UnaryOperator.identity(),
                        new EchoHandler(),
                        processor -> processor.interceptors(List.of((call, next) -> {
                            seen.add(call.method().serviceName() + " "
                                    + call.method().name());
                            return next.invoke(call);
                        })));
                RawClient client = new RawClient(server)) {
            client.send(
                    client.message(HOSTILE, TMessageType.CALL, 1, new EchoService.nothing_args()),
                    client.message("EchoService:nothing", TMessageType.CALL, 2, new EchoService.nothing_args()));

            assertThat(client.receiveException(1).getType()).isEqualTo(TApplicationException.UNKNOWN_METHOD);
            assertThat(client.receive(new EchoService.nothing_result()).seqid).isEqualTo(2);
            assertThat(seen).containsExactly("EchoService nothing");
        }
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenWhatIsNoMessageIsHostileTheLogIsClean(ServerModel model) throws Exception {
        WireFormat json = WireFormat.DEFAULT.with(ThriftProtocol.JSON, LayeredTransport.FRAMED);
        for (String sent :
                List.of("[1,\u001b[2J", "[1,\n2026 ERROR forged", "[1,\u009b31m", "[1,\"echo\",1,1,\u0007")) {
            try (LogLines log = LogLines.collect();
                    TestServer server = start(model, json);
                    RawClient client = new RawClient(server)) {
                client.send(HostileMessage.frame(sent.getBytes(StandardCharsets.ISO_8859_1)));
                await().until(() -> server.stats().protocolErrors() > 0);
                client.socket.shutdownOutput();
                await().until(() -> server.stats().connections() == 0);

                assertThat(log.warnings()).isNotEmpty();
                assertThat(log.lines()).allSatisfy(LogLines::assertClean);
            }
        }
    }

    @Test
    void whenTextIsCutNoPairOfSurrogatesIsLeftInHalf() {
        assertThat(PeerText.shown("ab\uD83D\uDE00", 3)).isEqualTo("ab?…");
        assertThat(PeerText.shown("größer als π", 100)).isEqualTo("größer als π");
    }

    @Test
    void whenAnExceptionIsCleanItIsLoggedItself() {
        TException clean = new TException("clean", new IllegalStateException("also"));

        assertThat(PeerText.logged(clean)).isSameAs(clean);
    }

    @Test
    void whenCausesGoInACircleTheyAreLoggedAllTheSame() {
        TException outer = new TException("line\nline");
        TException inner = new TException("inner", outer);
        outer.initCause(inner);

        Throwable logged = PeerText.logged(outer);

        assertThat(logged).hasMessage("org.apache.thrift.TException: line?line");
        assertThat(logged.getStackTrace()).isEqualTo(outer.getStackTrace());
    }
}
