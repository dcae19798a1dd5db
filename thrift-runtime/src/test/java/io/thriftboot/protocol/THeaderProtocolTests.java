package io.thriftboot.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.thriftboot.testapi.EchoService;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes are those of Apache Thrift's library for Python 0.17, where nothing else is said. */
class THeaderProtocolTests {

    private static final MessageLimits LIMITS = new MessageLimits(100_000, 50_000, 10_000, 1000, 16);
    /** libthrift's buffer in memory refuses to be read beyond the size it began with. */
    private static final int WIRE_SIZE = 200_000;

    private static final String BINARY = "80010001 00000008 74657374566f6964 00000007 00";
    private static final String COMPACT = "822107 08 74657374566f6964 00";
    private static final String PLAIN = "00000023 0fff 0000 00000007 0001 00000000" + BINARY;

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    /** A frame with a header whose section is given in whole words. */
    private static byte[] frame(String section, String message) {
        byte[] words = hex(section);
        byte[] rest = hex(message);
        return ByteBuffer.allocate(14 + words.length + rest.length)
                .putInt(10 + words.length + rest.length)
                .putInt(0x0FFF0003)
                .putInt(7)
                .putShort((short) (words.length / 4))
                .put(words)
                .put(rest)
                .array();
    }

    private static THeaderProtocol reader(byte[] frame) throws TException {
        return new THeaderProtocol(new THeaderTransport(new TMemoryInputTransport(frame), LIMITS));
    }

    private static TMessage readVoid(THeaderProtocol protocol) throws TException {
        TMessage message = protocol.readMessageBegin();
        protocol.readStructBegin();
        assertThat(protocol.readFieldBegin().type).isZero();
        protocol.readStructEnd();
        protocol.readMessageEnd();
        return message;
    }

    private static byte[] writeVoid(boolean compressed, ThriftProtocol inner, Map<String, String> headers)
            throws TException {
        TMemoryBuffer wire = new TMemoryBuffer(WIRE_SIZE);
        THeaderProtocol protocol = new THeaderProtocol(wire);
        protocol.setStyle(inner, compressed);
        protocol.setWriteHeaders(headers);
        writeVoid(protocol, TMessageType.CALL);
        return Arrays.copyOf(wire.getArray(), wire.length());
    }

    private static void writeVoid(THeaderProtocol protocol, byte type) throws TException {
        protocol.writeMessageBegin(new TMessage("testVoid", type, 7));
        new EchoService.nothing_args().write(protocol);
        protocol.writeMessageEnd();
        protocol.getTransport().flush();
    }

