package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.TestEndpoint;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.Note;
import io.thriftboot.transport.BadFrameException;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row of the table of outcomes: what the caller gets, whether the connection is used again, and how often was tried. */
@ParameterizedClass
@CsvSource({
    "SYNC, TCP, POOLED",
    "SYNC, UNIX, POOLED",
    "SYNC, MEMORY, POOLED",
    "ASYNC, TCP, POOLED",
    "FUTURE, TCP, POOLED",
    "SYNC, TCP, SHARED",
    "SYNC, UNIX, SHARED",
    "SYNC, MEMORY, SHARED",
    "FUTURE, TCP, SHARED",
    "ASYNC, UNIX, SHARED"
})
class CallOutcomeTests {

    @Parameter(0)
    private ClientStyle style;

    @Parameter(1)
    private TestEndpoint where;

    @Parameter(2)
    private ClientMode mode;

    private FakeServer server;
    private ThriftChannel channel;
    private EchoService.Iface client;

    private void start(FakeServer.Script... scripts) {
        start(WireFormat.DEFAULT, scripts);
    }

    private void start(WireFormat format, FakeServer.Script... scripts) {
        server = FakeServer.start(where.free(), scripts);
        channel = ThriftChannel.create(
                ThriftChannelOptions.builder("users")
                        .wireFormat(format)
                        .mode(mode)
                        .shared(new SharedOptions(1, 1000, Duration.ZERO, 100, 0))
                        .timeout(Duration.ofSeconds(2))
                        .build(),
                EndpointSupplier.fixed(List.of(server.endpoint())),
                EndpointSelector.roundRobin(),
                List.of());
        client = style.of(channel);
    }

    @AfterEach
    void stop() {
        if (channel != null) {
            channel.close();
            server.close();
        }
    }

    private PoolStats stats() {
        return channel.stats().get(server.endpoint());
    }

    private void assertKept() throws Exception {
        assertThat(client.echo("next")).isEqualTo("echoed");
        assertThat(server.accepted()).isEqualTo(1);
        assertThat(stats()).extracting(PoolStats::active, PoolStats::idle).containsExactly(0, 1);
    }

    private void assertDiscarded() throws Exception {
        assertThat(stats()).extracting(PoolStats::active, PoolStats::idle).containsExactly(0, 0);
        assertThat(stats().destroyed()).isEqualTo(1);
        assertThat(client.echo("next")).isEqualTo("echoed");
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void whenAResultComesTheConnectionIsKept() throws Exception {
        start(FakeConnection::serve);

        assertThat(client.echo("x")).isEqualTo("echoed");

        assertKept();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", ""})
    void whenThePeerAnswersWithAnExceptionTheConnectionIsKept(String name) throws Exception {
        start(connection -> {
            connection.fail(name, connection.receive().seqid, TApplicationException.UNKNOWN_METHOD, "what?");
            connection.serve();
        });

        assertThatThrownBy(() -> client.echo("x"))
                .isInstanceOfSatisfying(TApplicationException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TApplicationException.UNKNOWN_METHOD))
                .hasMessage("what?");

        assertKept();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "EchoService:echo"})
    void whenMultiplexedBareAndFullNamesAreAccepted(String name) throws Exception {
        start(connection -> {
            TMessage request = connection.receive();
            assertThat(request.name).isEqualTo("EchoService:echo");
            connection.answer(new TMessage(name, TMessageType.REPLY, request.seqid), "named " + name);
            connection.serve();
        });
        try (ThriftChannel multiplexed = ThriftChannel.create(
                channel.options().toBuilder().multiplexed(true).build(),
                EndpointSupplier.fixed(List.of(server.endpoint())),
                EndpointSelector.roundRobin(),
                List.of())) {
            assertThat(style.of(multiplexed).echo("x")).isEqualTo("named " + name);
        }
    }

    @Test
    void whenTheResultIsEmptyTheConnectionIsKept() throws Exception {
        start(connection -> {
            TMessage request = connection.receive();
            connection.send(FakeConnection.frame(
                    request.name, TMessageType.REPLY, request.seqid, new EchoService.echo_result()));
            connection.serve();
        });

        assertThatThrownBy(() -> client.echo("x"))
                .isInstanceOf(TApplicationException.class)
                .hasMessageContaining("EchoService.echo: the result is empty");

        assertKept();
    }

