package io.thriftboot.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