    static Stream<Arguments> vectors() {
        Map<String, String> one = Map.of("k", "v");
        return Stream.of(
                Arguments.of(PLAIN, false, ThriftProtocol.BINARY, Map.of()),
                Arguments.of(
                        "00000027 0fff 0000 00000007 0002 0000 01 01 016b 0176" + BINARY,
                        false,
                        ThriftProtocol.BINARY,
                        one),
                Arguments.of(
                        "0000001b 0fff 0000 00000007 0001 02000000" + COMPACT, false, ThriftProtocol.COMPACT, Map.of()),
                Arguments.of(
                        "00000029 0fff 0000 00000007 0001 00010100"
                                + "789c6b606460646060e028492d2e09cbcf4c01b2d919002b0703e4",
                        true,
                        ThriftProtocol.BINARY,
                        Map.of()),
                Arguments.of(
                        "0000002b 0fff 0000 00000007 0003 020101 0101016b0176 000000"
                                + "789c6b5264e728492d2e09cbcf4c6100001b560405",
                        true,
                        ThriftProtocol.COMPACT,
                        one));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void whenAnotherLibraryHasWrittenTheMessageItIsReadAndWrittenAlike(
            String bytes, boolean compressed, ThriftProtocol inner, Map<String, String> headers) throws TException {
        THeaderProtocol protocol = reader(hex(bytes));

        assertThat(readVoid(protocol)).isEqualTo(new TMessage("testVoid", TMessageType.CALL, 7));
        assertThat(protocol.lastRead()).isEqualTo(new MessageHeader(inner, 0, 7, compressed, false, headers));
        assertThat(writeVoid(compressed, inner, headers)).isEqualTo(hex(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        // C++ pads by four bytes where none are needed.
        "00000101 016b0176 00000000",
        // A block that nobody knows is behind the headers.
        "00000101 016b0176 7f112233",
        // The same name twice: the last one counts.
        "00000102 016b0178 016b0176"
    })
    void whenTheSectionIsUnusualTheHeadersAreReadAllTheSame(String section) throws TException {
        THeaderProtocol protocol = reader(frame(section, BINARY));

        assertThat(readVoid(protocol).name).isEqualTo("testVoid");
        assertThat(protocol.readHeaders()).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void whenTheFrameIsFramedOnceMoreItIsReadAndAnsweredLikeThat() throws TException {
        TMemoryBuffer wire = new TMemoryBuffer(WIRE_SIZE);
        wire.write(hex("00000027" + PLAIN));
        THeaderProtocol protocol = new THeaderProtocol(wire);
        readVoid(protocol);
        writeVoid(protocol, TMessageType.REPLY);

        assertThat(protocol.lastRead().framedTwice()).isTrue();
        assertThat(Arrays.copyOfRange(wire.getArray(), 43, wire.length()))
                .isEqualTo(hex("00000027" + PLAIN.replace("80010001", "80010002")));
    }

    @Test
    void whenTheRequestHasFlagsOrAnotherProtocolTheReplyHasThemToo() throws TException {
        TMemoryBuffer wire = new TMemoryBuffer(WIRE_SIZE);
        wire.write(frame("02000000", COMPACT));
        THeaderProtocol protocol = new THeaderProtocol(wire);
        readVoid(protocol);
        writeVoid(protocol, TMessageType.REPLY);
        readVoid(protocol);

        assertThat(protocol.lastRead())
                .isEqualTo(new MessageHeader(ThriftProtocol.COMPACT, 3, 7, false, false, Map.of()));
    }

    @Test
    void whenTheRequestWasCompressedALongReplyIsAndAShortOneIsNot() throws TException {
        TMemoryBuffer wire = new TMemoryBuffer(WIRE_SIZE);
        wire.write(writeVoid(true, ThriftProtocol.BINARY, Map.of()));
        THeaderProtocol protocol = new THeaderProtocol(wire);
        readVoid(protocol);
        MessageHeader request = protocol.lastRead();
        writeVoid(protocol, TMessageType.REPLY);
        assertThat(read(protocol, new EchoService.nothing_result()).compressed())
                .isFalse();
        protocol.answer(request, Map.of());
        protocol.writeMessageBegin(new TMessage("echo", TMessageType.REPLY, 7));
        new EchoService.echo_result("x".repeat(1000)).write(protocol);
        protocol.writeMessageEnd();
        protocol.getTransport().flush();

        EchoService.echo_result result = new EchoService.echo_result();
        assertThat(read(protocol, result).compressed()).isTrue();
        assertThat(result.getSuccess()).hasSize(1000);
    }

    private static MessageHeader read(THeaderProtocol protocol, org.apache.thrift.TBase<?, ?> struct)
            throws TException {
        protocol.readMessageBegin();
        struct.read(protocol);
        protocol.readMessageEnd();
        return protocol.lastRead();
    }

    @Test
    void whenHeadersWereSentTheyAreNotSentAgain() throws TException {
        TMemoryBuffer wire = new TMemoryBuffer(WIRE_SIZE);
        THeaderProtocol protocol = new THeaderProtocol(wire);
        protocol.setWriteHeader("name", "ü");
        writeVoid(protocol, TMessageType.CALL);
        writeVoid(protocol, TMessageType.CALL);
        readVoid(protocol);
        assertThat(protocol.readHeaders()).isEqualTo(Map.of("name", "ü"));
        readVoid(protocol);

        assertThat(protocol.readHeaders()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "01000000, INVALID_PROTOCOL, 'protocol: 1 (expected: 0, binary, or 2, compact)'",
        "00010300, INVALID_TRANSFORM, 'transform: 3 (expected: 1, zlib)'",
        "00020102, INVALID_TRANSFORM, 'transform: 2 (expected: 1, zlib)'",
        "00050101, INVALID_TRANSFORM, 'transforms: 5 (expected: at most 4)'",
        "00010100, PROTOCOL_ERROR, 'zlib: '"
    })
    void whenTheMessageCannotBeReadTheHeaderCan(String section, String type, String text) throws Exception {
        THeaderProtocol protocol = reader(frame(section, BINARY));

        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(protocol::readMessageBegin)
                .withMessageStartingWith(text)
                .satisfies(ex -> assertThat(ex.applicationType())
                        .isEqualTo(TApplicationException.class.getField(type).getInt(null)))
                .satisfies(ex -> assertThat(ex.header().seqid()).isEqualTo(7))
                .satisfies(ex -> assertThat(ex.header().flags()).isEqualTo(3));
    }

    @ParameterizedTest
    @CsvSource({
        "0000000d 0fff 0000 00000007 0001 000000, 'header section: 4 bytes'",
        "0000000a 0fff 0000 00000007 0000, 'protocol: a number that does not end'",
        "0000000e 0ffe 0000 00000007 0001 00000000, 'header: 0ffe (expected: 0fff)'",
        "00000003 0fff00, 'frame: 3 bytes (expected: a header)'",
        "00000012 0fff 0000 00000007 0002 8080808080000000, 'protocol: a number that does not end'",
        "00000012 0fff 0000 00000007 0002 ffffffff0f000000, 'protocol: 4294967295 (expected: at most 2147483647)'",
        "00000012 0fff 0000 00000007 0002 0000010105616263, 'name of a header: 5 bytes (expected: at most 3'",
        "00000012 0fff 0000 00000007 0002 000001e907000000, 'headers: 1001 more (expected: at most 1000 in all)'"
    })
    void whenThisIsNoHeaderTheErrorSaysWhy(String frame, String text) throws TException {
        THeaderProtocol protocol = reader(hex(frame));

        assertThatExceptionOfType(TProtocolException.class)
                .isThrownBy(protocol::readMessageBegin)
                .withMessageStartingWith(text)
                .isNotInstanceOf(UnreadableMessageException.class);
    }

    @Test
    void whenTheSectionIsLongerThanOthersAcceptItIsRefused() throws TException {
        byte[] frame = ByteBuffer.allocate(14 + 0x4000 * 4)
                .putInt(10 + 0x4000 * 4)
                .putInt(0x0FFF0000)
                .putInt(7)
                .putShort((short) 0x4000)
                .array();

        assertThatExceptionOfType(TProtocolException.class)
                .isThrownBy(() -> new THeaderProtocol(new TMemoryInputTransport(frame)).readMessageBegin())
                .withMessageStartingWith("header section: 65536 bytes (expected: at most 65532");
    }

    @ParameterizedTest
    @CsvSource({"60, true", "65000, true", "65600, false"})
    void whenHeadersAreLongerThanOthersAcceptTheyAreNotSent(int length, boolean sent) throws TException {
        THeaderProtocol protocol = new THeaderProtocol(new TMemoryBuffer(WIRE_SIZE));
        protocol.setWriteHeader("k", "v".repeat(length));
        if (sent) {
            writeVoid(protocol, TMessageType.CALL);
            readVoid(protocol);
            assertThat(protocol.readHeaders().get("k")).hasSize(length);
        } else {
            assertThatExceptionOfType(TProtocolException.class)
                    .isThrownBy(() -> writeVoid(protocol, TMessageType.CALL))
                    .withMessageStartingWith("bytes of headers: 65");
        }
    }

    @Test
    void whenThereAreTooManyHeadersTheyAreNotSent() throws TException {
        THeaderProtocol protocol = new THeaderProtocol(new TMemoryInputTransport());
        for (int i = 0; i <= 1000; i++) {
            protocol.setWriteHeader("" + i, "");
        }

        assertThatExceptionOfType(TProtocolException.class)
                .isThrownBy(() -> writeVoid(protocol, TMessageType.CALL))
                .withMessage("headers: 1001 (expected: at most 1000)");
    }

    @ParameterizedTest
    @CsvSource({"49900, true", "60000, false", "3000000, false"})
    void whenAMessageInflatesToMoreThanTheLimitItIsRefused(int length, boolean accepted) throws TException {
        TMemoryBuffer wire = new TMemoryBuffer(WIRE_SIZE);
        THeaderProtocol writer = new THeaderProtocol(wire);
        writer.setStyle(ThriftProtocol.BINARY, true);
        writer.writeMessageBegin(new TMessage("echo", TMessageType.CALL, 7));
        new EchoService.echo_args("x".repeat(length)).write(writer);
        writer.writeMessageEnd();
        writer.getTransport().flush();
        MessageLimits limits = new MessageLimits(100_000, 50_000, 10_000_000, 1000, 16);
        THeaderProtocol protocol = new THeaderProtocol(new THeaderTransport(wire, limits));

        if (accepted) {
            EchoService.echo_args args = new EchoService.echo_args();
            read(protocol, args);
            assertThat(args.getText()).hasSize(length);
        } else {
            assertThatExceptionOfType(UnreadableMessageException.class)
                    .isThrownBy(protocol::readMessageBegin)
                    .withMessage("zlib: more than 50000 bytes when inflated (expected: at most that)");
        }
    }

    @ParameterizedTest
    @CsvSource({"00000000, 0", "000186a1, 100001", "0000c351, 50001", "80010001, 2147549185"})
    void whenTheFrameIsTooLongNothingOfItIsRead(String length, String shown) throws TException {
        assertThatExceptionOfType(TTransportException.class)
                .isThrownBy(() -> reader(hex(length)).readMessageBegin())
                .withMessage("frame length: " + shown + " (expected: 1 to 50000)");
    }

    @Test
    void whenValuesAreOutsideOfAMessageTheyAreRefused() throws TException {
        THeaderProtocol protocol = new THeaderProtocol(new TMemoryInputTransport());

        assertThatIllegalStateException().isThrownBy(() -> protocol.writeI32(1)).withMessageContaining("header");
        assertThatIllegalStateException().isThrownBy(protocol::readI32).withMessageContaining("header");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.setStyle(ThriftProtocol.JSON, false))
                .withMessage("protocol: JSON (expected: BINARY or COMPACT)");
    }

    @Test
    void whenAMessageWasNotFinishedResetForgetsIt() throws TException {
        TMemoryBuffer wire = new TMemoryBuffer(WIRE_SIZE);
        THeaderProtocol protocol = new THeaderProtocol(wire);
        protocol.setWriteHeader("k", "v");
        protocol.writeMessageBegin(new TMessage("half", TMessageType.CALL, 1));
        protocol.reset();
        writeVoid(protocol, TMessageType.CALL);

        assertThat(Arrays.copyOf(wire.getArray(), wire.length())).isEqualTo(hex(PLAIN));
    }

    /** Whatever arrives is read or refused, and nothing else happens; the memory of this JVM would not do for a lie. */
    @Test
    void whenBytesAreChangedTheMessageIsReadOrRefused() throws TException {
        Random random = new Random(20260801);
        int readable = 0;
        for (int round = 0; round < 40_000; round++) {
            byte[] frame = changed(randomMessage(random), random);
            try {
                readVoid(reader(frame));
                readable++;
            } catch (TException ex) {
                assertThat(ex.getMessage()).isNotNull();
            } catch (AssertionError changedStruct) {
                readable++;
            }
        }
        assertThat(readable).isBetween(1000, 39_000);
    }

    private static byte[] randomMessage(Random random) throws TException {
        Map<String, String> headers = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.put("k" + i, "v".repeat(random.nextInt(200)));
        }
        ThriftProtocol inner = random.nextBoolean() ? ThriftProtocol.BINARY : ThriftProtocol.COMPACT;
        return writeVoid(random.nextBoolean(), inner, headers);
    }

    /** Changes some bytes behind the frame's length, or cuts the frame, which then says so. */
    private static byte[] changed(byte[] frame, Random random) {
        byte[] bytes =
                random.nextInt(4) > 0 ? frame.clone() : Arrays.copyOf(frame, 5 + random.nextInt(frame.length - 5));
        ByteBuffer.wrap(bytes).putInt(0, bytes.length - 4);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
