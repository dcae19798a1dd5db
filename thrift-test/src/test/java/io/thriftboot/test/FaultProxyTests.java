package io.thriftboot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.ListeningSocket;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes through the proxy, without Thrift: the test is both ends. */
@Timeout(60)
class FaultProxyTests {

    private ListeningSocket server;
    private FaultProxy proxy;
    private SocketChannel client;
    private SocketChannel accepted;

    @BeforeEach
    void connect() throws IOException {
        server = Sockets.listen(Endpoint.tcp("127.0.0.1", 0), 10, SocketOptions.DEFAULT, null);
        proxy = FaultProxy.to(server.endpoint());
        client = Sockets.connect(proxy.endpoint(), 10_000, SocketOptions.DEFAULT);
        accepted = server.channel().accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
        proxy.close();
        server.close();
    }

    @Test
    void whenThereIsNoFaultBytesPassBothWays() throws IOException {
        send(client, "abc");
        assertThat(receive(accepted, 3)).isEqualTo("abc");
        send(accepted, "defg");
        assertThat(receive(client, 4)).isEqualTo("defg");
        assertThat(proxy.accepted()).isEqualTo(1);
        assertThat(proxy.connections()).isEqualTo(1);
    }

    @Test
    void whenOneSideEndsItsOutputTheOtherWayGoesOn() throws IOException {
        client.shutdownOutput();
        assertThat(receive(accepted, 1)).isEmpty();
        send(accepted, "bye");
        assertThat(receive(client, 3)).isEqualTo("bye");
        accepted.shutdownOutput();
        assertThat(receive(client, 1)).isEmpty();
        await().untilAsserted(() -> assertThat(proxy.connections()).isZero());
    }

    @Test
    void whenConnectionIsCutSoManyBytesPassBefore() throws IOException {
        send(client, "ab");
        assertThat(receive(accepted, 2)).isEqualTo("ab");
        proxy.toServer(Fault.cutAfter(5));
        send(client, "cde");
        assertThat(receive(accepted, 3)).isEqualTo("cde");
        send(client, "fghi");
        assertThat(receive(accepted, 10)).isEqualTo("fg");
        assertThat(receive(client, 1)).isEmpty();
        await().untilAsserted(() -> assertThat(proxy.connections()).isZero());
    }

    @Test
    void whenOneWayIsFaultyTheOtherIsNot() throws IOException {
        proxy.toClient(Fault.cutAfter(0));
        send(client, "abc");
        assertThat(receive(accepted, 3)).isEqualTo("abc");
        send(accepted, "d");
        assertThat(receive(client, 1)).isEmpty();
    }

    @Test
    void whenBytesAreGarbageThoseBeforeAreNotAndTheirNumberIsTheSame() throws IOException {
        proxy.toClient(Fault.garbageAfter(2));
        send(accepted, "abcdefgh");
        String first = receive(client, 8);
        assertThat(first).startsWith("ab").isNotEqualTo("abcdefgh").hasSize(8);
        proxy.toClient(Fault.none());
        send(accepted, "ijk");
        assertThat(receive(client, 3)).isEqualTo("ijk");
    }

    @Test
    void whenBytesAreDelayedTheyArriveLater() throws IOException {
        proxy.toServer(Fault.delay(Duration.ofMillis(300)));
        long begin = System.nanoTime();
        send(client, "abc");
        assertThat(receive(accepted, 3)).isEqualTo("abc");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void whenDelayIsTakenAwayWhatWaitsPassesAtOnce() throws IOException {
        proxy.toServer(Fault.delay(Duration.ofHours(1)));
        send(client, "abc");
        proxy.reset();
        assertThat(receive(accepted, 3)).isEqualTo("abc");
    }

    @Test
    void whenBytesAreHeldBackTheyPassAfterwards() throws Exception {
        proxy.toServer(Fault.stall());
        send(client, "abc");
        CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> receiveUnchecked(accepted, 3));
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> received.get(200, TimeUnit.MILLISECONDS));
        proxy.reset();
        assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo("abc");
    }

    @Test
    void whenConnectionsAreRefusedOpenOnesEndAndNewOnesFailUntilTheReset() throws IOException {
        proxy.refuse();
        assertThat(receive(client, 1)).isEmpty();
        assertThat(receive(accepted, 1)).isEmpty();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> Sockets.connect(proxy.endpoint(), 10_000, SocketOptions.DEFAULT));
        proxy.reset();
        try (SocketChannel again = Sockets.connect(proxy.endpoint(), 10_000, SocketOptions.DEFAULT);
                SocketChannel other = server.channel().accept()) {
            send(again, "x");
            assertThat(receive(other, 1)).isEqualTo("x");
        }
    }

    @Test
    void whenConnectionsAreClosedNewOnesAreAccepted() throws IOException {
        proxy.closeConnections();
        assertThat(receive(client, 1)).isEmpty();
        try (SocketChannel again = Sockets.connect(proxy.endpoint(), 10_000, SocketOptions.DEFAULT);
                SocketChannel other = server.channel().accept()) {
            send(other, "x");
            assertThat(receive(again, 1)).isEqualTo("x");
        }
    }

    @Test
    void whenServerIsDownClientsAreConnectedAndClosed() throws IOException {
        server.close();
        try (SocketChannel again = Sockets.connect(proxy.endpoint(), 10_000, SocketOptions.DEFAULT)) {
            assertThat(receive(again, 1)).isEmpty();
        }
    }

    @Test
    void whenProxyListensInMemoryItHasNoPort() throws IOException {
        Endpoint memory = Endpoint.memory("fault-proxy-tests");
        try (FaultProxy other = FaultProxy.to(server.endpoint(), memory);
                SocketChannel first = Sockets.connect(other.endpoint(), 10_000, SocketOptions.DEFAULT);
                SocketChannel second = server.channel().accept()) {
            send(first, "x");
            assertThat(receive(second, 1)).isEqualTo("x");
            assertThat(other.endpoint()).isEqualTo(memory);
        }
    }

    @Test
    void whenNothingCanListenThereTheEndpointIsNamed() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> FaultProxy.to(server.endpoint(), server.endpoint()))
                .withMessageStartingWith(server.endpoint().toString());
    }

    @Test
    void whenProxyIsClosedItIsNotReset() {
        proxy.close();
        assertThatIllegalStateException().isThrownBy(proxy::reset).withMessageContaining("closed (expected: ");
    }

    @Test
    void whenFaultsAreOutOfTheirRangeTheyAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.cutAfter(-1))
                .withMessage("bytes: -1 (expected: 0 or more)");
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.garbageAfter(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.delay(Duration.ofMillis(-1)))
                .withMessage("delay: PT-0.001S (expected: zero or more)");
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String receiveUnchecked(SocketChannel channel, int length) {
        try {
            return receive(channel, length);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** So many bytes, or fewer if the connection ends before. */
    private static String receive(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = channel.read(bytes);
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }
}
