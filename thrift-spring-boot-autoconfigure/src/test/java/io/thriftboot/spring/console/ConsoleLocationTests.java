package io.thriftboot.spring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The address that is logged, and that the page works there. */
@ExtendWith(OutputCaptureExtension.class)
class ConsoleLocationTests {

    private static final String PASSWORD = "changeit";

    /** Each property is meant for one kind of web server; the others have no use for it. */
    private static final String APP = "server.servlet.context-path=/app spring.webflux.base-path=/app ";

    private static final String OWN_PORT = "management.server.port=0 management.server.address=127.0.0.1 ";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeKey() throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "36500",
                        "-storetype",
                        "PKCS12",
                        "-dname",
                        "CN=console",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keyStore().toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    private static Path keyStore() {
        return folder.resolve("console.p12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/app/actuator/thriftconsole | " + APP,
                "/thriftconsole | management.endpoints.web.base-path=/",
                "/app/thriftconsole | management.endpoints.web.base-path=/ " + APP,
                "/app/manage/tools/try | management.endpoints.web.base-path=/manage/"
                        + " management.endpoints.web.path-mapping.thriftconsole=/tools/try " + APP,
            })
    void whenTheApplicationHasAPathTheConsoleIsBelowIt(String path, String properties, CapturedOutput output)
            throws Exception {
        try (ConfigurableApplicationContext context = ConsoleApplication.start(properties.split(" "))) {
            assertIsAt(context, "http", "local.server.port", path, output);
        }
    }

    @Test
    void whenServletsHaveAPathTheConsoleIsBelowIt(CapturedOutput output) throws Exception {
        Assumptions.assumeTrue(WebStack.present() != WebStack.WEBFLUX, "WebFlux has no servlet");
        try (ConfigurableApplicationContext context = ConsoleApplication.start(
                "server.servlet.context-path=/app",
                "spring.mvc.servlet.path=/web",
                "spring.jersey.application-path=/web")) {
            assertIsAt(context, "http", "local.server.port", "/app/web/actuator/thriftconsole", output);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/actuator/thriftconsole | " + APP,
                "/admin/actuator/thriftconsole | management.server.base-path=/admin " + APP,
                "/admin/thriftconsole | management.server.base-path=/admin management.endpoints.web.base-path=/",
            })
    void whenManagementHasAPortTheConsoleIsThere(String path, String properties, CapturedOutput output)
            throws Exception {
        try (ConfigurableApplicationContext context =
                ConsoleApplication.start((OWN_PORT + "spring.mvc.servlet.path=/web " + properties).split(" "))) {
            assertIsAt(context, "http", "local.management.port", path, output);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https | local.server.port | spring.main.banner-mode=off",
                "http | local.server.port | server.ssl.enabled=false",
                "https | local.management.port | " + OWN_PORT,
                "http | local.management.port | management.server.ssl.enabled=false " + OWN_PORT,
            })
    void whenThereIsTlsThePortThatHasItIsSaid(String scheme, String port, String properties, CapturedOutput output)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "server.ssl.key-store=" + keyStore(),
                "server.ssl.key-store-type=PKCS12",
                "server.ssl.key-store-password=" + PASSWORD));
        all.addAll(List.of(properties.split(" ")));
        try (ConfigurableApplicationContext context = ConsoleApplication.start(all.toArray(String[]::new))) {
            assertIsAt(context, scheme, port, "/actuator/thriftconsole", output);
        }
    }

    @Test
    void whenManagementHasTlsOfItsOwnItIsSaid(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = ConsoleApplication.start(
                "management.server.port=0",
                "management.server.address=127.0.0.1",
                "management.server.ssl.key-store=" + keyStore(),
                "management.server.ssl.key-store-password=" + PASSWORD)) {
            assertIsAt(context, "https", "local.management.port", "/actuator/thriftconsole", output);
        }
    }

    @Test
    void whenManagementIsOffThereIsNothingAndNothingIsSaid(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = ConsoleApplication.start("management.server.port=-1")) {
            assertThat(output).doesNotContain("Thrift console:");
            assertThat(new ConsoleHttp(ConsoleApplication.base(context)).get("").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void whenAProxyTakesAPrefixAwayThePageWorks() throws Exception {
        try (ConfigurableApplicationContext context = ConsoleApplication.start(APP.split(" "));
                PrefixProxy proxy = new PrefixProxy("http://127.0.0.1:"
                        + context.getEnvironment().getRequiredProperty("local.server.port") + "/app")) {
            new ConsoleVisit(HttpClient.newHttpClient())
                    .succeedsAt(URI.create(proxy.base() + "/actuator/thriftconsole"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,8080,http://localhost:8080/x",
        "::,8080,http://localhost:8080/x",
        "127.0.0.1,8080,http://localhost:8080/x",
        "10.0.0.7,8080,http://10.0.0.7:8080/x",
        "2001:db8::7,8080,http://[2001:db8:0:0:0:0:0:7]:8080/x",
        "10.0.0.7,,/x",
    })
    void whenItIsShownTheHostIsOneThatReachesIt(String address, @Nullable String port, String shown) throws Exception {
        assertThat(new ConsoleLocation(false, InetAddress.getByName(address), port, "/x"))
                .hasToString(shown);
    }

    private static void assertIsAt(
            ConfigurableApplicationContext context, String scheme, String port, String path, CapturedOutput output)
            throws Exception {
        Matcher announced = Pattern.compile("Thrift console: (\\S+)\\R").matcher(output);
        assertThat(announced.find()).isTrue();
        String url = announced.group(1);
        assertThat(url)
                .isEqualTo(scheme + "://localhost:" + context.getEnvironment().getProperty(port) + path);
        new ConsoleVisit(trusting()).succeedsAt(URI.create(url.replace("localhost", "127.0.0.1")));
    }

    private static HttpClient trusting() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }
}
