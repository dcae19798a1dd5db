package io.thriftboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.ClientMode;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.server.AllowedPeers;
import io.thriftboot.server.ServerLimit;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.TlsOptions;
import io.thriftboot.transport.TlsOptions.ClientAuth;
import io.thriftboot.transport.TlsStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may talk to whom, and that nobody else reads it. What else connections promise is tested with TLS where it is tested without. */
class TlsTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Queue<String> callers = new ConcurrentLinkedQueue<>();

    static Stream<ServerModel> models() {
        return Stream.of(ServerModel.values()).filter(ServerModel::supportsTls);
    }

    static Stream<Arguments> modelsAndModes() {
        return models().flatMap(model -> Stream.of(ClientMode.values()).map(mode -> Arguments.of(model, mode)));
    }

    private Object handle(Object argument) {
        Principal caller = Objects.requireNonNull(ThriftContext.current()).principal();
        callers.add(caller == null ? "nobody" : caller.getName());
        return argument;
    }

    private ThriftServer start(ServerModel model, TlsOptions tls, UnaryOperator<ThriftServerOptions.Builder> customizer)
            throws IOException {
        EchoService.Iface handler = (EchoService.Iface) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EchoService.Iface.class},
                (proxy, method, args) -> handle(args[0]));
        ThriftServerOptions.Builder builder = ThriftServerOptions.builder("secret", Endpoint.tcp("127.0.0.1", 0))
                .model(model)
                .tls(tls);
        ThriftServer server = ThriftServer.create(
                customizer.apply(builder).build(),
                ThriftProcessor.builder()
                        .service(ServiceDescriptor.of(EchoService.class), handler)
                        .build());
        server.start();
        return server;
    }

    private ThriftServer start(ServerModel model, TlsOptions tls) throws IOException {
        return start(model, tls, UnaryOperator.identity());
    }

    private static ThriftChannel channel(Endpoint endpoint, ClientMode mode, @Nullable TlsOptions tls) {
        return ThriftChannel.create(
                ThriftChannelOptions.builder("caller")
                        .timeout(SOON)
                        .connectTimeout(Duration.ofSeconds(10))
                        .mode(mode)
                        .tls(tls)
                        .build(),
                EndpointSupplier.fixed(List.of(endpoint)),
                EndpointSelector.roundRobin(),
                List.of());
    }

    private static String echo(ThriftChannel channel, String text) throws Exception {
        return channel.client(EchoService.Iface.class).echo(text);
    }

    @ParameterizedTest
    @MethodSource("modelsAndModes")
    void whenTheServerIsTrustedItAnswers(ServerModel model, ClientMode mode) throws Exception {
        String large = "x".repeat(1_000_000);
        try (ThriftServer server = start(model, TestKeys.tls(TestKeys.SERVER));
                ThriftChannel channel = channel(
                        Endpoint.parse("localhost:" + server.endpoint().port()),
                        mode,
                        TestKeys.tls(null, TestKeys.SERVER))) {
            assertThat(server.endpoint())
                    .hasToString("tls://127.0.0.1:" + server.endpoint().port());
            assertThat(echo(channel, "secret")).isEqualTo("secret");
            assertThat(echo(channel, large)).isEqualTo(large);
            assertThat(echo(channel, "again")).isEqualTo("again");
            assertThat(callers).containsOnly("nobody");
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, THREADED", "TLSv1.3, THREADED", "TLSv1.2, EVENT_LOOP", "TLSv1.3, EVENT_LOOP"})
    void whenAVersionIsSetItIsSpoken(String version, ServerModel model) throws Exception {
        SSLContext context = TestKeys.context(null, TestKeys.SERVER);
        TlsOptions own = TestKeys.tls(TestKeys.SERVER);
        TlsOptions only = new TlsOptions(
                own.context(), List.of(version), List.of(), ClientAuth.NONE, false, TlsOptions.HANDSHAKE_TIMEOUT);
        try (ThriftServer server = start(model, only);
                ThriftChannel channel =
                        channel(server.endpoint(), ClientMode.POOLED, TestKeys.tls(null, TestKeys.SERVER));
                SSLSocket socket = (SSLSocket) context.getSocketFactory()
                        .createSocket("127.0.0.1", server.endpoint().port())) {
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(echo(channel, "x")).isEqualTo("x");
        }
    }

    private static TlsOptions restricted(TlsOptions options, List<String> protocols, List<String> ciphers) {
        return new TlsOptions(
                options.context(), protocols, ciphers, ClientAuth.NONE, false, TlsOptions.HANDSHAKE_TIMEOUT);
    }

    @ParameterizedTest
    @MethodSource("modelsAndModes")
    void whenNoVersionIsSpokenByBothTheCallFailsAndSaysSo(ServerModel model, ClientMode mode) throws Exception {
        TlsOptions newer = restricted(TestKeys.tls(TestKeys.SERVER), List.of("TLSv1.3"), List.of());
        TlsOptions older = restricted(TestKeys.tls(null, TestKeys.SERVER), List.of("TLSv1.2"), List.of());
        try (ThriftServer server = start(model, newer);
                ThriftChannel channel = channel(server.endpoint(), mode, older)) {
            assertThatThrownBy(() -> echo(channel, "secret"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessageContaining("caller " + server.endpoint())
                    .hasMessageContaining("TLS handshake failed");

            assertThat(callers).isEmpty();
            await().untilAsserted(() ->
                    assertThat(server.stats().reached(ServerLimit.HANDSHAKE)).isPositive());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenTheServersCiphersAreSetOneOfThemIsUsed(ServerModel model) throws Exception {
        String cipher = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        TlsOptions only = restricted(TestKeys.tls(TestKeys.SERVER), List.of("TLSv1.2"), List.of(cipher));
        SSLContext context = TestKeys.context(null, TestKeys.SERVER);
        try (ThriftServer server = start(model, only);
                SSLSocket socket = (SSLSocket) context.getSocketFactory()
                        .createSocket("127.0.0.1", server.endpoint().port())) {
            socket.startHandshake();

            assertThat(socket.getSession().getCipherSuite()).isEqualTo(cipher);
        }
    }

    @ParameterizedTest
    @EnumSource(ClientMode.class)
    void whenTheClientsOptionsAreSetItOffersNothingElseAndNamesTheServer(ClientMode mode) throws Exception {
        String cipher = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
        TlsOptions only = restricted(TestKeys.tls(null, TestKeys.SERVER), List.of("TLSv1.2"), List.of(cipher));
        try (SSLServerSocket listener = (SSLServerSocket) TestKeys.context(TestKeys.SERVER)
                        .getServerSocketFactory()
                        .createServerSocket();
                ThriftChannel channel = accepting(listener, mode, only)) {
            CompletableFuture<SSLSession> handshake = CompletableFuture.supplyAsync(() -> shakeHands(listener));

            assertThatThrownBy(() -> echo(channel, "x")).isInstanceOf(TTransportException.class);

            ExtendedSSLSession session = (ExtendedSSLSession) handshake.get(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(session.getCipherSuite()).isEqualTo(cipher);
            assertThat(session.getProtocol()).isEqualTo("TLSv1.2");
            assertThat(session.getRequestedServerNames()).containsExactly(new SNIHostName("localhost"));
        }
    }

    private static ThriftChannel accepting(SSLServerSocket listener, ClientMode mode, TlsOptions tls)
            throws IOException {
        listener.bind(new InetSocketAddress("127.0.0.1", 0));
        return channel(Endpoint.parse("localhost:" + listener.getLocalPort()), mode, tls);
    }

    private static SSLSession shakeHands(SSLServerSocket listener) {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.startHandshake();
            return socket.getSession();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenAClientNamesAnotherHostItIsServedAndDecidesByItself(ServerModel model) throws Exception {
        SSLContext context = TestKeys.context(null, TestKeys.SERVER);
        try (ThriftServer server = start(model, TestKeys.tls(TestKeys.SERVER));
                SSLSocket socket = (SSLSocket) context.getSocketFactory()
                        .createSocket("127.0.0.1", server.endpoint().port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("elsewhere.example")));
            socket.setSSLParameters(parameters);

            socket.startHandshake();

            assertThat(socket.getSession().getPeerPrincipal().getName()).isEqualTo("CN=SERVER");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "STRANGER,  POOLED, is not trusted",
        "STRANGER,  SHARED, is not trusted",
        "STRANGER,  SHORT,  is not trusted",
        "ELSEWHERE, POOLED, is for another host",
        "ELSEWHERE, SHARED, is for another host"
    })
    void whenTheServerIsNotWhoItShouldBeTheCallFailsOnceAndSaysWhy(TestKeys keys, ClientMode mode, String reason)
            throws Exception {
        try (ThriftServer server = start(ServerModel.EVENT_LOOP, TestKeys.tls(keys));
                ThriftChannel channel =
                        channel(server.endpoint(), mode, TestKeys.tls(null, TestKeys.SERVER, TestKeys.ELSEWHERE))) {
            assertThatThrownBy(() -> echo(channel, "secret"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessageContaining("caller " + server.endpoint())
                    .hasMessageContaining(
                            "cannot connect: TLS handshake failed: the other side's certificate " + reason);

            assertThat(callers).isEmpty();
            assertThat(server.stats().connectionsAccepted()).isEqualTo(1);
            await().untilAsserted(() ->
                    assertThat(server.stats().reached(ServerLimit.HANDSHAKE)).isEqualTo(1));
        }
    }

    @ParameterizedTest
    @MethodSource("modelsAndModes")
    void whenTheClientShowsACertificateTheHandlerKnowsWhoItIs(ServerModel model, ClientMode mode) throws Exception {
        try (ThriftServer server = start(
                        model, TestKeys.tls(TestKeys.SERVER, TestKeys.CLIENT).with(ClientAuth.NEED));
                ThriftChannel channel =
                        channel(server.endpoint(), mode, TestKeys.tls(TestKeys.CLIENT, TestKeys.SERVER))) {
            assertThat(echo(channel, "x")).isEqualTo("x");

            assertThat(callers).containsExactly("CN=CLIENT");
        }
    }

    @ParameterizedTest
    @MethodSource("modelsAndModes")
    void whenTheClientShowsNoCertificateItIsNotServed(ServerModel model, ClientMode mode) throws Exception {
        try (ThriftServer server = start(
                        model, TestKeys.tls(TestKeys.SERVER, TestKeys.CLIENT).with(ClientAuth.NEED));
                ThriftChannel channel = channel(server.endpoint(), mode, TestKeys.tls(null, TestKeys.SERVER))) {
            assertThatThrownBy(() -> echo(channel, "secret")).isInstanceOf(TTransportException.class);

            assertThat(callers).isEmpty();
            await().untilAsserted(() ->
                    assertThat(server.stats().reached(ServerLimit.HANDSHAKE)).isPositive());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREADED", "EVENT_LOOP"})
    void whenACertificateIsWantedBothKindsOfClientsAreServed(ServerModel model) throws Exception {
        try (ThriftServer server = start(
                        model, TestKeys.tls(TestKeys.SERVER, TestKeys.CLIENT).with(ClientAuth.WANT));
                ThriftChannel anonymous =
                        channel(server.endpoint(), ClientMode.POOLED, TestKeys.tls(null, TestKeys.SERVER));
                ThriftChannel known =
                        channel(server.endpoint(), ClientMode.POOLED, TestKeys.tls(TestKeys.CLIENT, TestKeys.SERVER))) {
            echo(anonymous, "x");
            echo(known, "x");

            assertThat(callers).containsExactly("nobody", "CN=CLIENT");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREADED", "EVENT_LOOP"})
    void whenKeysAreReloadedNewConnectionsUseThemAndOldOnesGoOn(ServerModel model) throws Exception {
        AtomicReference<SSLContext> keys = new AtomicReference<>(TestKeys.context(TestKeys.SERVER));
        AtomicReference<SSLContext> trust = new AtomicReference<>(TestKeys.context(null, TestKeys.SERVER));
        try (ThriftServer server = start(model, TlsOptions.of(keys::get));
                ThriftChannel old = channel(server.endpoint(), ClientMode.POOLED, TlsOptions.of(trust::get));
                ThriftChannel distrustful =
                        channel(server.endpoint(), ClientMode.POOLED, TestKeys.tls(null, TestKeys.SERVER))) {
            echo(old, "before");

            keys.set(TestKeys.context(TestKeys.NEXT_SERVER));

            assertThat(echo(old, "after")).isEqualTo("after");
            assertThat(old.stats().values())
                    .allSatisfy(stats -> assertThat(stats.created()).isEqualTo(1));
            assertThatThrownBy(() -> echo(distrustful, "x")).hasMessageContaining("is not trusted");
            trust.set(TestKeys.context(null, TestKeys.NEXT_SERVER));
            old.stats();
            try (ThriftChannel next = channel(server.endpoint(), ClientMode.POOLED, TlsOptions.of(trust::get))) {
                assertThat(echo(next, "x")).isEqualTo("x");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientMode.class)
    void whenPlainTextIsAllowedBothAreServedAtOnePort(ClientMode mode) throws Exception {
        try (ThriftServer server = start(
                        ServerModel.EVENT_LOOP, TestKeys.tls(TestKeys.SERVER).withPlainText(true));
                ThriftChannel plain =
                        channel(Endpoint.tcp("127.0.0.1", server.endpoint().port()), mode, null);
                ThriftChannel secure = channel(server.endpoint(), mode, TestKeys.tls(null, TestKeys.SERVER))) {
            assertThat(echo(plain, "plain")).isEqualTo("plain");
            assertThat(echo(secure, "secure")).isEqualTo("secure");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenAClientSpeaksPlainTextItIsRefusedAndCounted(ServerModel model) throws Exception {
        try (ThriftServer server = start(model, TestKeys.tls(TestKeys.SERVER));
                Socket socket = new Socket("127.0.0.1", server.endpoint().port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(endOf(socket)).isTrue();
            await().untilAsserted(() -> {
                assertThat(server.stats().reached(ServerLimit.HANDSHAKE)).isEqualTo(1);
                assertThat(server.stats().connections()).isZero();
            });
        }
    }

    /** What somebody sends who does not speak TLS, or speaks it badly. */
    private static List<byte[]> garbage() {
        byte[] random = new byte[2000];
        new Random(7).nextBytes(random);
        return Stream.concat(
                        Stream.of(
                                        "00000011 80010001 00000004 6563686f 00000001 00",
                                        "80010001 00000004 6563686f 00000001 00",
                                        "82210104 6563686f 00",
                                        "0000001b 0fff 0000 00000007 0001 02000000 822100 08 74657374566f6964 00",
                                        "5b312c226563686f222c312c312c7b7d5d",
                                        "802e0100020015000000100100800200",
                                        "15030100020246",
                                        "16030100050100000101",
                                        "1603010005 01ffffffff",
                                        "1603ff0005 0100000000",
                                        "16030140ff" + "00".repeat(0x40ff),
                                        "1703030010" + "5a".repeat(16),
                                        "14030300010100",
                                        "16030100c8010000c40303" + "5a".repeat(194),
                                        "ff".repeat(64))
                                .map(hex -> HexFormat.of().parseHex(hex.replace(" ", ""))),
                        Stream.of(random))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenGarbageComesInsteadOfAHandshakeItIsCountedAndOthersAreServed(ServerModel model) throws Exception {
        TlsOptions impatient = TestKeys.tls(TestKeys.SERVER).withHandshakeTimeout(Duration.ofSeconds(2));
        try (ThriftServer server = start(model, impatient);
                ThriftChannel channel =
                        channel(server.endpoint(), ClientMode.SHORT, TestKeys.tls(null, TestKeys.SERVER))) {
            long sent = 0;
            for (byte[] garbage : garbage()) {
                try (Socket socket = new Socket("127.0.0.1", server.endpoint().port())) {
                    socket.setSoTimeout((int) SOON.toMillis());
                    socket.getOutputStream().write(garbage);
                    assertThat(echo(channel, "x")).isEqualTo("x");
                    drain(socket);
                }
                sent++;
            }
            assertThat(server.stats().reached(ServerLimit.HANDSHAKE)
                            + server.stats().reached(ServerLimit.HANDSHAKE_TIMEOUT))
                    .isEqualTo(sent);
            await().until(() -> server.stats().connections() == 0);
        }
    }

    /** The server may say in TLS what is wrong before it closes. */
    private static void drain(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenGarbageComesAfterTheHandshakeItsConnectionEndsAndOthersAreServed(ServerModel model) throws Exception {
        SSLSocketFactory sockets =
                TestKeys.tls(null, TestKeys.SERVER).context().get().getSocketFactory();
        try (ThriftServer server = start(model, TestKeys.tls(TestKeys.SERVER));
                ThriftChannel channel =
                        channel(server.endpoint(), ClientMode.SHORT, TestKeys.tls(null, TestKeys.SERVER))) {
            for (byte[] garbage : garbage()) {
                try (Socket socket = new Socket("127.0.0.1", server.endpoint().port());
                        SSLSocket encrypted = (SSLSocket) sockets.createSocket(socket, "localhost", 0, false)) {
                    socket.setSoTimeout((int) SOON.toMillis());
                    encrypted.startHandshake();
                    socket.getOutputStream().write(garbage);
                    socket.shutdownOutput();
                    drain(socket);
                }
                assertThat(echo(channel, "x")).isEqualTo("x");
            }
            await().until(() -> server.stats().connections() == 0);
            assertThat(server.isRunning()).isTrue();
        }
    }

    /** The name in the server's certificate was not verified; also CVE-2026-43869. */
    @ParameterizedTest
    @EnumSource(ClientMode.class)
    void cve2026x41603(ClientMode mode) throws Exception {
        try (ThriftServer server = start(ServerModel.EVENT_LOOP, TestKeys.tls(TestKeys.ELSEWHERE));
                ThriftChannel channel = channel(server.endpoint(), mode, TestKeys.tls(null, TestKeys.ELSEWHERE))) {
            assertThatThrownBy(() -> echo(channel, "secret")).hasMessageContaining("certificate is for another host");
            assertThat(callers).isEmpty();
        }
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return socket.isConnected();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenAHandshakeTakesTooLongItEndsAndDisturbsNobody(ServerModel model) throws Exception {
        TlsOptions impatient = TestKeys.tls(TestKeys.SERVER).withHandshakeTimeout(Duration.ofSeconds(2));
        try (ThriftServer server = start(model, impatient);
                Socket slow = new Socket("127.0.0.1", server.endpoint().port());
                ThriftChannel channel =
                        channel(server.endpoint(), ClientMode.POOLED, TestKeys.tls(null, TestKeys.SERVER))) {
            slow.setSoTimeout((int) SOON.toMillis());
            slow.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1});
            Thread trickle = new Thread(() -> trickle(slow));
            trickle.start();

            assertThat(echo(channel, "x")).isEqualTo("x");
            if (model != ServerModel.SIMPLE) {
                assertThat(server.stats().reached(ServerLimit.HANDSHAKE_TIMEOUT))
                        .isZero();
            }
            assertThat(endOf(slow)).isTrue();
            assertThat(server.stats().reached(ServerLimit.HANDSHAKE_TIMEOUT)).isEqualTo(1);
            trickle.join(SOON.toMillis());
        }
    }

    /** A byte now and then, until the connection is closed. */
    private static void trickle(Socket socket) {
        try {
            while (!socket.isClosed()) {
                socket.getOutputStream().write(0);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (IOException | InterruptedException ended) {
            assertThat(ended).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenTheServerClosesAConnectionItSaysSo(ServerModel model) throws Exception {
        try (ThriftServer server = start(
                        model, TestKeys.tls(TestKeys.SERVER), options -> options.idleTimeout(Duration.ofMillis(300)));
                SocketChannel channel = SocketChannel.open(server.address())) {
            SSLEngine engine = TestKeys.tls(null, TestKeys.SERVER).clientEngine("127.0.0.1", 0);
            TlsStream stream = new TlsStream(engine, new Plain(channel));
            stream.handshake();

            assertThat(stream.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(engine.isInboundDone()).isTrue();
        }
    }

    /** What is not encrypted yet, or not any more. */
    private record Plain(SocketChannel channel) implements TlsStream.Wire {

        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenAPeerIsNotAllowedItsConnectionIsClosedAndCounted(ServerModel model) throws Exception {
        ThriftServerOptions.Builder options = ThriftServerOptions.builder("closed", Endpoint.tcp("127.0.0.1", 0))
                .model(model)
                .allowedPeers(AllowedPeers.of(List.of("10.0.0.0/8", "fd00::/8")));
        EchoService.Iface handler = (EchoService.Iface) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EchoService.Iface.class},
                (proxy, method, args) -> handle(args[0]));
        try (ThriftServer server = ThriftServer.create(
                options.build(),
                ThriftProcessor.builder()
                        .service(ServiceDescriptor.of(EchoService.class), handler)
                        .build())) {
            server.start();
            try (Socket socket = new Socket("127.0.0.1", server.endpoint().port())) {
                socket.setSoTimeout((int) SOON.toMillis());

                assertThat(endOf(socket)).isTrue();
                await().untilAsserted(() -> assertThat(server.stats().reached(ServerLimit.ALLOWED_PEERS))
                        .isEqualTo(1));
                assertThat(server.stats().connectionsRefused()).isEqualTo(1);
                assertThat(server.stats().connectionsAccepted()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"NONBLOCKING", "HSHA", "THREADED_SELECTOR"})
    void whenTheModelHasNoTlsItIsRefused(ServerModel model) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(model, TestKeys.tls(TestKeys.SERVER)))
                .withMessageStartingWith("ssl: with model " + model + " (expected: the model event-loop, threaded,");
    }

    @Test
    void whenAProtocolIsUnknownItIsRefused() {
        TlsOptions own = TestKeys.tls(TestKeys.SERVER);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TlsOptions(
                        own.context(), List.of("TLSv9"), List.of(), ClientAuth.NONE, false, Duration.ofSeconds(1)))
                .withMessageStartingWith("ssl: protocol: TLSv9 (expected: one of [");
    }
}
