package io.thriftboot.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.interop.api.Ending;
import io.thriftboot.interop.api.Everything;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.async.AsyncMethodFutureAdapter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of this project call servers made with Apache Thrift's own libraries. */
class StockServerTests {

    static Stream<Arguments> pythonServers() {
        return Stream.of("TSimpleServer", "TThreadedServer")
                .flatMap(server -> Wire.all().map(wire -> Arguments.of(server, wire)));
    }

    static Stream<Arguments> nodeServers() {
        return Stream.of("plain", "multiplexed").flatMap(how -> Wire.all().map(wire -> Arguments.of(how, wire)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pythonServers")
    void whenAPythonServerIsCalledEveryCallIsAnswered(String kind, Wire wire) throws Throwable {
        StockLanguage.PYTHON.prepare();
        List<String> arguments = List.of(kind, wire.protocol(), wire.transport());
        try (StockProgram.Server server =
                StockLanguage.PYTHON.script("everything_server", arguments).serve()) {
            List<String> inapplicable = Checks.inapplicableOfOne(StockLanguage.PYTHON, wire.protocol());
            for (boolean multiplexed : new boolean[] {false, true}) {
                call(
                        server,
                        wire,
                        multiplexed,
                        inapplicable,
                        TApplicationException.INTERNAL_ERROR,
                        TApplicationException.UNKNOWN_METHOD);
            }
        }
    }

    /** Bodies of requests have no layered transport. */
    @ParameterizedTest
    @ValueSource(strings = {"binary", "compact", "json"})
    void whenAPythonServerIsCalledOverHttpEveryCallIsAnswered(String protocol) throws Throwable {
        StockLanguage.PYTHON.prepare();
        Wire wire = new Wire(protocol, "buffered");
        List<String> arguments = List.of("THttpServer", wire.protocol(), wire.transport());
        try (StockProgram.Server server =
                StockLanguage.PYTHON.script("everything_server", arguments).serve()) {
            callPython("http://127.0.0.1:" + server.port() + "/thrift", wire);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"framed", "buffered"})
    void whenAPythonServerIsCalledOverAUnixSocketEveryCallIsAnswered(String transport, @TempDir Path folder)
            throws Throwable {
        StockLanguage.PYTHON.prepare();
        Wire wire = new Wire("binary", transport);
        String path = folder.resolve("python.sock").toString();
        List<String> arguments = List.of("TThreadedServer", wire.protocol(), wire.transport(), path);
        try (StockProgram.Server server =
                StockLanguage.PYTHON.script("everything_server", arguments).serve()) {
            assertThat(server.port()).isZero();
            callPython("unix:" + path, wire);
        }
    }

    private static void callPython(String address, Wire wire) throws Throwable {
        List<String> inapplicable = Checks.inapplicableOfOne(StockLanguage.PYTHON, wire.protocol());
        try (InteropClient client = InteropClient.of(address, wire, false)) {
            client.everything()
                    .assertGood(
                            inapplicable, TApplicationException.INTERNAL_ERROR, TApplicationException.UNKNOWN_METHOD);
        }
    }

    /** Node's library never sends the type of an application exception. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("nodeServers")
    void whenANodeServerIsCalledEveryCallIsAnswered(String how, Wire wire) throws Throwable {
        StockLanguage.NODE.prepare();
        List<String> arguments = List.of(how, wire.protocol(), wire.transport());
        try (StockProgram.Server server =
                StockLanguage.NODE.script("everything_server", arguments).serve()) {
            List<String> inapplicable = Checks.inapplicableOfOne(StockLanguage.NODE, wire.protocol());
            call(
                    server,
                    wire,
                    how.equals("multiplexed"),
                    inapplicable,
                    TApplicationException.UNKNOWN,
                    TApplicationException.UNKNOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "compact", "json"})
    void whenManyShareAConnectionToAPythonServerEachGetsItsOwnReply(String protocol) throws Exception {
        StockLanguage.PYTHON.prepare();
        share(
                StockLanguage.PYTHON.script("everything_server", List.of("TThreadedServer", protocol, "framed")),
                protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "compact", "json"})
    void whenManyShareAConnectionToANodeServerEachGetsItsOwnReply(String protocol) throws Exception {
        StockLanguage.NODE.prepare();
        share(StockLanguage.NODE.script("everything_server", List.of("plain", protocol, "framed")), protocol);
    }

    private static void share(StockProgram program, String protocol) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(32);
        try (StockProgram.Server server = program.serve();
                InteropClient client = InteropClient.shared(server.port(), protocol)) {
            Everything.Iface sync = client.client(Everything.Iface.class);
            Everything.AsyncIface async = client.client(Everything.AsyncIface.class);
            List<Future<?>> waiting = new ArrayList<>();
            List<CompletableFuture<String>> texts = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String text = "text " + i + " ".repeat(i);
                waiting.add(callers.submit(() ->
                        assertThat(sync.finish(Ending.RETURN, "sync " + text)).isEqualTo("sync " + text)));
                AsyncMethodFutureAdapter<String> future = AsyncMethodFutureAdapter.create();
                async.finish(Ending.RETURN, text, future);
                texts.add(future.getFuture());
            }
            for (int i = 0; i < texts.size(); i++) {
                assertThat(texts.get(i).get(20, TimeUnit.SECONDS)).isEqualTo("text " + i + " ".repeat(i));
                waiting.get(i).get(20, TimeUnit.SECONDS);
            }
            assertThat(client.stats().created()).isEqualTo(1);
        } finally {
            callers.shutdownNow();
        }
    }

    private static void call(
            StockProgram.Server server,
            Wire wire,
            boolean multiplexed,
            List<String> inapplicable,
            int undeclaredType,
            int unknownMethodType)
            throws Throwable {
        try (InteropClient client = InteropClient.of(server.port(), wire, multiplexed)) {
            client.everything()
                    .assertGood(multiplexed ? with(inapplicable) : inapplicable, undeclaredType, unknownMethodType);
        }
    }

    private static List<String> with(List<String> inapplicable) {
        return Stream.concat(inapplicable.stream(), Stream.of(Checks.UNKNOWN_METHOD))
                .toList();
    }
}
