package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.PeerText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that do harm to their clients: a call fails in time with an exception that says what was wrong, the next one to a
 * server that behaves is right, and nothing is left of either.
 */
@Timeout(120)
class HostileServerTests {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** Far more than the timeout, since the machine may be busy, and far less than for ever. */
    private static final Duration IN_TIME = Duration.ofSeconds(15);

    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration SLOW = Duration.ofMillis(50);

    private FakeServer server;
    private ThriftChannel channel;

    /** What a server sends when it was asked something. */
    private enum Attack {
        FRAME_OF_MINUS_ONE("ffffffff"),
        EMPTY_FRAME("00000000"),
        LARGEST_FRAME("3fffffff"),
        IMPOSSIBLE_FRAME("7fffffff80010002"),
        FRAME_WITHOUT_DATA("00f00000"),
        FRAME_WITH_SOME_DATA("00f000008001000200000004"),
        PART_OF_A_LENGTH("0000"),
        NAME_WITHOUT_END(frame("800100027fffffff6563686f")),
        NAME_OF_NEGATIVE_LENGTH(frame("80010002800000006563686f")),
        TEXT_WITHOUT_END(reply("0b00007fffffff")),
        TEXT_OF_NEGATIVE_LENGTH(reply("0b0000ffffffff")),
        LIST_OF_BILLIONS(reply("0f00090b7fffffff")),
        LIST_OF_NOTHING(reply("0f0009017fffffff00")),
        MAP_OF_BILLIONS(reply("0d00090b0b7fffffff")),
        SET_OF_BILLIONS(reply("0e00090c7fffffff")),
        UNKNOWN_TYPE(reply("7f000900")),
        NESTING(reply("0c0009".repeat(10_000))),
        NESTED_LISTS(reply("0f0009" + "0f00000001".repeat(10_000))),
        WRONG_TYPE_OF_RESULT(reply("080000" + "00000001" + "00")),
        EXCEPTION_WITHOUT_END(frame("8001000300000004" + "6563686f" + "00000001" + "0b00017fffffff")),
        UNKNOWN_MESSAGE_TYPE(frame("8001000900000004" + "6563686f" + "00000001" + "00")),
        UNKNOWN_VERSION(frame("8002000200000004" + "6563686f" + "00000001" + "00")),
        WRONG_NAME(frame("8001000200000004" + "70696e67" + "00000001" + "0b00000000000178" + "00")),
        HOSTILE_NAME(frame("8001000200000008" + "1b5b324a0d0ac285" + "00000001" + "0b00000000000178" + "00")),
        HOSTILE_EXCEPTION(frame("8001000300000004" + "6563686f" + "00000001" + "0b0001000000081b5b324a0d0ac28500")),
        LONG_NAME(frame("80010002000f4240" + "78".repeat(1_000_000) + "00000001" + "0b00000000000178" + "00")),
        LONG_EXCEPTION(
                frame("8001000300000004" + "6563686f" + "00000001" + "0b0001000f4240" + "78".repeat(1_000_000) + "00")),
        ONEWAY_INSTEAD_OF_A_REPLY(frame("8001000400000004" + "6563686f" + "00000001" + "00")),
        WRONG_SEQID(frame("8001000200000004" + "6563686f" + "7fffffff" + "0b00000000000178" + "00")),
        HTTP(HexFormat.of()
                .formatHex("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))),
        TLS("15030100020246");

        private final byte[] bytes;

        Attack(String hex) {
            this.bytes = HexFormat.of().parseHex(hex);
        }

        private static String frame(String body) {
            return HexFormat.of().toHexDigits(body.length() / 2) + body;
        }

        /** To the first call of a connection. */
        private static String reply(String body) {
            return frame("80010002" + "00000004" + "6563686f" + "00000001" + body);
        }
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of(ClientStyle.SYNC, ClientMode.POOLED),
                Arguments.of(ClientStyle.SYNC, ClientMode.SHARED),
                Arguments.of(ClientStyle.SYNC, ClientMode.SHORT),
                Arguments.of(ClientStyle.ASYNC, ClientMode.POOLED),
                Arguments.of(ClientStyle.ASYNC, ClientMode.SHARED),
                Arguments.of(ClientStyle.FUTURE, ClientMode.SHORT));
    }

    private EchoService.Iface client(ClientStyle style, ClientMode mode, FakeServer.Script... scripts) {
        server = FakeServer.start(scripts);
        channel = ThriftChannel.create(
                ThriftChannelOptions.builder("users")
                        .mode(mode)
                        .shared(new SharedOptions(2, 1000, Duration.ofMillis(10), 100, 0))
                        .timeout(TIMEOUT)
                        .build(),
                EndpointSupplier.fixed(List.of(server.endpoint())),
                EndpointSelector.roundRobin(),
                List.of());
        return style.of(channel);
    }

