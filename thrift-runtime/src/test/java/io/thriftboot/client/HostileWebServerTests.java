package io.thriftboot.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.PeerText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Web servers that do harm to those that post to them: a call fails in time with a clean exception, and the next one is right. */
@Timeout(120)
class HostileWebServerTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** Far more than the timeout, since the machine may be busy, and far less than for ever. */
    private static final Duration IN_TIME = Duration.ofSeconds(15);

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String HOSTILE = "\u001b[2J\r\u009bforged\u0085";

    private final AtomicInteger requests = new AtomicInteger();
    private FakeServer server;
    private ThriftChannel channel;

    /** What a server sends when it was asked something; and, if it goes on, again and again until the client has gone. */
    private enum Attack {
        NO_HTTP("SSH-2.0-OpenSSH_9.6\r\n"),
        HOSTILE_STATUS_LINE(HOSTILE + " 200 OK\r\n\r\n"),
        HOSTILE_STATUS("HTTP/1.1 2" + HOSTILE + " OK\r\n\r\n"),
        HOSTILE_FIELD(OK + "Content-Length: " + HOSTILE + "\r\n\r\n"),
        NEGATIVE_LENGTH(OK + "Content-Length: -1\r\n\r\n"),
        LARGEST_LENGTH(OK + "Content-Length: 9223372036854775807\r\n\r\nabc"),
        LENGTH_THAT_IS_TOO_LARGE(OK + "Content-Length: 99999999999999999999\r\n\r\nabc"),
        LENGTH_WITHOUT_DATA(OK + "Content-Length: 1000\r\n\r\n"),
        CHUNK_OF_NO_NUMBER(OK + "Transfer-Encoding: chunked\r\n\r\n" + HOSTILE + "\r\n"),
        CHUNK_WITHOUT_DATA(OK + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n"),
        REDIRECTION("HTTP/1.1 302 Found\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n"),
        NOT_FOUND("HTTP/1.1 404 " + HOSTILE + "\r\nContent-Length: 0\r\n\r\n"),
        NO_MESSAGE(OK + "Content-Length: 7\r\n\r\n" + HOSTILE.substring(0, 7)),
        EMPTY(OK + "Content-Length: 0\r\n\r\n"),
        WRONG_SEQID(reply("echo", 77, "forged")),
        WRONG_NAME(reply("ping" + HOSTILE, 1, "forged")),
        ENDLESS_FIELDS(OK, "Field: " + "x".repeat(10_000) + "\r\n"),
        ENDLESS_FIELD(OK + "Field: ", "x".repeat(10_000)),
        ENDLESS_STATUS_LINE("HTTP/1.1 200 ", "x".repeat(10_000)),
        ENDLESS_BODY(OK + "Transfer-Encoding: chunked\r\n\r\n", "1000\r\n" + "x".repeat(0x1000) + "\r\n"),
        ENDLESS_CHUNK_EXTENSION(OK + "Transfer-Encoding: chunked\r\n\r\n1;", "x".repeat(10_000)),
        ENDLESS_ERROR("HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
        ENDLESS_CONTINUATION("", "HTTP/1.1 100 Continue\r\n\r\n");

        private final String once;
        private final String onAndOn;

        Attack(String once) {
            this(once, "");
        }

        Attack(String once, String onAndOn) {
            this.once = once;
            this.onAndOn = onAndOn;
        }

        void send(FakeConnection connection) throws IOException {
            connection.send(once.getBytes(ISO_8859_1));
            while (!onAndOn.isEmpty()) {
                connection.send(onAndOn.getBytes(ISO_8859_1));
            }
        }
    }

    private static String reply(String name, int seqid, String value) {
        try {
            byte[] message = FakeConnection.message(name, TMessageType.REPLY, seqid, FakeConnection.result(value));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes((OK + "Content-Length: " + message.length + "\r\n\r\n").getBytes(ISO_8859_1));
            all.writeBytes(message);
            return all.toString(ISO_8859_1);
        } catch (TException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of(ClientStyle.SYNC, ClientMode.POOLED),
                Arguments.of(ClientStyle.SYNC, ClientMode.SHORT),
                Arguments.of(ClientStyle.ASYNC, ClientMode.POOLED));
    }

    /** The first request is answered as the test says, the others as they should be. Connections without one find out who is there. */
    private EchoService.Iface client(ClientStyle style, ClientMode mode, FakeServer.Script first) {
        requests.set(0);
        server = FakeServer.start(connection -> {
            while (true) {
                connection.receivePost();
                int number = requests.incrementAndGet();
                if (number == 1) {
                    first.play(connection);
                } else {
                    connection.send(reply("echo", number, "echoed").getBytes(ISO_8859_1));
                }
            }
        });
        int port = Integer.parseInt(server.endpoint().toString().replaceFirst(".*:", ""));
        channel = ThriftChannel.create(
                ThriftChannelOptions.builder("users")
                        .mode(mode)
                        .timeout(TIMEOUT)
                        .build(),
                EndpointSupplier.fixed(List.of(Endpoint.http("127.0.0.1", port, "/thrift"))),
                EndpointSelector.roundRobin(),
                List.of());
        return style.of(channel);
    }

    @AfterEach
    void close() {
        channel.close();
        server.close();
    }

    private static void assertFailsCleanlyInTime(String what, EchoService.Iface client) {
        long started = System.nanoTime();
        Throwable thrown = catchThrowable(() -> client.echo("x"));

        assertThat(thrown).as(what).isInstanceOf(TException.class).hasMessageContaining("EchoService.echo");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).as(what).isLessThan(IN_TIME);
        assertThat(PeerText.logged(thrown)).as(what).isSameAs(thrown);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whenTheResponseIsHostileTheCallFailsAndTheNextOneDoesNot(ClientStyle style, ClientMode mode) throws Exception {
        for (Attack attack : Attack.values()) {
            EchoService.Iface client = client(style, mode, attack::send);

            assertFailsCleanlyInTime(attack.name(), client);
            assertThat(client.echo("x")).as(attack.name()).isEqualTo("echoed");
            close();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whenTheResponseComesByteByByteTheCallEndsInTime(ClientStyle style, ClientMode mode) throws Exception {
        EchoService.Iface client = client(style, mode, connection -> {
            for (byte b : reply("echo", 1, "x".repeat(1000)).getBytes(ISO_8859_1)) {
                connection.send(b);
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        });

        assertFailsCleanlyInTime("slow bytes", client);
        assertThat(client.echo("x")).isEqualTo("echoed");
    }
}
