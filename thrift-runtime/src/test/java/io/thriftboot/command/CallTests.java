package io.thriftboot.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftContext;
import io.thriftboot.modelapi.Choice;
import io.thriftboot.modelapi.Everything;
import io.thriftboot.modelapi.Missing;
import io.thriftboot.modelapi.ModelService;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command against a server, with the documentation that lies on the class path. */
class CallTests {

    private static ThriftServer server;
    private static String address;

    @BeforeAll
    static void start() throws IOException {
        ThriftProcessor processor = ThriftProcessor.builder()
                .service(ServiceDescriptor.of(ModelService.class), new Handler())
                .build();
        server = ThriftServer.create(
                ThriftServerOptions.builder("call", Endpoint.tcp("127.0.0.1", 0))
                        .wireFormat(WireFormat.AUTO)
                        .build(),
                processor);
        server.start();
        address = server.endpoint().toString();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--protocol binary",
                "--protocol compact --multiplexed",
                "--protocol json",
                "--protocol header",
                "--transport buffered",
                "--timeout 10s"
            })
    void whenAMethodIsCalledItsValueIsPrinted(String options) {
        List<String> arguments = new ArrayList<>(List.of(options.split(" ", -1)));
        arguments.addAll(List.of(address, "ModelService.find", "{\"id\":9007199254740993}"));
        Ran ran = run(arguments.toArray(String[]::new));
        assertThat(ran).isEqualTo(new Ran(0, "9007199254740993\n", ""));
    }

    @Test
    void whenThereAreNoArgumentsNoneNeedBeGiven() {
        assertThat(run(address, "ModelService.nothing")).isEqualTo(new Ran(0, "null\n", ""));
        assertThat(run(address, "ModelService.fire", "{\"text\":\"x\"}")).isEqualTo(new Ran(0, "null\n", ""));
    }

    @Test
    void whenTheMethodThrowsItsExceptionIsPrinted() {
        assertThat(run(address, "ModelService.find", "{\"id\":-1}"))
                .isEqualTo(new Ran(1, "", "exception Missing: {\"id\":-1,\"why\":\"gone\"}\n"));
    }

    @Test
    void whenTheHandlerHasABugTheErrorIsPrinted() {
        Ran ran = run(address, "ModelService.ping", "{\"text\":\"bug\"}");
        assertThat(ran.code).isEqualTo(1);
        assertThat(ran.err).contains("error TApplicationException: internal error in ModelService.ping");
    }

    @Test
    void whenAHeaderIsGivenTheHandlerGetsIt() {
        assertThat(run(
                        "--protocol",
                        "header",
                        "--header",
                        "x-tenant=a",
                        address,
                        "ModelService.ping",
                        "{\"text\":\"tenant\"}"))
                .isEqualTo(new Ran(0, "\"a\"\n", ""));
    }

    @Test
    void whenNobodyAnswersTheTimeoutEndsIt() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran ran = run("--timeout", "300ms", "127.0.0.1:" + silent.getLocalPort(), "ModelService.nothing");
            assertThat(ran).isEqualTo(new Ran(1, "", "error SocketTimeoutException: no reply within 300 ms\n"));
        }
    }

    @Test
    void whenNobodyListensThatIsSaid() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Ran ran = run("127.0.0.1:" + port, "ModelService.nothing");
        assertThat(ran.code).isEqualTo(1);
        assertThat(ran.err).startsWith("error ConnectException: Connection refused");
    }

    @Test
    void whenArgumentsAreWrongThatIsSaid() {
        assertThat(run(address, "ModelService.find", "{\"id\":\"x\"}"))
                .isEqualTo(new Ran(2, "", "/id: \"x\" (expected: i64)\n"));
        assertThat(run(address).err).startsWith("arguments: 1 (expected: an address, Service.method and JSON text)");
        assertThat(run(address, "ModelService.no").err).startsWith("method: no (expected: one of [zebra, find");
        assertThat(run(address, "NoService.no").err).startsWith("service: NoService (expected: one of [");
        assertThat(run("--protocol", "xml", address, "ModelService.find").err)
                .startsWith("--protocol: xml (expected: one of those below)");
        assertThat(run("--header", "a=b", address, "ModelService.find").err)
                .startsWith("--header: needs --protocol header");
        assertThat(run("--timeout", "soon", address, "ModelService.find").err)
                .startsWith("--timeout: soon (expected: such as 5s or 500ms)");
        assertThat(run("--loud").err).startsWith("option: --loud (expected: one of those below)");
    }

    @Test
    void whenTheListIsAskedForSignaturesArePrinted() {
        assertThat(run("--list").out).contains("ModelService.find  i64 find(i64 id)\n");
    }

    @Test
    void whenDocumentationIsNamedOnlyThatIsRead(@TempDir Path empty) {
        Ran ran = run("--doc", empty.toString(), address, "ModelService.nothing");
        assertThat(ran.code).isEqualTo(2);
        assertThat(ran.err).startsWith("service: ModelService (expected: one of []");
    }

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Call.run(stream(out), stream(err), arguments);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    static final class Handler implements ModelService.Iface {

        @Override
        public Everything zebra(Everything value) {
            return value;
        }

        @Override
        public long find(long id) throws Missing {
            if (id < 0) {
                throw new Missing(id, "gone");
            }
            return id;
        }

        @Override
        public void nothing() {}

        @Override
        public void fire(String text) {}

        @Override
        public Choice choose(Choice choice) {
            return choice;
        }

        @Override
        public String ping(String text) {
            if (text.equals("bug")) {
                throw new UncheckedIOException(new IOException("secret"));
            }
            return String.valueOf(Objects.requireNonNull(ThriftContext.current())
                    .requestHeaders()
                    .get("x-tenant"));
        }
    }
}
