package io.thriftboot.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Apache Thrift's own libraries call the sample's services and one that covers the whole IDL. */
class StockClientTests {

    static Stream<Arguments> combinations() {
        return Stream.of(StockLanguage.values())
                .flatMap(language -> Wire.all().map(wire -> Arguments.of(language, wire)));
    }

    static Stream<Wire> accelerated() {
        return Wire.all().filter(wire -> !wire.protocol().equals("json"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("combinations")
    void whenAStockClientCallsEveryCallIsAnswered(StockLanguage language, Wire wire) throws Exception {
        language.prepare();
        try (InteropServer server = InteropServer.start(wire)) {
            callSample(language, wire, server);
            callEverything(language, wire, server)
                    .assertGood(Checks.everything(), Checks.inapplicable(language, wire.protocol()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accelerated")
    void whenPythonUsesItsImplementationInCEveryCallIsAnswered(Wire wire) throws Exception {
        StockLanguage.PYTHON.prepare();
        try (InteropServer server = InteropServer.start(wire)) {
            callEverything(StockLanguage.PYTHON, wire, server, "accelerated")
                    .assertGood(Checks.everything(), Checks.inapplicableInC());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"framed", "buffered"})
    @SuppressWarnings("try") // The server serves until the end of the block.
    void whenPythonConnectsToUnixSocketsEveryCallIsAnswered(String transport, @TempDir Path folder) throws Exception {
        StockLanguage.PYTHON.prepare();
        Wire wire = new Wire("binary", transport);
        Path one = folder.resolve("everything.sock");
        Path all = folder.resolve("all.sock");
        InteropServer server = InteropServer.start(
                wire,
                "thrift.server.unix.path=" + all,
                "thrift.servers.everything.unix.path=" + one,
                "thrift.clients.users.address=unix:" + all,
                "thrift.clients.greetings.address=unix:" + all);
        try {
            List<Object> arguments = new ArrayList<>(List.of(one, all));
            arguments.addAll(wire.names());
            new Report(StockLanguage.PYTHON
                            .script("everything_client", arguments)
                            .run())
                    .assertGood(Checks.everything(), Checks.inapplicable(StockLanguage.PYTHON, wire.protocol()));
        } finally {
            server.close();
        }
    }

    private static void callSample(StockLanguage language, Wire wire, InteropServer server) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of(server.port()));
        arguments.addAll(wire.names());
        new Report(language.script("sample_client", arguments).run()).assertGood(Checks.sample(), List.of());
    }

    private static Report callEverything(StockLanguage language, Wire wire, InteropServer server, String... more)
            throws Exception {
        List<Object> arguments = new ArrayList<>(List.of(server.everythingPort(), server.port()));
        arguments.addAll(wire.names());
        arguments.addAll(List.of(more));
        return new Report(language.script("everything_client", arguments).run());
    }
}
