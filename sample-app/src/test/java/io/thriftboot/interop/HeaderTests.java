package io.thriftboot.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.interop.api.Everything;
import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.protocol.ThriftProtocol;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.transport.TSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header protocol, spoken with Apache Thrift's own libraries for Python and Go. */
class HeaderTests {

    private static final Wire HEADER = new Wire("header", "framed");

    private static String[] server(String model, String protocol) {
        String transport = protocol.equals("auto") ? "auto" : "framed";
        return new String[] {
            "thrift.server.model=" + model, "thrift.server.protocol=" + protocol, "thrift.server.transport=" + transport
        };
    }

    private static List<String> pythonChecks() {
        return Stream.of("binary", "binary compressed", "compact", "compact compressed")
                .flatMap(how -> Stream.of("value", "headers", "protocol of the reply", "compressed reply", "no headers")
                        .map(what -> how + " " + what))
                .toList();
    }

    private static List<String> goChecks() {
        return Stream.of("binary", "compact", "binary compressed", "compact compressed")
                .flatMap(how -> Stream.of("value", "headers", "compressed reply", "no headers", "unknown method")
                        .map(what -> how + " " + what))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "event-loop, auto",
        "event-loop, header",
        "threaded, auto",
        "threaded-selector, header",
        "thread-pool, header"
    })
    void whenPythonCallsEveryCallIsAnswered(String model, String protocol) throws Exception {
        StockLanguage.PYTHON.prepare();
        try (InteropServer server = InteropServer.start(HEADER, server(model, protocol))) {
            List<Object> arguments = List.of(server.everythingPort(), server.port(), "header", "framed");
            new Report(StockLanguage.PYTHON
                            .script("everything_client", arguments)
                            .run())
                    .assertGood(Checks.everything(), Checks.inapplicable(StockLanguage.PYTHON, "header"));
            new Report(StockLanguage.PYTHON
                            .script("header_client", List.of(server.everythingPort()))
                            .run())
                    .assertGood(pythonChecks(), List.of());
        }
    }

    @ParameterizedTest
    @CsvSource({"event-loop, auto", "threaded, header", "threaded-selector, header"})
    void whenGoCallsEveryCallIsAnswered(String model, String protocol) throws Exception {
        GoProgram.prepare();
        try (InteropServer server = InteropServer.start(HEADER, server(model, protocol))) {
            new Report(GoProgram.of("header_client", server.everythingPort()).run()).assertGood(goChecks(), List.of());
        }
    }

    @Test
    void whenAGoServerIsCalledHeadersAndCompressionWorkBothWays() throws Exception {
        GoProgram.prepare();
        try (StockProgram.Server server = GoProgram.of("header_server").serve()) {
            callByHand(server);
            try (InteropClient client = InteropClient.of(server.port(), HEADER, false)) {
                assertThat(client.client(Everything.Iface.class).echoText("text"))
                        .isEqualTo("text");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pooled", "shared", "short"})
    void whenAPythonServerIsCalledEveryCallIsAnswered(String mode) throws Throwable {
        StockLanguage.PYTHON.prepare();
        try (StockProgram.Server server = python();
                InteropClient client = InteropClient.of(server.port(), HEADER, false, "thrift.client.mode=" + mode)) {
            client.everything()
                    .assertGood(
                            Checks.inapplicableOfOne(StockLanguage.PYTHON, "header"),
                            TApplicationException.INTERNAL_ERROR,
                            TApplicationException.UNKNOWN_METHOD);
        }
    }

    @Test
    void whenAPythonServerIsCalledHeadersAndCompressionWorkBothWays() throws Exception {
        StockLanguage.PYTHON.prepare();
        try (StockProgram.Server server = python()) {
            callByHand(server);
        }
    }

    private static void callByHand(StockProgram.Server server) throws Exception {
        for (ThriftProtocol inner : List.of(ThriftProtocol.BINARY, ThriftProtocol.COMPACT)) {
            THeaderProtocol protocol = new THeaderProtocol(new TSocket("127.0.0.1", server.port(), 20_000));
            protocol.getTransport().open();
            try {
                call(protocol, inner);
            } finally {
                protocol.getTransport().close();
            }
        }
    }

    private static void call(THeaderProtocol protocol, ThriftProtocol inner) throws Exception {
        Everything.Client client = new Everything.Client(protocol);
        String text = "text ".repeat(20_000);
        for (boolean compressed : new boolean[] {false, true}) {
            protocol.setStyle(inner, compressed);
            Map<String, String> headers = compressed ? Map.of("compress", "", "name", "välue") : Map.of("name", "ü");
            protocol.setWriteHeaders(headers);
            assertThat(client.echoText(text)).isEqualTo(text);
            assertThat(protocol.readHeaders()).isEqualTo(headers);
            assertThat(protocol.lastRead().protocol()).isEqualTo(inner);
            assertThat(protocol.lastRead().compressed()).isEqualTo(compressed);
        }
        assertThat(client.echoText("")).isEmpty();
        assertThat(protocol.readHeaders()).isEmpty();
    }

    private static StockProgram.Server python() throws Exception {
        return StockLanguage.PYTHON
                .script("everything_server", List.of("TThreadedServer", "header", "framed"))
                .serve();
    }
}
