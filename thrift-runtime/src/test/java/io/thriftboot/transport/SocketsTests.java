package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SocketsTests {

    private static final int TIMEOUT = 200;

    @TempDir
    private Path folder;

    private Path path;
    private Endpoint unix;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("test.sock");
        unix = Endpoint.unix(path);
    }

    private static ListeningSocket listen(Endpoint endpoint) throws IOException {
        return Sockets.listen(endpoint, 8, SocketOptions.DEFAULT, null);
    }

    private static SocketChannel connect(Endpoint endpoint) throws IOException {
        return Sockets.connect(endpoint, TIMEOUT, SocketOptions.DEFAULT);
    }

    private static void assertConnects(ListeningSocket server) throws IOException {
        try (SocketChannel client = connect(server.endpoint());
                SocketChannel accepted = server.channel().accept()) {
            accepted.write(ByteBuffer.wrap(new byte[] {42}));
            client.configureBlocking(true);
            ByteBuffer received = ByteBuffer.allocate(2);
            assertThat(client.read(received)).isEqualTo(1);
            assertThat(received.get(0)).isEqualTo((byte) 42);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "tcp://[::1]:0", "memory:sockets"})
    void whenListeningClientsConnect(String endpoint) throws Exception {
        try (ListeningSocket server = listen(Endpoint.parse(endpoint))) {
            assertConnects(server);
            assertThat(server.endpoint().toString()).isNotEqualTo("tcp://127.0.0.1:0");
        }
    }

    @Test
    void whenClosedTheFileIsRemoved() throws Exception {
        ListeningSocket server = listen(unix);
        assertConnects(server);

        server.close();
        server.close();

        assertThat(folder).isEmptyDirectory();
        assertThatIOException().isThrownBy(() -> connect(unix));
    }

    @Test
    void whenTheServerHasDiedItsFileIsReplaced() throws Exception {
        listen(unix).channel().close();
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(unix));

        try (ListeningSocket server = listen(unix)) {
            assertConnects(server);
        }
    }

    @Test
    void whenAnotherServerListensItIsLeftInPeace() throws Exception {
        try (ListeningSocket server = listen(unix)) {
            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() -> listen(unix))
                    .withMessage("address in use");
            server.channel().accept().close();
            assertConnects(server);
        }
    }

    @Test
    void whenAnotherServersBacklogIsFullItIsLeftInPeace() throws Exception {
        try (ListeningSocket server = Sockets.listen(unix, 1, SocketOptions.DEFAULT, null);
                Backlog full = new Backlog(unix)) {
            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() -> listen(unix))
                    .withMessageStartingWith("address in use");
            server.channel().accept().close();
            assertThat(full.size()).isPositive();
        }
    }

    @Test
    void whenTheBacklogIsFullConnectingTimesOut() throws Exception {
        try (ListeningSocket server = Sockets.listen(unix, 1, SocketOptions.DEFAULT, null);
                Backlog full = new Backlog(unix)) {
            long begin = System.nanoTime();

            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connect(unix));

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(TIMEOUT), Duration.ofSeconds(5));
            for (int i = 0; i < full.size(); i++) {
                server.channel().accept().close();
            }
            assertConnects(server);
        }
    }

    @Test
    void whenTheThreadIsInterruptedConnectingEnds() throws Exception {
        try (ListeningSocket server = Sockets.listen(unix, 1, SocketOptions.DEFAULT, null);
                Backlog full = new Backlog(unix)) {
            assertThat(full.size()).isPositive();
            Thread.currentThread().interrupt();

            assertThatIOException()
                    .isThrownBy(() -> Sockets.connect(unix, 10_000, SocketOptions.DEFAULT))
                    .withMessageContaining("interrupted");

            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.channel().isOpen()).isTrue();
        }
    }

    /** As many connections as wait to be accepted at most. */
    private static final class Backlog implements AutoCloseable {

        private final List<SocketChannel> waiting = new ArrayList<>();

        Backlog(Endpoint endpoint) throws IOException {
            try {
                while (waiting.size() < 100) {
                    waiting.add(Sockets.connect(endpoint, 1, SocketOptions.DEFAULT));
                }
            } catch (SocketTimeoutException full) {
                return;
            }
            throw new IllegalStateException("backlog: 100 (expected: full by then)");
        }

        int size() {
            return waiting.size();
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void whenThePathIsAnotherFileItIsLeftAlone() throws Exception {
        Files.writeString(path, "precious");

        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> listen(unix))
                .withMessage("the file exists and is no socket (expected: a socket or nothing)");

        assertThat(path).hasContent("precious");
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> listen(Endpoint.unix(folder)));
    }

    @Test
    void whenThePathIsALinkToNothingItIsLeftAlone() throws Exception {
        Files.createSymbolicLink(path, folder.resolve("absent"));

        assertThatExceptionOfType(BindException.class).isThrownBy(() -> listen(unix));

        assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void whenAnotherServerHasTakenThePathItsFileIsNotRemoved() throws Exception {
        ListeningSocket first = listen(unix);
        Files.delete(path);
        try (ListeningSocket second = listen(unix)) {
            first.close();

            assertConnects(second);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whenAModeIsGivenTheFileHasItAndNothingElseIsLeft() throws Exception {
        Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-rw----");
        listen(unix).channel().close();
        try (ListeningSocket server = Sockets.listen(unix, 8, SocketOptions.DEFAULT, mode)) {
            assertThat(Files.getPosixFilePermissions(path)).isEqualTo(mode);
            assertConnects(server);
            assertThat(folder.toFile().list()).containsExactly("test.sock");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whenThePathIsTooLongItIsRefused() {
        Endpoint endpoint = Endpoint.unix(folder.resolve("x".repeat(120)));

        assertThatIOException().isThrownBy(() -> listen(endpoint)).withMessageContaining("too long");
        assertThatIOException().isThrownBy(() -> connect(endpoint)).withMessageContaining("too long");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whenTheFolderDoesNotExistItIsRefused() {
        Endpoint endpoint = Endpoint.unix(folder.resolve("absent").resolve("test.sock"));

        assertThatIOException().isThrownBy(() -> listen(endpoint)).withMessageContaining("No such file");
        assertThatIOException()
                .isThrownBy(() -> Sockets.listen(
                        endpoint, 1, SocketOptions.DEFAULT, PosixFilePermissions.fromString("rw-------")))
                .withMessageContaining("absent");
    }

    @Test
    void whenANameIsTakenTheSecondServerIsRefused() throws Exception {
        Endpoint memory = Endpoint.memory("sockets");
        try (ListeningSocket server = listen(memory)) {
            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() -> listen(memory))
                    .withMessage("address in use");
            assertConnects(server);
        }
        assertThat(MemorySockets.size()).isZero();
        listen(memory).close();
    }

    @Test
    void whenNobodyListensOnANameConnectingIsRefused() throws Exception {
        Endpoint memory = Endpoint.memory("sockets");
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(memory));
        listen(memory).close();

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> connect(memory))
                .withMessage("Connection refused");
    }

    @Test
    void whenANamedServerIsClosedNothingIsLeft() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        ListeningSocket server = listen(Endpoint.memory("sockets"));
        Path socket = ((UnixDomainSocketAddress) server.channel().getLocalAddress()).getPath();
        assertThat(socket).startsWith(temporary.toAbsolutePath());
        assertThat(Files.getPosixFilePermissions(socket.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));

        server.close();

        assertThat(socket.getParent()).doesNotExist();
    }

    @Test
    void whenTheEndpointIsAUrlNoServerListensThere() {
        Endpoint url = Endpoint.http("localhost", 0, "/");

        assertThat(Sockets.canListen(url)).isFalse();
        assertThatIOException()
                .isThrownBy(() -> listen(url))
                .withMessageContaining("expected: tcp, tls, unix or memory");
    }

    @Test
    void whenAHostIsUnknownItIsNotReached() {
        assertThatIOException().isThrownBy(() -> connect(Endpoint.tcp("no-such-host.invalid", 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "memory:options"})
    void whenOptionsAreSetConnectionsHaveThose(String endpoint) throws Exception {
        SocketOptions options = new SocketOptions(false, false, 20_000, 30_000);
        try (ListeningSocket server = Sockets.listen(Endpoint.parse(endpoint), 1, options, null);
                SocketChannel client = Sockets.connect(server.endpoint(), TIMEOUT, options)) {
            assertThat(client.getOption(StandardSocketOptions.SO_SNDBUF)).isBetween(20_000, 40_000);
            assertThat(client.getOption(StandardSocketOptions.SO_RCVBUF)).isBetween(30_000, 60_000);
            if (client.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
                assertThat(client.getOption(StandardSocketOptions.TCP_NODELAY)).isFalse();
                assertThat(client.getOption(StandardSocketOptions.SO_KEEPALIVE)).isFalse();
                SocketOptions.DEFAULT.applyTo(client);
                assertThat(client.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
                assertThat(client.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            }
        }
    }

    @Test
    void whenASizeIsNegativeItIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new SocketOptions(true, true, -1, 0))
                .withMessage("socket.send-buffer-size: -1 (expected: 0 or more bytes)");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new SocketOptions(true, true, 0, -2))
                .withMessage("socket.receive-buffer-size: -2 (expected: 0 or more bytes)");
    }
}
