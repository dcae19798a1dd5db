package io.thriftboot.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.interop.api.Ending;
import io.thriftboot.interop.api.Everything;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS between this project and Apache Thrift's own Python library, which has OpenSSL's. */
class StockTlsTests {

    private static final String PASSWORD = "changeit";
    private static final Wire WIRE = new Wire("binary", "framed");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        makeKey("own", "san=dns:localhost,ip:127.0.0.1");
        makeKey("elsewhere", "san=dns:elsewhere.example");
    }

    private static void makeKey(String name, String names) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        names,
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Key key = keys.getKey(name, PASSWORD.toCharArray());
        write(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded());
        write(name + ".key", "PRIVATE KEY", key.getEncoded());
    }

    private static void write(String file, String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    /** A bundle with a key, and what it trusts. */
    private static List<String> bundle(String own, String trusted) {
        String prefix = "spring.ssl.bundle.pem.tls.";
        return List.of(
                prefix + "keystore.certificate=" + file(own + ".crt"),
                prefix + "keystore.private-key=" + file(own + ".key"),
                prefix + "truststore.certificate=" + file(trusted + ".crt"));
    }

    private static InteropServer server(String model) {
        List<String> properties = new ArrayList<>(bundle("own", "own"));
        properties.add("thrift.server.model=" + model);
        properties.add("thrift.server.ssl.bundle=tls");
        properties.add("thrift.client.ssl.bundle=tls");
        return InteropServer.start(WIRE, properties.toArray(String[]::new));
    }

    private static StockProgram python(String script, List<?> arguments, String... environment) {
        StockProgram program = StockLanguage.PYTHON.script(script, arguments);
        List<String> variables = new ArrayList<>(program.environment());
        variables.addAll(List.of(environment));
        return new StockProgram(program.command(), variables);
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "threaded"})
    void whenPythonConnectsWithTlsEveryCallIsAnswered(String model) throws Exception {
        StockLanguage.PYTHON.prepare();
        try (InteropServer server = server(model)) {
            List<Object> arguments = new ArrayList<>(List.of(server.everythingPort(), server.port()));
            arguments.addAll(WIRE.names());
            StockProgram trusting = python("everything_client", arguments, "THRIFT_TLS_TRUSTED=" + file("own.crt"));
            new Report(trusting.run())
                    .assertGood(Checks.everything(), Checks.inapplicable(StockLanguage.PYTHON, WIRE.protocol()));

            StockProgram distrustful =
                    python("everything_client", arguments, "THRIFT_TLS_TRUSTED=" + file("elsewhere.crt"));
            assertThatThrownBy(distrustful::run).hasMessageContaining("TTransportException");
        }
    }

    private static StockProgram.Server pythonServer(String own) throws IOException {
        return python(
                        "everything_server",
                        List.of("TThreadedServer", WIRE.protocol(), WIRE.transport()),
                        "THRIFT_TLS_CERTIFICATE=" + file(own + ".crt"),
                        "THRIFT_TLS_KEY=" + file(own + ".key"))
                .serve();
    }

    private static InteropClient client(int port, String trusted) {
        List<String> properties = new ArrayList<>(bundle("own", trusted));
        properties.add("thrift.client.ssl.bundle=tls");
        return InteropClient.of("localhost:" + port, WIRE, false, properties.toArray(String[]::new));
    }

    @Test
    void whenAPythonServerHasTlsEveryCallIsAnswered() throws Throwable {
        StockLanguage.PYTHON.prepare();
        try (StockProgram.Server server = pythonServer("own");
                InteropClient client = client(server.port(), "own")) {
            client.everything()
                    .assertGood(
                            Checks.inapplicableOfOne(StockLanguage.PYTHON, WIRE.protocol()),
                            TApplicationException.INTERNAL_ERROR,
                            TApplicationException.UNKNOWN_METHOD);
        }
    }

    @Test
    void whenAPythonServerIsForAnotherHostItIsNotCalled() throws Throwable {
        StockLanguage.PYTHON.prepare();
        try (StockProgram.Server server = pythonServer("elsewhere");
                InteropClient client = client(server.port(), "elsewhere")) {
            assertThatThrownBy(() -> client.client(Everything.Iface.class).finish(Ending.RETURN, "secret"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessageContaining("the other side's certificate is for another host");
        }
    }
}