    @AfterEach
    void nothingIsLeft() {
        channel.close();
        await().pollInterval(SOON).until(() -> channel.stats().values().stream().allMatch(pool -> pool.active() == 0));
        server.close();
        await().pollInterval(SOON).until(() -> server.finished() == server.accepted());
        await().pollInterval(SOON).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("thrift-client-users")));
    }

    private static void assertFailsInTime(String what, EchoService.Iface client) {
        long started = System.nanoTime();
        Throwable thrown = catchThrowable(() -> client.echo("x"));

        assertThat(thrown).as(what).isInstanceOf(TException.class);
        assertThat(thrown.getMessage()).as(what).hasSizeLessThan(1100);
        assertThat(thrown instanceof TApplicationException
                        || thrown.getMessage().contains("EchoService.echo"))
                .as("%s: %s", what, thrown)
                .isTrue();
        assertThat(PeerText.logged(thrown)).as(what).isSameAs(thrown);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).as(what).isLessThan(IN_TIME);
    }

    private static void assertServed(String what, EchoService.Iface client) throws TException {
        assertThat(client.echo("x")).as(what).isEqualTo("echoed");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whenTheReplyIsHostileTheCallFailsAndTheNextOneDoesNot(ClientStyle style, ClientMode mode) throws Exception {
        for (Attack attack : Attack.values()) {
            EchoService.Iface client = client(
                    style,
                    mode,
                    connection -> {
                        connection.receive();
                        connection.send(attack.bytes);
                        connection.serve();
                    },
                    FakeConnection::serve);

            assertFailsInTime(attack.name(), client);
            assertServed(attack.name(), client);
            nothingIsLeft();
        }
    }

    /** A deadline is one, however much arrives before it. */
    @ParameterizedTest
    @MethodSource("ways")
    void whenTheReplyComesByteByByteTheCallEndsInTime(ClientStyle style, ClientMode mode) throws Exception {
        EchoService.Iface client = client(
                style,
                mode,
                connection -> {
                    TMessage request = connection.receive();
                    byte[] reply = FakeConnection.frame(
                            request.name, TMessageType.REPLY, request.seqid, FakeConnection.result("x".repeat(1000)));
                    for (byte b : reply) {
                        connection.send(b);
                        LockSupport.parkNanos(SLOW.toNanos());
                    }
                },
                FakeConnection::serve);

        assertFailsInTime("slow bytes", client);
        assertServed("slow bytes", client);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whenFramesNeverEndTheCallFailsAndTheNextOneDoesNot(ClientStyle style, ClientMode mode) throws Exception {
        byte[] unasked =
                FakeConnection.frame("echo", TMessageType.REPLY, 999, FakeConnection.result("x".repeat(100_000)));
        EchoService.Iface client = client(
                style,
                mode,
                connection -> {
                    connection.receive();
                    sendUntilClosed(connection, unasked);
                },
                FakeConnection::serve);

        assertFailsInTime("endless frames", client);
        assertServed("endless frames", client);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whenRepliesComeBeforeAnythingIsAskedNoCallTakesThem(ClientStyle style, ClientMode mode) throws Exception {
        byte[] unasked = FakeConnection.frame("echo", TMessageType.REPLY, 1, FakeConnection.result("forged"));
        EchoService.Iface client = client(
                style,
                mode,
                connection -> {
                    connection.answer(connection.receive(), "echoed");
                    connection.send(unasked);
                    connection.awaitClose();
                },
                FakeConnection::serve);

        assertServed("the first", client);
        await().pollInterval(SOON).until(() -> mode == ClientMode.SHORT || server.sent() == 2);
        assertServed("the next", client);
    }

    /** Replies with bits, lengths and types changed: each call ends, and no call but the one that was answered is harmed. */
    @ParameterizedTest
    @MethodSource("ways")
    void whenRepliesAreMutatedEachCallEnds(ClientStyle style, ClientMode mode) throws Exception {
        SplittableRandom random = new SplittableRandom(20_260_801);
        EchoService.Iface client = client(style, mode, connection -> {
            TMessage request = connection.receive();
            connection.send(mutated(request, random));
        });
        for (int i = 0; i < 200; i++) {
            Throwable thrown = catchThrowable(() -> client.echo("x"));
            assertThat(thrown == null || thrown instanceof TException)
                    .as("reply %d: %s", i, thrown)
                    .isTrue();
        }
    }

    private static synchronized byte[] mutated(TMessage request, SplittableRandom random) throws TException {
        byte[] reply = FakeConnection.frame(
                request.name, TMessageType.REPLY, request.seqid, FakeConnection.result("x".repeat(40)));
        int at = random.nextInt(reply.length);
        switch (random.nextInt(4)) {
            case 0 -> reply[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> reply[at] = (byte) random.nextInt(256);
            case 2 -> reply = Arrays.copyOf(reply, at);
            default -> ByteBuffer.wrap(reply).putInt(Math.min(at, reply.length - 4), random.nextInt());
        }
        return reply;
    }

    private static void sendUntilClosed(FakeConnection connection, byte[] frame) {
        try {
            while (true) {
                connection.send(frame);
            }
        } catch (IOException closed) {
            assertThat(closed).isNotNull();
        }
    }
}
