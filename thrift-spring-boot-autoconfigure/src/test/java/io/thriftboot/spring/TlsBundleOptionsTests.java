package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.server.ServerModel;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.testapi.UserService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.thrift.TException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What {@code spring.ssl.bundle.*.options} says is what servers and clients agree on in their handshakes. */
@Timeout(60)
class TlsBundleOptionsTests {

    private static final String SUITE = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    private static final String OTHER_SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    private static final String OLD = "TLSv1.2";
    private static final String NEW = "TLSv1.3";

    @TempDir
    private static Path folder;

    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
            .withUserConfiguration(Handler.class, Clients.class)
            .withPropertyValues(bundle("any"))
            .withPropertyValues(bundle("old", "enabled-protocols=" + OLD, "ciphers=" + SUITE))
            .withPropertyValues(bundle("new", "enabled-protocols=" + NEW))
            .withPropertyValues(
                    "thrift.server.ssl.bundle=old",
                    "thrift.client.connect-timeout=10s",
                    "thrift.client.timeout=20s",
                    "thrift.clients.users.address=localhost:${local.thrift.server.port}",
                    "thrift.clients.users.ssl.bundle=old");

    static Stream<ServerModel> models() {
        return Stream.of(ServerModel.values()).filter(ServerModel::supportsTls);
    }

    @BeforeAll
    static void makeKey() throws Exception {
        new SelfSignedKeys(folder).makeAsText("own");
    }

    private static String[] bundle(String name, String... options) {
        String prefix = "spring.ssl.bundle.pem." + name;
        Stream<String> keys = Stream.of(
                ".keystore.certificate=" + folder.resolve("own.crt"),
                ".keystore.private-key=" + folder.resolve("own.key"),
                ".truststore.certificate=" + folder.resolve("own.crt"));
        return Stream.concat(keys, Stream.of(options).map(option -> ".options." + option))
                .map(prefix::concat)
                .toArray(String[]::new);
    }

    private static SSLContext unrestricted(ApplicationContext context) {
        return context.getBean(SslBundles.class).getBundle("any").createSslContext();
    }

    private static String ping(ApplicationContext context) throws TException {
        return context.getBean(ThriftChannels.class)
                .client("users", UserService.Iface.class)
                .ping("x");
    }

    private static String agreed(SSLSession session) {
        return session.getProtocol() + " " + session.getCipherSuite();
    }

    /** What the server and a client that accepts some protocols and ciphers agree on. */
    private static String handshake(ApplicationContext context, String[] protocols, String[] ciphers)
            throws IOException {
        try (SSLSocket socket = (SSLSocket) unrestricted(context)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), ThriftTestContexts.port(context))) {
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
            if (ciphers.length > 0) {
                socket.setEnabledCipherSuites(ciphers);
            }
            socket.startHandshake();
            return agreed(socket.getSession());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenTheServersBundleHasOptionsItAcceptsNothingElse(ServerModel model) {
        runner.withPropertyValues("thrift.server.model=" + model).run(context -> {
            assertThat(handshake(context, new String[0], new String[0])).isEqualTo(OLD + " " + SUITE);
            assertThatThrownBy(() -> handshake(context, new String[] {NEW}, new String[0]))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> handshake(context, new String[] {OLD}, new String[] {OTHER_SUITE}))
                    .isInstanceOf(IOException.class);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "pooled, tls://localhost:%d",
        "shared, tls://localhost:%d",
        "short, tls://localhost:%d",
        "pooled, https://localhost:%d/thrift"
    })
    void whenTheClientsBundleHasOptionsItOffersNothingElse(String mode, String address) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getByName("localhost"))) {
            runner.withPropertyValues(
                            "thrift.server.enabled=false",
                            "thrift.client.mode=" + mode,
                            "thrift.clients.users.address=" + address.formatted(listening.getLocalPort()))
                    .run(context -> assertThat(offered(listening, context)).isEqualTo(OLD + " " + SUITE));
        }
    }

    /** What the client agrees on with a server that accepts everything, and ends the connection then. */
    private static String offered(ServerSocket listening, ApplicationContext context)
            throws ExecutionException, InterruptedException {
        SSLSocketFactory sockets = unrestricted(context).getSocketFactory();
        CompletableFuture<String> agreed = CompletableFuture.supplyAsync(() -> {
            try {
                return agreed(listening, sockets);
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        });
        assertThatThrownBy(() -> ping(context)).isInstanceOf(TException.class);
        return agreed.get();
    }

    /** Connections on which nothing is sent only find out that somebody listens. */
    private static String agreed(ServerSocket listening, SSLSocketFactory sockets) throws IOException {
        while (true) {
            try (Socket accepted = listening.accept()) {
                byte[] first = accepted.getInputStream().readNBytes(1);
                if (first.length > 0) {
                    return agreed(accepted, first, sockets);
                }
            }
        }
    }

    private static String agreed(Socket accepted, byte[] read, SSLSocketFactory sockets) throws IOException {
        try (SSLSocket socket = (SSLSocket) sockets.createSocket(accepted, new ByteArrayInputStream(read), true)) {
            socket.startHandshake();
            return agreed(socket.getSession());
        }
    }

    @Test
    void whenBothHaveTheSameOptionsCallsAreAnswered() {
        runner.run(context -> assertThat(ping(context)).isEqualTo("x"));
    }

    @Test
    void whenTheyHaveNothingInCommonTheCallFails() {
        runner.withPropertyValues("thrift.clients.users.ssl.bundle=new")
                .run(context -> assertThatThrownBy(() -> ping(context)).hasMessageContaining("TLS handshake failed"));
    }

    @Test
    void whenTheBundleNamesWhatTheJdkDoesNotHaveTheStartFailsNamingIt() {
        runner.withPropertyValues("spring.ssl.bundle.pem.old.options.ciphers=TLS_NONSENSE")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("TLS_NONSENSE"));
    }

    @ThriftService
    static class Handler extends Users {}

    @ImportThriftClients(name = "users", types = UserService.class)
    static class Clients {}
}
