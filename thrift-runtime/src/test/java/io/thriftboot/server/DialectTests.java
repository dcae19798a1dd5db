package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our models find out how each message looks, and answer in the same way. */
class DialectTests {

    private static final WireFormat AUTO = WireFormat.DEFAULT.with(ThriftProtocol.AUTO, LayeredTransport.AUTO);

    private static final WireFormat HEADER = WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED);

    private static final List<WireFormat> DIALECTS = Stream.concat(
                    Stream.of(HEADER),
                    Stream.of(LayeredTransport.FRAMED, LayeredTransport.BUFFERED)
                            .flatMap(transport -> Stream.of(
                                            ThriftProtocol.BINARY, ThriftProtocol.COMPACT, ThriftProtocol.JSON)
                                    .map(protocol -> WireFormat.DEFAULT.with(protocol, transport))))
            .toList();

    private static byte[] call(WireFormat dialect, int seqid) throws Exception {
        return RawClient.message(dialect, "echo", TMessageType.CALL, seqid, new EchoService.echo_args("text " + seqid));
    }

    private static void assertAnswered(WireFormat dialect, int seqid, InputStream from) throws Exception {
        TIOStreamTransport wire = new TIOStreamTransport(from);
        TProtocol in = dialect.protocol() == ThriftProtocol.HEADER
                ? new THeaderProtocol(wire)
                : dialect.protocolOver(dialect.transport().isFramed() ? new TFramedTransport(wire) : wire);
        EchoService.echo_result result = new EchoService.echo_result();
        TMessage reply = in.readMessageBegin();
        result.read(in);
        in.readMessageEnd();
        assertThat(reply.seqid).as(dialect.toString()).isEqualTo(seqid);
        assertThat(result.getSuccess()).isEqualTo("text " + seqid);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREADED", "EVENT_LOOP"})
    void whenMessagesLookDifferentEachIsAnsweredAsItLooks(ServerModel model) throws Exception {
        try (TestServer server = new TestServer(new Setup(model, AUTO));
                Socket socket = server.socket()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 60; i++) {
                all.write(call(DIALECTS.get(i % DIALECTS.size()), i));
            }
            socket.getOutputStream().write(all.toByteArray());

            for (int i = 0; i < 60; i++) {
                assertAnswered(DIALECTS.get(i % DIALECTS.size()), i, socket.getInputStream());
            }
            assertThat(server.stats().protocolErrors()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREADED", "EVENT_LOOP"})
    void whenMessagesArriveByteByByteEachIsAnswered(ServerModel model) throws Exception {
        try (TestServer server = new TestServer(new Setup(model, AUTO));
                Socket socket = server.socket()) {
            for (int i = 0; i < DIALECTS.size(); i++) {
                for (byte b : call(DIALECTS.get(i), i)) {
                    socket.getOutputStream().write(b);
                }
                assertAnswered(DIALECTS.get(i), i, socket.getInputStream());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREADED", "EVENT_LOOP"})
    void whenTheDialectIsFixedAnotherOneIsRefused(ServerModel model) throws Exception {
        for (WireFormat fixed : DIALECTS) {
            for (WireFormat other : DIALECTS) {
                if (!other.equals(fixed)) {
                    assertRefused(new Setup(model, fixed), other);
                }
            }
        }
    }

    private static void assertRefused(Setup setup, WireFormat other) throws Exception {
        try (TestServer server = new TestServer(setup);
                Socket socket = server.socket()) {
            socket.getOutputStream().write(call(other, 1));

            assertThat(socket.getInputStream().read()).as(setup + ": " + other).isEqualTo(-1);
            assertThat(server.stats().protocolErrors()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREADED", "EVENT_LOOP"})
    void whenItIsNoThriftTheConnectionIsClosed(ServerModel model) throws Exception {
        try (TestServer server = new TestServer(new Setup(model, AUTO))) {
            for (byte[] noise :
                    List.of("GET / HTTP/1.1\r\n\r\n".getBytes("US-ASCII"), new byte[] {0x16, 3, 1, 2, 0, 1, 0})) {
                try (Socket socket = server.socket()) {
                    socket.getOutputStream().write(noise);
                    assertThat(socket.getInputStream().read()).isEqualTo(-1);
                }
            }
            assertThat(server.stats().protocolErrors()).isEqualTo(2);
        }
    }
}
