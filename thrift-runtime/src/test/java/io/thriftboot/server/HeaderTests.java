package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.thriftboot.ThriftContext;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.client.ClientMode;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.HeaderOptions;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.protocol.MessageHeader;
import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.protocol.THeaderTransport;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of the header protocol: what stands before them, which the other dialects do not have. */
class HeaderTests {

    private static final WireFormat HEADER = WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED);

    /** A call of "nothing" with seqid 7. */
    private static final String NOTHING = "80010001 00000007 6e6f7468696e67 00000007 00";

    /** Sends the header "back" with what came as "forth". */
    private static final class Headers extends EchoHandler {

        @Override
        public String echo(String text) {
            ThriftContext context = ThriftContext.current();
            context.setResponseHeader("back", context.requestHeaders().getOrDefault("forth", "none"));
            if (text.equals("too many")) {
                context.setResponseHeader("large", "x".repeat(60_000));
            }
            return super.echo(text);
        }
    }

    private static TestServer start(ServerModel model, WireFormat format) throws IOException {
        return new TestServer(
                new Setup(model, format), UnaryOperator.identity(), new Headers(), UnaryOperator.identity());
    }

    static Stream<Arguments> modelsAndFormats() {
        return Stream.concat(
                Stream.of(ServerModel.values()).map(model -> Arguments.of(model, HEADER)),
                Stream.of(ServerModel.THREADED, ServerModel.EVENT_LOOP)
                        .map(model -> Arguments.of(model, WireFormat.AUTO)));
    }

    private static THeaderProtocol over(Socket socket) throws Exception {
        return new THeaderProtocol(
                new THeaderTransport(new TIOStreamTransport(socket.getInputStream(), socket.getOutputStream())));
    }

    @ParameterizedTest
    @MethodSource("modelsAndFormats")
    void whenAChannelSendsHeadersTheyTravelBothWays(ServerModel model, WireFormat format) throws Exception {
        try (TestServer server = start(model, format)) {
            for (ClientMode mode : ClientMode.values()) {
                callByChannel(server, mode);
            }
            assertThat(server.stats().protocolErrors()).isZero();
        }
    }

    private static void callByChannel(TestServer server, ClientMode mode) throws Exception {
        AtomicReference<String> value = new AtomicReference<>();
        AtomicReference<Map<String, String>> answered = new AtomicReference<>();
        ThriftInterceptor headers = (call, next) -> {
            if (value.get() != null) {
                call.context().setRequestHeader("forth", value.get());
            }
            return next.invoke(call)
                    .whenComplete(
                            (result, thrown) -> answered.set(call.context().responseHeaders()));
        };
        Endpoint endpoint = Endpoint.tcp("127.0.0.1", server.address().getPort());
        ThriftChannelOptions options = ThriftChannelOptions.builder("header")
                .wireFormat(HEADER)
                .mode(mode)
                .build();
        try (ThriftChannel channel = ThriftChannel.create(
                options, EndpointSupplier.fixed(List.of(endpoint)), EndpointSelector.roundRobin(), List.of(headers))) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            for (String text : List.of("ü", "", "2")) {
                value.set(text);
                assertThat(client.echo("x")).isEqualTo("x");
                assertThat(answered.get()).as(mode.name()).isEqualTo(Map.of("back", text));
            }
            value.set(null);
            assertThat(client.echo("x")).isEqualTo("x");
            assertThat(answered.get()).as(mode.name()).isEqualTo(Map.of("back", "none"));
            client.nothing();
            assertThat(answered.get()).as(mode.name()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ClientMode.class)
    void aChannelSendsCompactAndCompressedRequestsWhereItIsToldTo(ClientMode mode) throws Exception {
        try (TestServer server = start(ServerModel.THREADED, HEADER)) {
            long binary = bytesOfACall(server, mode, HeaderOptions.DEFAULT);
            assertThat(binary).isGreaterThan(10_000);
            assertThat(bytesOfACall(server, mode, new HeaderOptions(ThriftProtocol.COMPACT, false)))
                    .isBetween(10_000L, binary - 1);
            assertThat(bytesOfACall(server, mode, new HeaderOptions(ThriftProtocol.BINARY, true)))
                    .isLessThan(1000);
            assertThat(bytesOfACall(server, mode, new HeaderOptions(ThriftProtocol.COMPACT, true)))
                    .isLessThan(1000);
            assertThat(server.stats().protocolErrors()).isZero();
        }
    }

    private static long bytesOfACall(TestServer server, ClientMode mode, HeaderOptions header) throws Exception {
        long before = server.stats().bytesReceived();
        Endpoint endpoint = Endpoint.tcp("127.0.0.1", server.address().getPort());
        ThriftChannelOptions options = ThriftChannelOptions.builder("header")
                .wireFormat(HEADER)
                .mode(mode)
                .header(header)
                .build();
        try (ThriftChannel channel = ThriftChannel.create(
                options, EndpointSupplier.fixed(List.of(endpoint)), EndpointSelector.roundRobin(), List.of())) {
            String text = "x".repeat(10_000);
            assertThat(channel.client(EchoService.Iface.class).echo(text)).isEqualTo(text);
        }
        return server.stats().bytesReceived() - before;
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "HEADER", "AUTO"})
    void behindHeadersThereIsBinaryOrCompact(ThriftProtocol protocol) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeaderOptions(protocol, false))
                .withMessage("header.protocol: " + protocol + " (expected: binary or compact)");
    }

    @ParameterizedTest
    @MethodSource("modelsAndFormats")
    void whenARequestIsCompressedOrCompactSoIsItsReply(ServerModel model, WireFormat format) throws Exception {
        try (TestServer server = start(model, format);
                Socket socket = server.socket()) {
            THeaderProtocol protocol = over(socket);
            EchoService.Client client = new EchoService.Client(protocol);
            String text = "text ".repeat(10_000);
            for (ThriftProtocol inner : List.of(ThriftProtocol.COMPACT, ThriftProtocol.BINARY)) {
                for (boolean compressed : new boolean[] {true, false}) {
                    protocol.setStyle(inner, compressed);
                    protocol.setWriteHeader("forth", "value");
                    assertThat(client.echo(text)).isEqualTo(text);
                    assertThat(protocol.lastRead().protocol()).isEqualTo(inner);
                    assertThat(protocol.lastRead().compressed()).isEqualTo(compressed);
                    assertThat(protocol.readHeaders()).isEqualTo(Map.of("back", "value"));
                }
            }
        }
    }

    /** A frame with a header whose section is given in whole words, with flags, around a message. */
    private static byte[] frame(String section, String message) {
        HexFormat hex = HexFormat.of();
        byte[] words = hex.parseHex(section);
        byte[] rest = hex.parseHex(message.replace(" ", ""));
        return ByteBuffer.allocate(14 + words.length + rest.length)
                .putInt(10 + words.length + rest.length)
                .putInt(0x0FFF8001)
                .putInt(7)
                .putShort((short) (words.length / 4))
                .put(words)
                .put(rest)
                .array();
    }

    @ParameterizedTest
    @MethodSource("modelsAndFormats")
    void whenAFrameIsFramedOnceMoreItsReplyIsToo(ServerModel model, WireFormat format) throws Exception {
        try (TestServer server = start(model, format);
                Socket socket = server.socket()) {
            byte[] frame = frame("00000000", NOTHING);
            byte[] twice = ByteBuffer.allocate(4 + frame.length)
                    .putInt(frame.length)
                    .put(frame)
                    .array();
            for (byte b : twice) {
                socket.getOutputStream().write(b);
            }
            THeaderProtocol protocol = over(socket);
            assertReply(protocol, TMessageType.REPLY, "nothing", true);
            socket.getOutputStream().write(frame);
            assertReply(protocol, TMessageType.REPLY, "nothing", false);
        }
    }

    private static void assertReply(THeaderProtocol protocol, byte type, String name, boolean twice) throws Exception {
        assertThat(protocol.readMessageBegin()).isEqualTo(new TMessage(name, type, 7));
        assertThat(protocol.lastRead())
                .isEqualTo(new MessageHeader(ThriftProtocol.BINARY, 0x8001, 7, false, twice, Map.of()));
        if (type == TMessageType.REPLY) {
            new EchoService.nothing_result().read(protocol);
            protocol.readMessageEnd();
        }
    }

    static Stream<Arguments> unreadable() {
        return modelsAndFormats().flatMap(model -> Stream.of(
                        Arguments.of("01000000", TApplicationException.INVALID_PROTOCOL),
                        Arguments.of("00010300", TApplicationException.INVALID_TRANSFORM),
                        Arguments.of("00010100", TApplicationException.PROTOCOL_ERROR))
                .map(what -> Arguments.of(model.get()[0], model.get()[1], what.get()[0], what.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whenAMessageCannotBeReadTheReplySaysSoAndTheConnectionEnds(
            ServerModel model, WireFormat format, String section, int type) throws Exception {
        try (TestServer server = start(model, format);
                Socket socket = server.socket()) {
            socket.getOutputStream().write(frame(section, NOTHING));
            THeaderProtocol protocol = over(socket);
            assertReply(protocol, TMessageType.EXCEPTION, "", false);

            assertThat(TApplicationException.readFrom(protocol).getType()).isEqualTo(type);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(server.stats().protocolErrors()).isEqualTo(1);
            assertThat(server.stats().protocolErrorsBy()).containsEntry(ProtocolError.HEADER, 1L);
        }
    }

    @ParameterizedTest
    @MethodSource("modelsAndFormats")
    void whenThisIsNoHeaderTheConnectionEnds(ServerModel model, WireFormat format) throws Exception {
        try (TestServer server = start(model, format);
                Socket socket = server.socket()) {
            socket.getOutputStream().write(frame("00000109", NOTHING));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(server.stats().protocolErrors()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREADED", "EVENT_LOOP"})
    void whenAFrameIsTooLargeItIsAnsweredAsItLooks(ServerModel model) throws Exception {
        MessageLimits limits = new MessageLimits(20_000, 20_000, 20_000, 1000, 16);
        WireFormat small = new WireFormat(ThriftProtocol.AUTO, LayeredTransport.AUTO, limits, true);
        try (TestServer server = start(model, small);
                Socket socket = server.socket()) {
            THeaderProtocol protocol = over(socket);
            EchoService.Client client = new EchoService.Client(protocol);

            assertThatExceptionOfType(TApplicationException.class)
                    .isThrownBy(() -> client.echo("x".repeat(30_000)))
                    .satisfies(ex -> assertThat(ex.getType()).isEqualTo(TApplicationException.PROTOCOL_ERROR))
                    .withMessageStartingWith("frame: 30");
            assertThat(client.echo("next")).isEqualTo("next");
        }
    }

    @ParameterizedTest
    @MethodSource("modelsAndFormats")
    void whenAHandlerSetsTooManyHeadersItsCallFails(ServerModel model, WireFormat format) throws Exception {
        try (TestServer server = start(model, format);
                Socket socket = server.socket()) {
            EchoService.Client client = new EchoService.Client(over(socket));

            assertThatExceptionOfType(TApplicationException.class)
                    .isThrownBy(() -> client.echo("too many"))
                    .satisfies(ex -> assertThat(ex.getType()).isEqualTo(TApplicationException.INTERNAL_ERROR));
            assertThat(client.echo("next")).isEqualTo("next");
        }
    }

    @ParameterizedTest
    @EnumSource(ClientMode.class)
    void whenTheServerSpeaksAnotherProtocolTheCallFails(ClientMode mode) throws Exception {
        try (TestServer server = start(ServerModel.THREADED, WireFormat.DEFAULT);
                ThriftChannel channel = ThriftChannel.create(
                        ThriftChannelOptions.builder("header")
                                .wireFormat(HEADER)
                                .mode(mode)
                                .build(),
                        EndpointSupplier.fixed(List.of(
                                Endpoint.tcp("127.0.0.1", server.address().getPort()))),
                        EndpointSelector.roundRobin(),
                        List.of())) {
            assertThatExceptionOfType(TTransportException.class)
                    .isThrownBy(() -> channel.client(EchoService.Iface.class).echo("x"));
        }
    }
}
