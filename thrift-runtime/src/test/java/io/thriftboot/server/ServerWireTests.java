package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.Tree;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server does with bytes that no well-behaved client sends. */
class ServerWireTests {

    private static final String ALL = "io.thriftboot.server.TestServer$Setup#all";
    private static final String FRAMED = "io.thriftboot.server.TestServer$Setup#framed";
    private static final String MODELS = "io.thriftboot.server.TestServer$Setup#models";

    private static EchoService.echo_args echo(String text) {
        return new EchoService.echo_args(text);
    }

    private static void assertServes(TestServer server) throws Exception {
        assertThat(server.client().echo("canary")).isEqualTo("canary");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenMultiplexedRepliesWithBareNameAndSeqid(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            EchoService.echo_result result = new EchoService.echo_result();
            client.send(client.call("EchoService:echo", -7, echo("hello")));

            TMessage reply = client.receive(result);

            assertThat(reply.name).isEqualTo("echo");
            assertThat(reply.seqid).isEqualTo(-7);
            assertThat(reply.type).isEqualTo(TMessageType.REPLY);
            assertThat(result.getSuccess()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenRequestsArePipelinedRepliesKeepTheirOrder(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            byte[][] requests = new byte[50][];
            for (int i = 0; i < requests.length; i++) {
                requests[i] = client.call("echo", i, echo("text " + i));
            }
            client.send(requests);

            for (int i = 0; i < requests.length; i++) {
                EchoService.echo_result result = new EchoService.echo_result();
                assertThat(client.receive(result).seqid).isEqualTo(i);
                assertThat(result.getSuccess()).isEqualTo("text " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenRequestArrivesByteByByteAnswersIt(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            for (byte b : client.call("echo", 1, echo("slow"))) {
                client.send(new byte[] {b});
            }
            assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenOnewayIsSentAsCallOrCallAsOnewaySendsNoReply(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            client.send(
                    client.call("fire", 1, new EchoService.fire_args("as call")),
                    client.message("echo", TMessageType.ONEWAY, 2, echo("as oneway")),
                    client.message("unknown", TMessageType.ONEWAY, 3, echo("as oneway")),
                    client.call("echo", 4, echo("call")));

            assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(4);
            assertThat(server.handler.fired).containsExactly("as call");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenMessageTypeIsUnknownGivesInvalidMessageType(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            client.send(client.message("echo", (byte) 5, 1, echo("what")), client.call("echo", 2, echo("next")));

            assertThat(client.receiveException(1).getType()).isEqualTo(TApplicationException.INVALID_MESSAGE_TYPE);
            assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(2);
            assertThat(server.stats().protocolErrorsBy()).containsEntry(ProtocolError.MESSAGE_TYPE, 1L);
        }
    }

    /** Two servers that answer each other's answers would never stop. */
    @ParameterizedTest
    @MethodSource(ALL)
    void whenReplyIsSentToServerClosesWithoutAnswer(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            client.send(client.message("echo", TMessageType.REPLY, 1, new EchoService.echo_result("hi")));

            assertThat(client.isClosedByServer()).isTrue();
            assertThat(server.stats().protocolErrors()).isEqualTo(1);
            assertServes(server);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenUnknownNameIsLongOrStrangeAnswersWithAShortCleanOne(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            client.send(client.call("bad\r\nname" + "x".repeat(5000), 1, echo("what")));

            TApplicationException exception = client.receiveException(1);

            assertThat(exception.getType()).isEqualTo(TApplicationException.UNKNOWN_METHOD);
            assertThat(exception.getMessage()).hasSizeLessThan(160).startsWith("unknown method: bad??name");
        }
    }

    @ParameterizedTest
    @MethodSource(FRAMED)
    void whenArgumentsDoNotDecodeGivesProtocolErrorAndKeepsConnection(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            byte[] broken = frame(truncated(client.call("echoItem", 1, itemArgs("secret"))));
            client.send(broken, client.call("echo", 2, echo("next")));

            TApplicationException exception = client.receiveException(1);

            assertThat(exception.getType()).isEqualTo(TApplicationException.PROTOCOL_ERROR);
            assertThat(exception.getMessage()).doesNotContain("secret").contains("EchoService.echoItem");
            EchoService.echo_result result = new EchoService.echo_result();
            assertThat(client.receive(result).seqid).isEqualTo(2);
            assertThat(result.getSuccess()).isEqualTo("next");
            assertThat(server.stats().protocolErrorsBy()).containsEntry(ProtocolError.ARGUMENTS, 1L);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenArgumentsDoNotDecodeWithoutFrameClosesConnection(Setup setup) throws Exception {
        if (setup.isFramed() || setup.format().protocol() == ThriftProtocol.JSON) {
            return;
        }
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            byte[] call = client.call("echo", 1, echo("x"));
            boolean binary = setup.format().protocol() == ThriftProtocol.BINARY;
            byte[] beforeLength = Arrays.copyOf(call, call.length - (binary ? 6 : 3));
            client.send(beforeLength, new byte[] {-1, -1, -1, -1, 15}, new byte[20]);

            assertThat(client.receiveException(1).getType()).isEqualTo(TApplicationException.PROTOCOL_ERROR);
            assertThat(client.isClosedByServer()).isTrue();
            assertServes(server);
        }
    }

    @ParameterizedTest
    @MethodSource(FRAMED)
    void whenBytesFollowMessageInFrameTheyAreNeverRead(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            byte[] first = withoutHeader(client.call("echo", 1, echo("first")));
            byte[] hidden = withoutHeader(client.call("fire", 2, new EchoService.fire_args("hidden")));
            client.send(frame(concat(first, hidden)), client.call("echo", 3, echo("third")));

            assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(1);
            assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(3);
            assertThat(server.handler.fired).isEmpty();
            assertThat(server.stats().protocolErrors()).isEqualTo(1);
            assertThat(server.stats().protocolErrorsBy()).containsEntry(ProtocolError.LEFT_OVER, 1L);
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenOtherProtocolArrivesClosesWithoutAnswer(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            for (byte[] noise : List.of(
                    "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                    new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3},
                    new byte[] {0, 0, 0, 0},
                    new byte[] {-1, -1, -1, -1},
                    new byte[] {0, 0, 0, 4, 'n', 'o', 'n', 'o'},
                    new byte[] {0, 0, 0, 2, 'n', 'o'},
                    new byte[] {(byte) 0x80, 1, 0, 1, 0, 0, 0, 4})) {
                try (RawClient client = new RawClient(server)) {
                    client.send(noise);
                    assertThat(client.isClosedByServer()).isTrue();
                }
            }
            assertThat(server.stats().protocolErrors()).isEqualTo(7);
            assertThat(server.stats().protocolErrorsBy()).containsEntry(ProtocolError.NO_MESSAGE, 7L);
            assertThat(server.server.isRunning()).isTrue();
            assertServes(server);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenNoiseArrivesAnotherConnectionIsServed(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            java.util.Random random = new java.util.Random(42);
            for (int i = 0; i < 50; i++) {
                byte[] noise = new byte[1 + random.nextInt(300)];
                random.nextBytes(noise);
                try (RawClient client = new RawClient(server)) {
                    client.send(i % 2 == 0 && setup.isFramed() ? frame(noise) : noise);
                } catch (java.net.SocketException closedEarly) {
                    assertThat(closedEarly).isNotNull();
                }
            }
            assertServes(server);
            await().until(() -> server.stats().connections() <= 1);
            assertThat(server.server.isRunning()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(FRAMED)
    void whenUnknownFieldIsNestedDeeplyGivesProtocolError(Setup setup) throws Exception {
        if (setup.format().protocol() == ThriftProtocol.JSON) {
            return;
        }
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            client.send(nested(setup.format(), 10_000), client.call("echo", 2, echo("next")));

            assertThat(client.receiveException(1).getType()).isEqualTo(TApplicationException.PROTOCOL_ERROR);
            assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource(FRAMED)
    void whenKnownStructIsNestedDeeplyGivesProtocolError(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            Tree tree = new Tree(0, List.of());
            for (int i = 0; i < 200; i++) {
                tree = new Tree(i, List.of(tree));
            }
            WireFormat deep = new WireFormat(
                    setup.format().protocol(),
                    LayeredTransport.FRAMED,
                    new io.thriftboot.protocol.MessageLimits(1 << 20, 1 << 20, 1 << 20, 1000, 1000),
                    true);
            MessageOutput output = deep.output();
            TProtocol out = deep.protocolOver(output);
            out.writeMessageBegin(new TMessage("echoTree", TMessageType.CALL, 1));
            new EchoService.echoTree_args(tree).write(out);
            out.writeMessageEnd();
            client.send(RawClient.bytesOf(output), client.call("echo", 2, echo("next")));

            assertThat(client.receiveException(1).getType()).isEqualTo(TApplicationException.PROTOCOL_ERROR);
            assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource(FRAMED)
    void whenContainerOrTextClaimsMoreThanThereIsGivesProtocolError(Setup setup) throws Exception {
        if (setup.format().protocol() != ThriftProtocol.BINARY) {
            return;
        }
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            String call = "80010001 00000008 6563686f4974656d 00000001 0c0001 ";
            List<String> bodies = List.of(
                    "0f0003 0b 7fffffff", // list of text
                    "0f0003 0b ffffffff",
                    "0f0003 00 7fffffff", // list of nothing
                    "0d0004 0b 08 7fffffff", // map
                    "0e0007 10 7fffffff", // set of uuid
                    "0f0009 0f 7fffffff", // unknown field
                    "0f0009 01 00fffff0",
                    "0b0002 7fffffff", // text
                    "0b0002 80000000",
                    "0b0005 00ffffff"); // binary
            for (String body : bodies) {
                client.send(frame(java.util.HexFormat.of().parseHex((call + body).replace(" ", ""))));
                assertThat(client.receiveException(1).getType())
                        .as(body)
                        .isEqualTo(TApplicationException.PROTOCOL_ERROR);
            }
            client.send(client.call("echo", 2, echo("next")));
            assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(2);
        }
    }

    /** Whatever goes wrong, such as a class of the application that is missing. */
    @ParameterizedTest
    @MethodSource(MODELS)
    void whenEncodingFailsWithAnErrorTheServerGoesOn(Setup setup) throws Exception {
        EchoHandler handler = new EchoHandler() {
            @Override
            public Item echoItem(Item item) {
                return new Item(item) {
                    @Override
                    public void write(TProtocol protocol) {
                        throw new NoClassDefFoundError("on purpose");
                    }
                };
            }
        };
        try (TestServer server = new TestServer(setup, UnaryOperator.identity(), handler, UnaryOperator.identity())) {
            EchoService.Client client = server.client();
            assertThatExceptionOfType(TException.class).isThrownBy(() -> client.echoItem(new Item().setId(1)));
            client.getInputProtocol().getTransport().close();

            assertServes(server);
            assertThat(server.server.isRunning()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenManyConnectionsClaimLargeFramesMemoryIsNotReserved(Setup setup) throws Exception {
        setup.assumeServesManyConnections();
        try (TestServer server = new TestServer(setup)) {
            RawClient[] silent = new RawClient[40];
            long before = usedMemory();
            for (int i = 0; i < silent.length; i++) {
                silent[i] = new RawClient(server).sendHex("00F90000 8001");
            }
            await().until(() -> server.stats().bytesReceived() == silent.length * 6);
            assertThat(usedMemory() - before).isLessThan(100 << 20);
            assertServes(server);
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(FRAMED)
    void whenFrameIsLargeAnswersIt(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client client = server.client();
            String large = "x".repeat(3_000_000);

            assertThat(client.echo(large)).isEqualTo(large);
            assertThat(client.echo("small")).isEqualTo("small");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenBinaryIsKeptItIsNotOverwrittenByTheNextRequest(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client client = server.client();
            Item item = new Item(
                    1, List.of("a"), java.util.Map.of("b", 2), ByteBuffer.wrap(new byte[] {1, 2, 3}), null, null);

            assertThat(client.echoBinary(ByteBuffer.wrap(new byte[] {1, 2, 3})).remaining())
                    .isEqualTo(3);
            assertThat(client.echoItem(item).getData()).containsExactly(1, 2, 3);
        }
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static EchoService.echoItem_args itemArgs(String name) {
        return new EchoService.echoItem_args(new Item().setId(1).setName(name).setTags(List.of("a", "b")));
    }

    /** A call of echo with an unknown field of structs in structs. */
    private static byte[] nested(WireFormat format, int depth) throws Exception {
        MessageOutput output = format.output();
        TProtocol out = format.protocolOver(output);
        out.writeMessageBegin(new TMessage("echo", TMessageType.CALL, 1));
        for (int i = 0; i < depth; i++) {
            out.writeStructBegin(new TStruct("nested"));
            out.writeFieldBegin(new TField("field", TType.STRUCT, (short) 9));
        }
        return RawClient.bytesOf(output);
    }

    private static byte[] withoutHeader(byte[] framed) {
        return Arrays.copyOfRange(framed, 4, framed.length);
    }

    private static byte[] truncated(byte[] framed) {
        return Arrays.copyOfRange(framed, 4, framed.length - 4);
    }

    private static byte[] frame(byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
