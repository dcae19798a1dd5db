package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.testapi.UserService;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

/** Files of keys that change while the application runs. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class TlsBundleReloadTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private ApplicationContextRunner runner;

    @BeforeEach
    void makeKeys() throws Exception {
        SelfSignedKeys keys = new SelfSignedKeys(folder);
        keys.makeAsText("one");
        keys.makeAsText("two");
        String both = Files.readString(file("one.crt")) + Files.readString(file("two.crt"));
        Files.writeString(file("both.crt"), both);
        use("one");
        runner = ThriftTestContexts.runner()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
                .withUserConfiguration(Handler.class, Clients.class)
                .withPropertyValues(
                        "spring.ssl.bundle.watch.file.quiet-period=100ms",
                        "spring.ssl.bundle.pem.main.reload-on-update=true",
                        "spring.ssl.bundle.pem.main.keystore.certificate=" + file("tls.crt"),
                        "spring.ssl.bundle.pem.main.keystore.private-key=" + file("tls.key"),
                        "spring.ssl.bundle.pem.trust.truststore.certificate=" + file("both.crt"),
                        "thrift.server.ssl.bundle=main",
                        "thrift.client.connect-timeout=10s",
                        "thrift.client.timeout=20s",
                        "thrift.clients.users.address=localhost:${local.thrift.server.port}",
                        "thrift.clients.users.ssl.bundle=trust");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void use(String name) throws IOException {
        Files.copy(file(name + ".key"), file("tls.key"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(file(name + ".crt"), file("tls.crt"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whose certificate the server shows to a connection that is made now. */
    private static String shown(ApplicationContext context) throws IOException {
        SSLContext trust = context.getBean(SslBundles.class).getBundle("trust").createSslContext();
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), ThriftTestContexts.port(context))) {
            socket.startHandshake();
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    @Test
    void whenFilesChangeNewConnectionsUseThemAndOldOnesGoOn() {
        runner.run(context -> {
            ThriftChannel channel = context.getBean(ThriftChannels.class).all().get("users");
            UserService.Iface users = channel.client(UserService.Iface.class);
            assertThat(users.ping("x")).isEqualTo("x");
            assertThat(shown(context)).startsWith("CN=one,");

            use("two");

            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown(context))
                    .startsWith("CN=two,"));
            assertThat(users.ping("y")).isEqualTo("y");
            assertThat(channel.stats().values())
                    .allSatisfy(stats -> assertThat(stats.created()).isEqualTo(1));
        });
    }

    @Test
    void whenTheNewFilesCannotBeReadThoseBeforeAreUsedAndTheLogSaysSo(CapturedOutput output) {
        runner.run(context -> {
            assertThat(shown(context)).startsWith("CN=one,");

            Files.writeString(file("tls.crt"), "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n");

            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(output)
                    .contains("SSL bundle main cannot be reloaded: Thrift connections go on with the one before"));
            assertThat(shown(context)).startsWith("CN=one,");

            use("two");

            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown(context))
                    .startsWith("CN=two,"));
        });
    }

    @ThriftService
    static class Handler extends Users {}

    @ImportThriftClients(name = "users", types = UserService.class)
    static class Clients {}
}
