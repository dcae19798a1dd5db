package io.thriftboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ShutdownOptions;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.Sockets;
import io.thriftboot.transport.TlsOptions;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.apache.thrift.TException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client and our server together, for each model and each kind of endpoint. */
@Timeout(60)
class ServedEndpointTests {

    private static final File OPEN_FILES = new File("/proc/self/fd");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch executing = new CountDownLatch(1);
    private static final TlsOptions TRUSTING = TestKeys.tls(null, TestKeys.SERVER);

    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final Queue<Object> fired = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<SocketAddress> peer = new CompletableFuture<>();

    static Stream<Arguments> everywhere() {
        return Stream.of(ServerModel.values()).flatMap(model -> Stream.of(TestEndpoint.values())
                .filter(where -> where != TestEndpoint.TLS || model.supportsTls())
                .map(where -> Arguments.of(model, where)));
    }

    @AfterEach
    void endThreads() {
        mayAnswer.countDown();
        threads.shutdownNow();
    }

    private Object handle(String method, Object argument) throws InterruptedException {
        peer.complete(Objects.requireNonNull(ThriftContext.current()).peer());
        if (method.equals("fire")) {
            fired.add(argument);
        }
        if (method.equals("execute")) {
            executing.countDown();
            mayAnswer.await();
            return 1L;
        }
        return argument;
    }

    private ThriftServer start(ServerModel model, Endpoint endpoint) throws IOException {
        return start(model, endpoint, UnaryOperator.identity());
    }