    @ParameterizedTest
    @ValueSource(ints = {TApplicationException.PROTOCOL_ERROR, TApplicationException.INVALID_MESSAGE_TYPE})
    void whenThePeerComplainsOfTheMessageTheConnectionIsDiscarded(int type) throws Exception {
        start(
                connection -> {
                    connection.fail(connection.receive(), type, "cannot read this");
                    connection.serve();
                },
                FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x")).hasMessage("cannot read this");

        assertDiscarded();
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void whenTheSeqidIsWrongTheConnectionIsDiscarded() throws Exception {
        start(
                connection -> {
                    TMessage request = connection.receive();
                    connection.answer(new TMessage("echo", TMessageType.REPLY, request.seqid - 1), "of another call");
                    connection.serve();
                },
                FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x"))
                .isInstanceOfSatisfying(TApplicationException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TApplicationException.BAD_SEQUENCE_ID))
                .hasMessageMatching("users \\S+: EchoService.echo: reply with sequence id 0 " + "\\(expected: 1\\)");

        assertDiscarded();
    }

    @Test
    void whenTheSeqidOfAnExceptionIsWrongTheConnectionIsDiscarded() throws Exception {
        start(
                connection -> {
                    int seqid = connection.receive().seqid;
                    connection.fail("echo", seqid + 1, TApplicationException.INTERNAL_ERROR, "of another call");
                    connection.serve();
                },
                FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x")).hasMessageContaining("reply with sequence id 2 (expected: 1)");

        assertDiscarded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", ""})
    void whenTheNameOfAResultIsWrongTheConnectionIsDiscarded(String name) throws Exception {
        start(
                connection -> {
                    connection.answer(new TMessage(name, TMessageType.REPLY, connection.receive().seqid), "of another");
                    connection.serve();
                },
                FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x"))
                .hasMessageContaining("reply with method name " + name + " (expected: echo)");

        assertDiscarded();
    }

    @Test
    void whenTheReplyIsNoReplyTheConnectionIsDiscarded() throws Exception {
        start(
                connection -> {
                    TMessage request = connection.receive();
                    connection.send(
                            FakeConnection.frame("echo", TMessageType.CALL, request.seqid, FakeConnection.result("x")));
                    connection.serve();
                },
                FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x")).hasMessageContaining("reply with type 1 (expected: 2 or 3)");

        assertDiscarded();
    }

    @Test
    void whenTheReplyIsGarbageTheConnectionIsDiscarded() throws Exception {
        start(
                connection -> {
                    connection.receive();
                    connection.send(new byte[] {0, 0, 0, 4, 1, 2, 3, 4});
                    connection.serve();
                },
                FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x"))
                .isInstanceOf(TProtocolException.class)
                .hasMessageStartingWith("users " + server.endpoint() + ": EchoService.echo: ");

        assertDiscarded();
    }

    @Test
    void whenBytesFollowTheReplyInItsFrameTheConnectionIsDiscarded() throws Exception {
        start(
                connection -> {
                    TMessage request = connection.receive();
                    byte[] frame = FakeConnection.frame(
                            "echo", TMessageType.REPLY, request.seqid, FakeConnection.result("echoed"));
                    byte[] longer = Arrays.copyOf(frame, frame.length + 1);
                    longer[3]++;
                    connection.send(longer);
                    connection.serve();
                },
                FakeConnection::serve);

        assertThat(client.echo("x")).isEqualTo("echoed");

        assertThat(client.echo("next")).isEqualTo("echoed");
        assertThat(server.accepted()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FRAMED", "BUFFERED"})
    void whenTwoRepliesComeAtOnceTheSecondIsNeverTakenForAnother(LayeredTransport transport) throws Exception {
        Assumptions.assumeTrue(
                mode == ClientMode.POOLED || transport.isFramed(), "callers share connections with frames only");
        FakeServer.Script twice = connection -> {
            byte[] reply = transport == LayeredTransport.FRAMED
                    ? FakeConnection.frame("echo", TMessageType.REPLY, 1, FakeConnection.result("echoed"))
                    : FakeConnection.message("echo", TMessageType.REPLY, 1, FakeConnection.result("echoed"));
            byte[] both = Arrays.copyOf(reply, 2 * reply.length);
            System.arraycopy(reply, 0, both, reply.length, reply.length);
            connection.send(both);
            connection.awaitClose();
        };
        start(WireFormat.DEFAULT.with(ThriftProtocol.BINARY, transport), twice, connection -> {
            connection.send(
                    transport == LayeredTransport.FRAMED
                            ? FakeConnection.frame("echo", TMessageType.REPLY, 2, FakeConnection.result("second"))
                            : FakeConnection.message("echo", TMessageType.REPLY, 2, FakeConnection.result("second")));
            connection.awaitClose();
        });

        assertThat(client.echo("x")).isEqualTo("echoed");

        assertThat(client.echo("y")).isEqualTo("second");
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void whenThePeerClosesInsteadOfAnsweringTheCallIsNotRepeated() throws Exception {
        start(FakeConnection::receive, FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x"))
                .isInstanceOf(TTransportException.class)
                .hasMessageEndingWith(": EchoService.echo: the peer closed the connection without a reply");

        assertThat(server.requests()).isEqualTo(1);
        assertDiscarded();
    }

    @Test
    void whenThePeerResetsTheConnectionTheCallIsNotRepeated() throws Exception {
        start(
                connection -> {
                    connection.receive();
                    connection.reset();
                },
                FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x"))
                .isInstanceOf(TTransportException.class)
                .hasMessageContaining(where == TestEndpoint.TCP ? "Connection reset" : "closed the connection");

        assertThat(server.requests()).isEqualTo(1);
        assertDiscarded();
    }

    @Test
    void whenThePeerClosesWithinAReplyTheConnectionIsDiscarded() throws Exception {
        start(
                connection -> {
                    TMessage request = connection.receive();
                    byte[] frame = FakeConnection.frame(
                            "echo", TMessageType.REPLY, request.seqid, FakeConnection.result("echoed"));
                    connection.send(Arrays.copyOf(frame, frame.length / 2));
                },
                FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x")).hasMessageContaining("closed the connection within a frame");

        assertThat(server.requests()).isEqualTo(1);
        assertDiscarded();
    }

    @Test
    void whenThePeerAnswersWithHttpTheErrorSaysSo() throws Exception {
        start(
                connection -> {
                    connection.receive();
                    connection.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    connection.awaitClose();
                },
                FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x"))
                .isInstanceOf(TTransportException.class)
                .hasCauseInstanceOf(BadFrameException.class)
                .hasMessageContaining("EchoService.echo: frame length: ")
                .hasMessageContaining("this looks like an HTTP reply");

        assertDiscarded();
    }

    @Test
    void whenThePeerAnswersWithoutFramesTheErrorSaysSo() throws Exception {
        start(
                connection -> {
                    TMessage request = connection.receive();
                    connection.send(FakeConnection.message(
                            "echo", TMessageType.REPLY, request.seqid, FakeConnection.result("x")));
                    connection.awaitClose();
                },
                FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x")).hasMessageContaining("the binary protocol without frames");

        assertDiscarded();
    }

    @Test
    void whenTheFrameIsTooLargeNothingIsAllocatedForIt() throws Exception {
        start(
                connection -> {
                    connection.receive();
                    connection.send(new byte[] {0x3f, 0, 0, 0});
                    connection.awaitClose();
                },
                FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x"))
                .hasMessageContaining("frame length: 1056964608 (expected: 1 to 16384000)");

        assertDiscarded();
    }

    @Test
    void whenTheServerClosedAnIdleConnectionTheNextCallDoesNotNotice() throws Exception {
        start(connection -> connection.answer(connection.receive(), "echoed"), FakeConnection::serve);

        assertThat(client.echo("x")).isEqualTo("echoed");
        Awaitility.await().until(() -> isClosedByPeer());

        assertThat(client.echo("y")).isEqualTo("echoed");
        assertThat(server.requests()).isEqualTo(2);
        assertThat(stats()).extracting(PoolStats::created, PoolStats::destroyed).containsExactly(2L, 1L);
    }

    /** The script has ended, and with it the connection. */
    private boolean isClosedByPeer() {
        return server.finished() == 1;
    }

    @Test
    void whenSomethingArrivesAfterOnewayTheConnectionIsDiscardedOnTheNextBorrow() throws Exception {
        start(
                connection -> {
                    connection.fail(connection.receive(), TApplicationException.UNKNOWN_METHOD, "no fire");
                    connection.awaitClose();
                },
                FakeConnection::serve);

        client.fire("shot");
        if (mode == ClientMode.POOLED) {
            // The thread of a shared connection may have found out already.
            assertThat(stats().idle()).isEqualTo(1);
        }
        Awaitility.await().until(() -> server.sent() == 1);

        assertThat(client.echo("next")).isEqualTo("echoed");
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void whenNothingArrivesAfterOnewayTheConnectionIsKept() throws Exception {
        start(connection -> {
            connection.receive();
            connection.serve();
        });

        client.fire("shot");

        assertKept();
    }

    @Test
    void whenAValueCannotBeEncodedNoConnectionIsAskedFor() throws Exception {
        start(FakeConnection::serve);

        assertThatThrownBy(() -> client.echoItem(new Item().setId(1).setTags(Arrays.asList("a", null))))
                .isInstanceOf(TProtocolException.class)
                .hasMessageStartingWith("users: EchoService.echoItem: the arguments cannot be encoded: ");

        assertThat(channel.stats()).isEmpty();
        assertThat(client.echo("next")).isEqualTo("echoed");
    }

    @Test
    void whenARequiredFieldIsUnsetNoConnectionIsAskedFor() throws Exception {
        start(FakeConnection::serve);

        assertThatThrownBy(() -> client.echoNote(new Note()))
                .isInstanceOf(TProtocolException.class)
                .hasMessageStartingWith("users: EchoService.echoNote: the arguments cannot be encoded: ");

        assertThat(channel.stats()).isEmpty();
        assertThat(client.echo("next")).isEqualTo("echoed");
    }

    @Test
    void whenAMessageIsTooLargeNoConnectionIsAskedFor() {
        start(FakeConnection::serve);

        assertThatThrownBy(() -> client.echo("x".repeat(16_384_000)))
                .isInstanceOf(TTransportException.class)
                .hasMessageContaining("(expected: at most 16384000)");

        assertThat(channel.stats()).isEmpty();
    }
}
