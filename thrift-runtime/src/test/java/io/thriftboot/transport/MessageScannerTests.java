package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.testapi.Color;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.Tree;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageScannerTests {

    private static final MessageLimits LIMITS = new MessageLimits(1, 100_000, 10_000, 1000, 16);
    private static final byte[] BEHIND = HexFormat.of().parseHex("80010001");

    /** A strict call of "a" with seqid 7, and the beginning of its struct. */
    private static final String BINARY_HEADER = "80010001 00000001 61 00000007";

    private static final String COMPACT_HEADER = "82 21 07 01 61";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static int scan(ThriftProtocol protocol, MessageLimits limits, byte[] bytes) throws TTransportException {
        return MessageScanner.of(protocol, limits).scan(bytes, 0, bytes.length);
    }

    /** The same in pieces of an equal length, each in an array of its own. */
    private static int scanPieces(MessageScanner scanner, byte[] bytes, int length) throws TTransportException {
        for (int at = 0; at < bytes.length; at += length) {
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + length));
            int end = scanner.scan(piece, 0, piece.length);
            if (end >= 0) {
                return at + end;
            }
        }
        return -1;
    }

    /** What scanning comes to: where the message ends, or how it fails. */
    private static Object outcome(ThriftProtocol protocol, byte[] bytes, int length) {
        try {
            return scanPieces(MessageScanner.of(protocol, LIMITS), bytes, length);
        } catch (TTransportException ex) {
            return ex.getMessage();
        }
    }

    private static int decode(ThriftProtocol protocol, MessageLimits limits, byte[] bytes) throws TException {
        BufferedInput input = new BufferedInput(new ChunkedTransport(bytes, 4096), limits);
        input.begin();
        TProtocol p = protocol.over(input, limits, true);
        p.readMessageBegin();
        TProtocolUtil.skip(p, TType.STRUCT);
        p.readMessageEnd();
        return input.consumed();
    }

    private static void assertRefused(
            ThriftProtocol protocol, MessageLimits limits, byte[] bytes, int type, String message) {
        for (int length : new int[] {1, bytes.length}) {
            assertThatExceptionOfType(TTransportException.class)
                    .isThrownBy(() -> scanPieces(MessageScanner.of(protocol, limits), bytes, length))
                    .withMessageContaining(message)
                    .satisfies(ex -> assertThat(ex.getType()).isEqualTo(type));
        }
    }

    static Stream<Arguments> types() {
        return Stream.of(ThriftProtocol.BINARY, ThriftProtocol.COMPACT, ThriftProtocol.JSON)
                .flatMap(protocol -> {
                    Stream.Builder<Arguments> arguments = Stream.builder();
                    for (byte type : RandomMessages.TYPES) {
                        arguments.add(Arguments.of(protocol, type));
                    }
                    return arguments.build();
                });
    }

    @ParameterizedTest
    @MethodSource("types")
    void whenAMessageIsCutAnywhereItsEndIsFound(ThriftProtocol protocol, byte type) throws TException {
        RandomMessages messages = new RandomMessages(type, 5);
        MessageScanner scanner = MessageScanner.of(protocol, LIMITS);
        for (int i = 0; i < 20; i++) {
            byte[] message = messages.ofType(protocol, type);
            byte[] bytes = concat(BEHIND, message, BEHIND);
            int begin = BEHIND.length;
            int end = begin + message.length;
            for (int cut = begin; cut < end; cut++) {
                assertThat(scanner.scan(bytes, begin, cut)).isEqualTo(-1);
                assertThat(scanner.scan(bytes, cut, cut)).isEqualTo(-1);
                assertThat(scanner.scan(bytes, cut, bytes.length)).isEqualTo(end);
                scanner.reset();
            }
        }
    }

    private static Item item() {
        Item item = new Item();
        item.setId(Long.MIN_VALUE);
        item.setName("a \"name\" in [brackets]");
        item.setTags(List.of("red", "", "\\"));
        item.setCounts(Map.of("one", 1, "many", Integer.MAX_VALUE));
        item.setData(new byte[] {0, (byte) 0x80, '}'});
        item.setColor(Color.GREEN);
        item.setKeys(Set.of(new UUID(1, 2), new UUID(-1, -2)));
        return item;
    }

    private static Tree tree(int depth) {
        return new Tree(depth, depth == 1 ? List.of() : List.of(tree(depth - 1), tree(1)));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenGeneratedStructsAreSentTheirEndIsFoundAtEveryCut(ThriftProtocol protocol) throws TException {
        RandomMessages messages = new RandomMessages(9, 1);
        MessageScanner scanner = MessageScanner.of(protocol, LIMITS);
        for (TBase<?, ?> struct : List.of(
                new EchoService.echoItem_args(item()),
                new EchoService.echoTree_args(tree(6)),
                new EchoService.add_args(-1, 1),
                new EchoService.nothing_args())) {
            byte[] message = messages.message(protocol, struct::write);
            byte[] bytes = concat(message, BEHIND);
            for (int cut = 0; cut < message.length; cut++) {
                assertThat(scanner.scan(bytes, 0, cut)).isEqualTo(-1);
                assertThat(scanner.scan(bytes, cut, bytes.length)).isEqualTo(message.length);
                scanner.reset();
            }
            assertThat(scanPieces(scanner, bytes, 1)).isEqualTo(message.length);
            scanner.reset();
        }
    }

    /** What a scan has allocated on this thread, in bytes. */
    private static long allocatedBy(Scan scan) throws TException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        scan.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private interface Scan {
        void run() throws TException;
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenMessagesAreScannedNothingIsAllocated(ThriftProtocol protocol) throws TException {
        byte[] message = new RandomMessages(9, 1).message(protocol, new EchoService.echoItem_args(item())::write);
        MessageScanner scanner = MessageScanner.of(protocol, LIMITS);
        Scan scan = () -> {
            for (int i = 0; i < 1000; i++) {
                scanner.reset();
                scanner.scan(message, 0, message.length);
            }
        };
        scan.run();

        assertThat(allocatedBy(scan)).isLessThan(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "BINARY, 80010001 00000001 61 00000007 0b0001 01000000",
        "COMPACT, 82 21 07 01 61 18 80808008",
        "JSON, 5b 31 2c 22",
    })
    void whenALongStringArrivesNoMemoryIsSpentOnIt(ThriftProtocol protocol, String begin) throws TException {
        byte[] header = hex(begin);
        byte[] body = new byte[1 << 16];
        Arrays.fill(body, (byte) 'x');
        MessageScanner scanner = MessageScanner.of(protocol, MessageLimits.DEFAULT);
        scanner.scan(header, 0, header.length);

        assertThat(allocatedBy(() -> {
                    for (int i = 0; i < 255; i++) {
                        scanner.scan(body, 0, body.length);
                    }
                }))
                .isLessThan(1000);
    }

    /** It is taken again by the next message that needs it. */
    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenAMessageWasNestedDeeplyItsMemoryIsGivenBack(ThriftProtocol protocol) throws TException {
        int depth = 1_000_000;
        MessageLimits limits = new MessageLimits(1, Integer.MAX_VALUE, 1000, 1000, 2 * depth);
        byte[] bytes = new byte[depth];
        String begin =
                switch (protocol) {
                    case BINARY -> "80010001 00000000 00000007 0f0001";
                    case COMPACT -> "82 21 07 00 19";
                    default -> "5b";
                };
        byte[] level =
                switch (protocol) {
                    case BINARY -> hex("0f 00000001");
                    case COMPACT -> hex("19");
                    default -> hex("5b");
                };
        for (int at = 0; at < depth; at++) {
            bytes[at] = level[at % level.length];
        }
        MessageScanner scanner = MessageScanner.of(protocol, limits);
        Scan scan = () -> {
            scanner.reset();
            scanner.scan(hex(begin), 0, hex(begin).length);
            assertThat(scanner.scan(bytes, 0, depth)).isEqualTo(-1);
        };
        scan.run();

        assertThat(allocatedBy(scan)).isGreaterThan(depth / level.length / 8);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenMessagesFollowEachOtherEachEndsWhereItDoes(ThriftProtocol protocol) throws TException {
        RandomMessages messages = new RandomMessages(1, 6);
        MessageScanner scanner = MessageScanner.of(protocol, LIMITS);
        for (int i = 0; i < 1000; i++) {
            byte[] message = messages.next(protocol, 1 + i % 6);
            byte[] bytes = concat(message, messages.next(protocol, 2));
            for (int length : new int[] {1, 2, 7, 64, bytes.length}) {
                assertThat(scanPieces(scanner, bytes, length)).isEqualTo(message.length);
                scanner.reset();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenDecodingSucceedsScanningFindsTheSameEnd(ThriftProtocol protocol) throws TException {
        Random random = new Random(42);
        RandomMessages messages = new RandomMessages(42, 5);
        int decoded = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = mutate(concat(messages.next(protocol, 1 + i % 5), BEHIND), random);
            Object found = outcome(protocol, bytes, bytes.length);
            String described = HexFormat.of().formatHex(bytes);
            assertThat(outcome(protocol, bytes, 1)).as(described).isEqualTo(found);
            try {
                assertThat(found).as(described).isEqualTo(decode(protocol, LIMITS, bytes));
                decoded++;
            } catch (TException | RuntimeException ex) { // of these, libthrift lets some escape
                assertRefusalIsShared(protocol, found, ex, described);
            }
        }
        assertThat(decoded).isBetween(1000, 29_000);
    }

    /** Scanning text looks at less than decoding does; otherwise only skipping is stricter, which counts scalars as a level. */
    private static void assertRefusalIsShared(ThriftProtocol protocol, Object found, Exception ex, String described) {
        if (protocol == ThriftProtocol.JSON) {
            return;
        }
        boolean tooDeep =
                ex instanceof TProtocolException refused && refused.getType() == TProtocolException.DEPTH_LIMIT;
        if (found instanceof Integer end && end >= 0) {
            assertThat(tooDeep).as(described).isTrue();
        } else if (found instanceof Integer) {
            assertThat(ex).as(described).hasMessage("the peer closed the connection within a message");
        }
    }

    private static byte[] mutate(byte[] message, Random random) {
        byte[] bytes = message;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = bytes[random.nextInt(bytes.length)];
                case 3 -> bytes = concat(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at / 2, bytes.length));
                default -> bytes[at] = (byte) random.nextInt(17);
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenBytesAreRandomTheyAreRefused(ThriftProtocol protocol) {
        Random random = new Random(7);
        byte[] bytes = new byte[500];
        for (int i = 0; i < 2000; i++) {
            random.nextBytes(bytes);
            assertThat(outcome(protocol, bytes, bytes.length)).isInstanceOf(String.class);
        }
    }

    @Test
    void whenAnotherProtocolIsSpokenItSays() {
        byte[] http = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(
                ThriftProtocol.BINARY,
                LIMITS,
                http,
                TTransportException.CORRUPTED_DATA,
                "version at byte 0 of the message: 0x47455420 (expected: 0x8001 and the message's type; "
                        + "this looks like HTTP)");
        assertRefused(
                ThriftProtocol.COMPACT,
                LIMITS,
                http,
                TTransportException.CORRUPTED_DATA,
                "protocol at byte 0 of the message: 0x47 (expected: 0x82)");
        assertRefused(
                ThriftProtocol.JSON,
                LIMITS,
                http,
                TTransportException.CORRUPTED_DATA,
                "character at byte 0 of the message: 'G' (expected: '[')");
    }

    @ParameterizedTest
    @CsvSource({
        "80010001 ffffffff, name length at byte 4 of the message: -1 (expected: 0 to 10000)",
        "80010001 00000001 61 00000007 07, 'field type at byte 13 of the message: 7 (expected: 2, 3, 4'",
        "80010001 00000001 61 00000007 11, field type at byte 13 of the message: 17",
        "80010001 00000001 61 00000007 ff, field type at byte 13 of the message: 255",
        "80010001 00000001 61 00000007 01, field type at byte 13 of the message: 1 ",
        "80010001 00000001 61 00000007 0b0001 80000000, string length at byte 16 of the message: -2147483648",
        "80010001 00000001 61 00000007 0f0001 05 00000000, element type at byte 16 of the message: 5",
        "80010001 00000001 61 00000007 0f0001 00 00000001, element type at byte 16 of the message: 0",
        "80010001 00000001 61 00000007 0e0001 08 ffffffff, list size at byte 17 of the message: -1",
        "80010001 00000001 61 00000007 0d0001 0b 09 00000001, value type at byte 17 of the message: 9",
        "80010001 00000001 61 00000007 0d0001 08 08 ffffffff, map size at byte 18 of the message: -1",
    })
    void whenBinaryIsMalformedItSaysWhere(String message, String expected) {
        assertRefused(ThriftProtocol.BINARY, LIMITS, hex(message), TTransportException.CORRUPTED_DATA, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "82 22, version at byte 1 of the message: 0x2 (expected: 0x1)",
        "82 21 8080808080, integer at byte 2 of the message: goes on after 5 bytes (expected: at most 5 bytes)",
        "82 21 07 ffffffff0f, name length at byte 3 of the message: -1 (expected: 0 to 10000)",
        "82 21 07 01 61 1e, field type at byte 5 of the message: 14 (expected: 1 to 13)",
        "82 21 07 01 61 15 ffffffffff, integer at byte 6 of the message: goes on after 5 bytes",
        "82 21 07 01 61 16 ffffffffffffffffffff, integer at byte 6 of the message: goes on after 10 bytes",
        "82 21 07 01 61 18 ffffffff0f, string length at byte 6 of the message: -1",
        "82 21 07 01 61 19 0f, element type at byte 6 of the message: 15",
        "82 21 07 01 61 19 10, element type at byte 6 of the message: 0",
        "82 21 07 01 61 19 f5 ffffffff0f, list size at byte 7 of the message: -1",
        "82 21 07 01 61 1b ffffffff0f, map size at byte 6 of the message: -1",
        "82 21 07 01 61 1b 01 1e, value type at byte 7 of the message: 14",
        "82 21 07 01 61 1b 01 05, key type at byte 7 of the message: 0",
    })
    void whenCompactIsMalformedItSaysWhere(String message, String expected) {
        assertRefused(ThriftProtocol.COMPACT, LIMITS, hex(message), TTransportException.CORRUPTED_DATA, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}|character at byte 0 of the message: '{' (expected: '[')",
                "[1,\"a\",1,0,{]|character at byte 12 of the message: ']' (expected: '}')",
                "[1,\"a\",1,0,{\"1\":{\"i32\":5}}}|character at byte 26 of the message: '}' (expected: ']')",
                "[1,null|character at byte 3 of the message: 'n' (expected: a bracket, a string or a number)",
                "[1, 2|character at byte 3 of the message: 32 (expected: a bracket, a string or a number)",
            })
    void whenJsonIsMalformedItSaysWhere(String message, String expected) {
        assertRefused(
                ThriftProtocol.JSON,
                LIMITS,
                message.getBytes(StandardCharsets.UTF_8),
                TTransportException.CORRUPTED_DATA,
                expected);
    }

    @ParameterizedTest
    @CsvSource({
        "BINARY, 80010001 00002711, name length at byte 4 of the message: 10001 (expected: 0 to 10000)",
        "BINARY, 80010001 00000000 00000007 0b0001 00002711, string length at byte 15 of the message: 10001",
        "BINARY, 80010001 00000000 00000007 0f0001 02 000003e9, list size at byte 16 of the message: 1001",
        "BINARY, 80010001 00000000 00000007 0d0001 0202 000003e9, map size at byte 17 of the message: 1001",
        "COMPACT, 82 21 07 914e, name length at byte 3 of the message: 10001 (expected: 0 to 10000)",
        "COMPACT, 82 21 07 00 18 914e, string length at byte 5 of the message: 10001",
        "COMPACT, 82 21 07 00 19 f3 e907, list size at byte 6 of the message: 1001",
        "COMPACT, 82 21 07 00 1b e907, map size at byte 5 of the message: 1001 (expected: 0 to 1000)",
    })
    void whenADeclaredSizeIsAboveItsLimitTheBodyIsNotAwaited(ThriftProtocol protocol, String message, String expected) {
        assertRefused(protocol, LIMITS, hex(message), TTransportException.MESSAGE_SIZE_LIMIT, expected);
    }

    /** Of messages of at most 100 bytes. */
    @ParameterizedTest
    @CsvSource({
        "BINARY, 80010001 00000000 00000007 0b0001 00000051, 00000052, string length at byte 15 of the message: 82",
        "BINARY, 80010001 00000000 00000007 0f0001 0a 0000000a, 0000000b, list size at byte 16 of the message: 11",
        "BINARY, 80010001 00000000 00000007 0f0001 0b 00000014, 00000015, list size at byte 16 of the message: 21",
        "BINARY, 80010001 00000000 00000007 0d0001 0c03 00000027, 00000028, map size at byte 17 of the message: 40",
        "COMPACT, 82 21 07 00 18 5e, 5f, string length at byte 5 of the message: 95",
        "COMPACT, 82 21 07 00 19 fc 5d, 5e, list size at byte 6 of the message: 94",
        "COMPACT, 82 21 07 00 19 fd 05, 06, list size at byte 6 of the message: 6",
        "COMPACT, 82 21 07 00 1b 2e, 30, map size at byte 5 of the message: 48",
    })
    void whenADeclaredSizeCannotFitIntoTheMessageItIsRefused(
            ThriftProtocol protocol, String fitting, String above, String expected) throws TTransportException {
        MessageLimits limits = new MessageLimits(1, 100, 10_000, 1000, 16);
        byte[] message = hex(fitting);
        assertThat(scan(protocol, limits, message)).isEqualTo(-1);

        byte[] size = hex(above);
        System.arraycopy(size, 0, message, message.length - size.length, size.length);
        assertRefused(
                protocol,
                limits,
                message,
                TTransportException.MESSAGE_SIZE_LIMIT,
                expected + " (expected: what fits into a message of at most 100 bytes)");
    }

    @Test
    void whenTheTypesOfAMapTellItCannotFitItIsRefused() {
        assertRefused(
                ThriftProtocol.COMPACT,
                new MessageLimits(1, 100, 10_000, 1000, 16),
                hex("82 21 07 00 1b 06 77"),
                TTransportException.MESSAGE_SIZE_LIMIT,
                "map size at byte 6 of the message: 6 (expected: what fits");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenAMessageIsAsLargeAsItMayBeItIsFoundAndElseRefused(ThriftProtocol protocol) throws TException {
        byte[] message = new RandomMessages(3, 10).next(protocol, 5);
        byte[] bytes = concat(message, BEHIND);

        assertThat(scan(protocol, new MessageLimits(1, message.length, 1000, 1000, 64), bytes))
                .isEqualTo(message.length);
        assertRefused(
                protocol,
                new MessageLimits(1, message.length - 1, 1000, 1000, 64),
                bytes,
                TTransportException.MESSAGE_SIZE_LIMIT,
                "message: goes on after " + (message.length - 1) + " bytes (expected: at most " + (message.length - 1)
                        + ")");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenNestingIsAsDeepAsItMayBeItIsFoundAndElseRefused(ThriftProtocol protocol) throws TException {
        for (Nest nest :
                new Nest[] {MessageScannerTests::structs, MessageScannerTests::lists, MessageScannerTests::maps}) {
            for (int depth = 1; depth < 20; depth++) {
                int levels = depth;
                byte[] message = new RandomMessages(0, 1).message(protocol, p -> nest.write(p, levels));
                MessageLimits limits = new MessageLimits(1, 100_000, 1000, 1000, depth);

                assertThat(scan(protocol, limits, message)).isEqualTo(message.length);
            }
            byte[] bomb = new RandomMessages(0, 1).message(protocol, p -> nest.write(p, 1000));
            assertRefused(
                    protocol,
                    LIMITS,
                    bomb,
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    protocol == ThriftProtocol.JSON ? ": 34 (expected: at most 33)" : ": 17 (expected: at most 16)");
            MessageLimits deep = new MessageLimits(1, 100_000, 1000, 1000, 100_000);
            MessageScanner scanner = MessageScanner.of(protocol, deep);
            assertThat(scanner.scan(bomb, 0, bomb.length)).isEqualTo(bomb.length);
        }
    }

    private static void structs(TProtocol p, int depth) throws TException {
        p.writeStructBegin(new TStruct());
        if (depth > 1) {
            p.writeFieldBegin(new TField("", TType.STRUCT, (short) 1));
            structs(p, depth - 1);
            p.writeFieldEnd();
        }
        p.writeFieldStop();
        p.writeStructEnd();
    }

    private static void lists(TProtocol p, int depth) throws TException {
        container(p, depth, TType.LIST);
    }

    private static void maps(TProtocol p, int depth) throws TException {
        container(p, depth, TType.MAP);
    }

    private static void container(TProtocol p, int depth, byte type) throws TException {
        p.writeStructBegin(new TStruct());
        if (depth > 1) {
            p.writeFieldBegin(new TField("", type, (short) 1));
            containers(p, depth - 1, type);
            p.writeFieldEnd();
        }
        p.writeFieldStop();
        p.writeStructEnd();
    }

    private static void containers(TProtocol p, int depth, byte type) throws TException {
        int size = depth > 1 ? 1 : 0;
        if (type == TType.LIST) {
            p.writeListBegin(new TList(type, size));
        } else {
            p.writeMapBegin(new TMap(TType.I32, type, size));
        }
        if (size > 0) {
            if (type == TType.MAP) {
                p.writeI32(depth);
            }
            containers(p, depth - 1, type);
        }
        if (type == TType.LIST) {
            p.writeListEnd();
        } else {
            p.writeMapEnd();
        }
    }

    private interface Nest {
        void write(TProtocol protocol, int depth) throws TException;
    }

    /** Of messages of at most two levels. */
    @ParameterizedTest
    @CsvSource({
        "BINARY, 80010001 00000000 00000007 0c0001 0c0001, depth at byte 18 of the message: 3",
        "BINARY, 80010001 00000000 00000007 0f0001 0c 00000001, depth at byte 20 of the message: 3",
        "BINARY, 80010001 00000000 00000007 0d0001 080c 00000001, depth at byte 25 of the message: 3",
        "BINARY, 80010001 00000000 00000007 0f0001 0f 00000001 08 00000001, depth at byte 20 of the message: 3",
        "COMPACT, 82 21 07 00 1c 1c, depth at byte 6 of the message: 3",
        "COMPACT, 82 21 07 00 19 1c, depth at byte 6 of the message: 3",
        "COMPACT, 82 21 07 00 1b 01 7c, depth at byte 15 of the message: 3",
        "COMPACT, 82 21 07 00 19 19 05, depth at byte 6 of the message: 3",
    })
    void whenNestingIsTooDeepItSaysWhere(ThriftProtocol protocol, String message, String expected) {
        assertRefused(
                protocol,
                new MessageLimits(1, 1000, 1000, 1000, 2),
                hex(message),
                TTransportException.MESSAGE_SIZE_LIMIT,
                expected + " (expected: at most 2)");
    }

    /** A list of numbers is a level like any other, although its elements are not looked at. */
    @ParameterizedTest
    @CsvSource({
        "BINARY, 80010001 00000000 00000007 0f0001 08 00000000 00",
        "BINARY, 80010001 00000000 00000007 0d0001 0808 00000000 00",
        "COMPACT, 82 21 07 00 19 05 00",
        "COMPACT, 82 21 07 00 1b 00 00",
    })
    void whenAContainerOfScalarsIsTooDeepItIsRefused(ThriftProtocol protocol, String message) throws TException {
        byte[] bytes = hex(message);

        assertThat(scan(protocol, new MessageLimits(1, 1000, 1000, 1000, 2), bytes))
                .isEqualTo(bytes.length);
        assertRefused(
                protocol,
                new MessageLimits(1, 1000, 1000, 1000, 1),
                bytes,
                TTransportException.MESSAGE_SIZE_LIMIT,
                "of the message: 2 (expected: at most 1)");
    }

    @Test
    void whenOthersWriteWhatLibthriftDoesNotItIsFoundAsItIsDecoded() throws TException {
        assertDecodedAlike(ThriftProtocol.BINARY, BINARY_HEADER + "0f0001 00 00000000 00");
        assertDecodedAlike(ThriftProtocol.BINARY, BINARY_HEADER + "0d0001 0001 00000000 00");
        assertDecodedAlike(ThriftProtocol.BINARY, "8001ff07 00000000 00000000 00");
        assertDecodedAlike(ThriftProtocol.COMPACT, COMPACT_HEADER + "19 00 00");
        assertDecodedAlike(ThriftProtocol.COMPACT, COMPACT_HEADER + "19 f5 00 00");
        assertDecodedAlike(ThriftProtocol.COMPACT, COMPACT_HEADER + "19 f5 8000 00");
        assertDecodedAlike(ThriftProtocol.COMPACT, COMPACT_HEADER + "15 80808000 10");
        assertDecodedAlike(ThriftProtocol.COMPACT, COMPACT_HEADER + "01 02 02 04 00");
        assertDecodedAlike(
                ThriftProtocol.JSON,
                HexFormat.of().formatHex("[+01,\"\\u00e9\\\"]\",1,0,{}]".getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertDecodedAlike(ThriftProtocol protocol, String message) throws TException {
        byte[] bytes = hex(message);
        assertThat(decode(protocol, LIMITS, bytes)).as(message).isEqualTo(bytes.length);
        assertThat(outcome(protocol, concat(bytes, BEHIND), 1)).as(message).isEqualTo(bytes.length);
        assertThat(outcome(protocol, concat(bytes, BEHIND), 1000)).as(message).isEqualTo(bytes.length);
    }

    @Test
    void whenAStringOfJsonIsTooLongItsEndIsNotAwaited() throws TTransportException {
        MessageLimits limits = new MessageLimits(1, 100_000, 10, 1000, 16);
        String longest = "[1,\"" + "x".repeat(142) + "\\\"\"";

        assertThat(scan(ThriftProtocol.JSON, limits, longest.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(-1);
        assertRefused(
                ThriftProtocol.JSON,
                limits,
                ("[1,\"" + "x".repeat(145)).getBytes(StandardCharsets.UTF_8),
                TTransportException.MESSAGE_SIZE_LIMIT,
                "string at byte 4 of the message: goes on after 144 bytes");
        assertRefused(
                ThriftProtocol.JSON,
                limits,
                ("[1,\"" + "x".repeat(143) + "\\nx").getBytes(StandardCharsets.UTF_8),
                TTransportException.MESSAGE_SIZE_LIMIT,
                "string at byte 4 of the message: goes on after 144 bytes");
    }

    /** 10 bytes as decoding counts them: base64, with every character escaped. */
    @Test
    void whenAValueIsWrittenAsLongAsPossibleItIsFound() throws TException {
        MessageLimits limits = new MessageLimits(1, 100_000, 10, 1000, 16);
        String message = "[1,\"a\",1,0,{\"1\":{\"str\":\"" + "\\u0041".repeat(14) + "\"}}]";
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);

        assertThat(decode(ThriftProtocol.JSON, limits, bytes)).isEqualTo(bytes.length);
        assertThat(scan(ThriftProtocol.JSON, limits, bytes)).isEqualTo(bytes.length);
    }

    @Test
    void whenAContainerIsLargeItIsSkippedAcrossPieces() throws TException {
        byte[] body = new byte[10_000 * 8];
        byte[] bytes = concat(hex(BINARY_HEADER + "0f0001 0a 00002710"), body, hex("00"), BEHIND);
        MessageLimits limits = new MessageLimits(1, 100_000, 1000, 10_000, 16);

        for (int length : new int[] {1, 1000, 4096}) {
            assertThat(scanPieces(MessageScanner.of(ThriftProtocol.BINARY, limits), bytes, length))
                    .isEqualTo(bytes.length - BEHIND.length);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenAMessageIsOverTheScannerWaitsForReset(ThriftProtocol protocol) throws TException {
        MessageScanner scanner = MessageScanner.of(protocol, LIMITS);
        byte[] message = new RandomMessages(5, 5).next(protocol, 3);

        assertThat(scanner.scan(message, 0, message.length)).isEqualTo(message.length);
        assertThatIllegalStateException()
                .isThrownBy(() -> scanner.scan(message, 0, 1))
                .withMessage("message: over after " + message.length + " bytes (expected: reset before the next)");
        scanner.reset();
        assertThatExceptionOfType(TTransportException.class).isThrownBy(() -> scanner.scan(new byte[10], 0, 10));
        assertThatIllegalStateException().isThrownBy(() -> scanner.scan(message, 0, 1));
        scanner.reset();
        assertThat(scanner.scan(message, 0, message.length / 2)).isEqualTo(-1);
        scanner.reset();
        assertThat(scanner.scan(message, 0, message.length)).isEqualTo(message.length);
    }
}