    private ThriftServer start(
            ServerModel model, Endpoint endpoint, UnaryOperator<ThriftServerOptions.Builder> customizer)
            throws IOException {
        EchoService.Iface handler = (EchoService.Iface) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EchoService.Iface.class},
                (proxy, method, args) -> handle(method.getName(), args[0]));
        ThriftServerOptions.Builder builder = ThriftServerOptions.builder("everywhere", endpoint)
                .model(model)
                .tls(endpoint.isTls() ? TestKeys.tls(TestKeys.SERVER) : null)
                .shutdown(new ShutdownOptions(Duration.ZERO, Duration.ofSeconds(10)));
        ThriftServer server = ThriftServer.create(
                customizer.apply(builder).build(),
                ThriftProcessor.builder()
                        .service(ServiceDescriptor.of(EchoService.class), handler)
                        .build());
        server.start();
        return server;
    }

    private static ThriftChannel channel(ThriftServer server) {
        return ThriftChannel.create(
                ThriftChannelOptions.builder("everywhere")
                        .connectTimeout(Duration.ofSeconds(10))
                        .timeout(Duration.ofSeconds(20))
                        .tls(server.endpoint().isTls() ? TRUSTING : null)
                        .build(),
                EndpointSupplier.fixed(List.of(server.endpoint())),
                EndpointSelector.roundRobin(),
                List.of());
    }

    private static ByteChannel connect(Endpoint endpoint) throws IOException {
        SocketChannel channel = Sockets.connect(endpoint, 1_000, SocketOptions.DEFAULT);
        channel.configureBlocking(true);
        return endpoint.isTls() ? new SecureChannel(channel) : channel;
    }

    /** A client with the JDK's sockets for TLS. */
    private static final class SecureChannel implements ByteChannel {

        private final SSLSocket socket;

        SecureChannel(SocketChannel channel) throws IOException {
            Socket plain = channel.socket();
            socket = (SSLSocket)
                    TRUSTING.context().get().getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
            socket.startHandshake();
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return socket.getInputStream().read(into.array());
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int length = from.remaining();
            socket.getOutputStream().write(from.array(), from.position(), length);
            from.position(from.limit());
            return length;
        }

        @Override
        public boolean isOpen() {
            return !socket.isClosed();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whenCalledAnswers(ServerModel model, TestEndpoint where) throws Exception {
        try (ThriftServer server = start(model, where.free());
                ThriftChannel channel = channel(server)) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            String large = "x".repeat(3_000_000);

            assertThat(client.echo("hello")).isEqualTo("hello");
            client.fire("shot");
            assertThat(client.echo(large)).isEqualTo(large);

            assertThat(fired).containsExactly("shot");
            assertThat(channel.stats().get(server.endpoint()).created()).isEqualTo(1);
            assertThat(server.stats().bytesReceived()).isBetween(3_000_000L, 3_001_000L);
            assertThat(peer.join())
                    .isInstanceOf(
                            server.endpoint().hasPort() ? InetSocketAddress.class : UnixDomainSocketAddress.class);
            assertThat(peer.join().toString()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whenStoppedTheCallInFlightIsAnsweredAndNothingIsLeft(ServerModel model, TestEndpoint where) throws Exception {
        try (ThriftServer server = start(model, where.free());
                ThriftChannel channel = channel(server)) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            Future<Long> call = threads.submit(() -> client.execute("x"));
            executing.await();

            CompletableFuture<Boolean> stopped = server.stop();
            await().until(() -> !server.isRunning());
            if (model != ServerModel.NONBLOCKING) {
                assertRefusesConnections(server);
            }
            mayAnswer.countDown();

            assertThat(call.get()).isEqualTo(1);
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
            assertThat(server.stats().connections()).isZero();
            assertRefusesConnections(server);
            if (where == TestEndpoint.UNIX) {
                assertThat(Path.of(server.endpoint().path())).doesNotExist();
            }
            start(model, server.endpoint()).close();
        }
    }

    /** A non-blocking server's only thread closes the port when the call that it is busy with has ended. */
    private static void assertRefusesConnections(ThriftServer server) {
        assertThatIOException().isThrownBy(() -> connect(server.endpoint()).close());
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whenTheEndpointIsTakenTheSecondServerFailsNamingIt(ServerModel model, TestEndpoint where) throws Exception {
        try (ThriftServer server = start(model, where.free());
                ThriftChannel channel = channel(server)) {
            assertThatIOException()
                    .isThrownBy(() -> start(model, server.endpoint()))
                    .isInstanceOf(BindException.class)
                    .withMessageStartingWith("everywhere " + server.endpoint() + ": cannot listen (")
                    .withMessageContaining("ddress")
                    .withMessageContaining("in use");

            assertThat(channel.client(EchoService.Iface.class).echo("still there"))
                    .isEqualTo("still there");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenADeadServerHasLeftItsSocketItIsReplacedAndHasItsMode(ServerModel model, @TempDir Path folder)
            throws Exception {
        Path path = folder.resolve("everywhere.sock");
        Endpoint unix = Endpoint.unix(path);
        Sockets.listen(unix, 1, SocketOptions.DEFAULT, null).channel().close();
        assertThat(path).exists();
        Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-rw----");

        try (ThriftServer server = start(model, unix, options -> options.unixMode(mode));
                ThriftChannel channel = channel(server)) {
            assertThat(Files.getPosixFilePermissions(path)).isEqualTo(mode);
            assertThat(channel.client(EchoService.Iface.class).echo("x")).isEqualTo("x");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whenAConnectionIsIdleForTooLongItIsClosed(ServerModel model, TestEndpoint where) throws Exception {
        try (ThriftServer server = start(model, where.free(), options -> options.idleTimeout(Duration.ofMillis(200)));
                ThriftChannel channel = channel(server)) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            client.echo("hello");

            await().untilAsserted(() -> assertThat(server.stats().connections()).isZero());

            assertThat(client.echo("again")).isEqualTo("again");
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whenAMessageDoesNotArriveWholeItsConnectionIsClosed(ServerModel model, TestEndpoint where) throws Exception {
        try (ThriftServer server = start(model, where.free(), options -> options.readTimeout(Duration.ofMillis(200)));
                ByteChannel client = connect(server.endpoint())) {
            client.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 9, 1}));

            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            await().untilAsserted(() -> assertThat(server.stats().connections()).isZero());
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whenAClientDoesNotTakeItsReplyItsConnectionIsClosed(ServerModel model, TestEndpoint where) throws Exception {
        try (ThriftServer server = start(model, where.free(), options -> options.readTimeout(Duration.ofSeconds(2)));
                ByteChannel client = connect(server.endpoint())) {
            ByteBuffer request = echo("x".repeat(12_000_000));
            while (request.hasRemaining()) {
                client.write(request);
            }

            await().untilAsserted(() -> assertThat(server.stats().calls()).isEqualTo(1));
            await().untilAsserted(() -> assertThat(server.stats().connections()).isZero());
        }
    }

    /** A framed, binary call of {@code echo}. */
    private static ByteBuffer echo(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int size = 4 + 4 + 4 + 4 + 1 + 2 + 4 + bytes.length + 1;
        return ByteBuffer.allocate(4 + size)
                .putInt(size)
                .putInt(0x80010001)
                .putInt(4)
                .put("echo".getBytes(StandardCharsets.US_ASCII))
                .putInt(7)
                .put((byte) 11)
                .putShort((short) 1)
                .putInt(bytes.length)
                .put(bytes)
                .put((byte) 0)
                .flip();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whenStartedAndStoppedOftenNothingLeaks(ServerModel model, TestEndpoint where) throws Exception {
        Assumptions.assumeTrue(OPEN_FILES.isDirectory(), () -> OPEN_FILES + ": absent (expected: Linux)");
        startCallStop(model, where);
        int before = openFiles();

        for (int i = 0; i < 10; i++) {
            startCallStop(model, where);
        }

        await().untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(before));
    }

    private void startCallStop(ServerModel model, TestEndpoint where) throws IOException, TException {
        try (ThriftServer server = start(model, where.free());
                ThriftChannel channel = channel(server)) {
            channel.client(EchoService.Iface.class).echo("hello");
        }
    }

    private static int openFiles() {
        return Objects.requireNonNull(OPEN_FILES.list()).length;
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whenManyCallEachGetsItsOwnReply(ServerModel model, TestEndpoint where) throws Exception {
        try (ThriftServer server = start(model, where.free());
                ThriftChannel channel = channel(server)) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            int callers = model == ServerModel.SIMPLE ? 1 : 8;
            List<Future<Boolean>> callsOfEach = Stream.generate(() -> threads.submit(() -> callOften(client)))
                    .limit(callers)
                    .toList();

            for (Future<Boolean> calls : callsOfEach) {
                assertThat(calls.get()).isTrue();
            }

            CompletableFuture<Boolean> stopped = server.stop();
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
        }
    }

    private static boolean callOften(EchoService.Iface client) throws TException {
        String[] texts = new String[100];
        Arrays.setAll(texts, i -> Thread.currentThread().getName() + " " + i);
        for (String text : texts) {
            if (!client.echo(text).equals(text)) {
                return false;
            }
        }
        return true;
    }
}
