package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class MessageScannerTests {

    private static final MessageLimits LIMITS = new MessageLimits(1 << 20, 1 << 20, 2000, 1000, 20);
    private static final byte[] SCALARS = {
        TType.BOOL, TType.BYTE, TType.I16, TType.I32, TType.I64, TType.DOUBLE, TType.STRING, TType.UUID
    };
    private static final byte[] CONTAINERS = {TType.STRUCT, TType.LIST, TType.SET, TType.MAP};

    /** Writes messages of random structs, the same ones for the same seed. */
    private static final class RandomMessages {

        private final Random random;
        private final TProtocol out;
        private final MessageOutput output;

        RandomMessages(ThriftProtocol protocol, long seed) {
            WireFormat format = new WireFormat(protocol, LayeredTransport.BUFFERED, LIMITS, true);
            this.random = new Random(seed);
            this.output = format.output();
            this.out = format.protocolOver(output);
        }

        byte[] next() throws TException {
            output.reset();
            out.writeMessageBegin(new TMessage("method" + random.nextInt(1000), TMessageType.CALL, random.nextInt()));
            struct(0);
            out.writeMessageEnd();
            return output.toByteArray();
        }

        private void struct(int depth) throws TException {
            out.writeStructBegin(new TStruct("any"));
            short id = (short) random.nextInt(3);
            for (int i = random.nextInt(6); i > 0; i--) {
                id += (short) (1 + random.nextInt(random.nextInt(10) == 0 ? 500 : 3));
                byte type = type(depth);
                out.writeFieldBegin(new TField("f", type, id));
                value(type, depth + 1);
                out.writeFieldEnd();
            }
            out.writeFieldStop();
            out.writeStructEnd();
        }

        private byte type(int depth) {
            boolean deeper = depth < 4 && random.nextInt(3) == 0;
            return deeper ? CONTAINERS[random.nextInt(CONTAINERS.length)] : SCALARS[random.nextInt(SCALARS.length)];
        }

        private void value(byte type, int depth) throws TException {
            switch (type) {
                case TType.BOOL -> out.writeBool(random.nextBoolean());
                case TType.BYTE -> out.writeByte((byte) random.nextInt());
                case TType.I16 -> out.writeI16((short) random.nextInt());
                case TType.I32 -> out.writeI32(random.nextInt() >> random.nextInt(32));
                case TType.I64 -> out.writeI64(random.nextLong() >> random.nextInt(64));
                case TType.DOUBLE -> out.writeDouble(random.nextDouble());
                case TType.STRING -> out.writeString("a\"\\[]{}ü\n".repeat(random.nextInt(20)));
                case TType.UUID -> out.writeUuid(new UUID(random.nextLong(), random.nextLong()));
                case TType.STRUCT -> struct(depth);
                default -> container(type, depth);
            }
        }

        private void container(byte type, int depth) throws TException {
            byte of = type(depth);
            byte to = type(depth);
            int size = random.nextInt(random.nextInt(5) == 0 ? 40 : 4);
            if (type == TType.LIST) {
                out.writeListBegin(new TList(of, size));
            } else if (type == TType.SET) {
                out.writeSetBegin(new TSet(of, size));
            } else {
                of = size == 0 ? of : SCALARS[random.nextInt(SCALARS.length)];
                out.writeMapBegin(new TMap(of, to, size));
            }
            for (int i = 0; i < size; i++) {
                value(of, depth + 1);
                if (type == TType.MAP) {
                    value(to, depth + 1);
                }
            }
            end(type);
        }

        private void end(byte type) throws TException {
            switch (type) {
                case TType.LIST -> out.writeListEnd();
                case TType.SET -> out.writeSetEnd();
                default -> out.writeMapEnd();
            }
        }
    }

    /** Scans in pieces; the end, or -1. */
    private static int scan(MessageScanner scanner, byte[] bytes, int piece) throws TTransportException {
        scanner.reset();
        for (int at = 0; at < bytes.length; at += piece) {
            int end = scanner.scan(bytes, at, Math.min(bytes.length, at + piece));
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    @ParameterizedTest
    @EnumSource(value = ThriftProtocol.class, names = "AUTO", mode = Mode.EXCLUDE)
    void whenAnotherMessageFollowsTheEndIsExactHoweverItArrives(ThriftProtocol protocol) throws TException {
        RandomMessages messages = new RandomMessages(protocol, 1);
        MessageScanner scanner = MessageScanner.of(protocol, LIMITS);
        for (int i = 0; i < 500; i++) {
            byte[] message = messages.next();
            byte[] followed = Arrays.copyOf(message, message.length + 9);
            System.arraycopy(message, 0, followed, message.length, 9);
            for (int piece : new int[] {1, 2, 7, 64, followed.length}) {
                assertThat(scan(scanner, followed, piece)).as("message %s", i).isEqualTo(message.length);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = ThriftProtocol.class, names = "AUTO", mode = Mode.EXCLUDE)
    void whenAMessageIsCutAnywhereItGoesOn(ThriftProtocol protocol) throws TException {
        RandomMessages messages = new RandomMessages(protocol, 2);
        MessageScanner scanner = MessageScanner.of(protocol, LIMITS);
        for (int i = 0; i < 30; i++) {
            byte[] message = messages.next();
            for (int cut = 1; cut < message.length; cut++) {
                scanner.reset();
                assertThat(scanner.scan(message, 0, cut)).isEqualTo(-1);
                assertThat(scanner.scan(message, cut, message.length)).isEqualTo(message.length);
            }
        }
    }

    /**
     * What is accepted has the end that decoding finds. libthrift decodes a few things that are none, such as lists of nothing;
     * those are refused.
     */
    @ParameterizedTest
    @EnumSource(value = ThriftProtocol.class, names = "AUTO", mode = Mode.EXCLUDE)
    void whenBytesAreChangedScanningAndDecodingAgree(ThriftProtocol protocol) throws TException {
        RandomMessages messages = new RandomMessages(protocol, 3);
        MessageScanner scanner = MessageScanner.of(protocol, LIMITS);
        Random random = new Random(4);
        int decodable = 0;
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] message = messages.next();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt();
            }
            OptionalInt decoded = decodedLength(protocol, message);
            OptionalInt scanned = scannedLength(scanner, message);
            if (decoded.isPresent()) {
                decodable++;
                accepted += scanned.isPresent() ? 1 : 0;
                assertThat(scanned.orElse(decoded.getAsInt()))
                        .as(() -> HexFormat.of().formatHex(message))
                        .isEqualTo(decoded.getAsInt());
            }
        }
        assertThat(decodable).isGreaterThan(1000);
        assertThat(accepted).isGreaterThan(decodable * 9 / 10);
    }

    private static OptionalInt scannedLength(MessageScanner scanner, byte[] message) {
        try {
            return OptionalInt.of(scan(scanner, message, 5));
        } catch (TTransportException refused) {
            assertThat(refused).hasMessageContaining("expected: ");
            return OptionalInt.empty();
        }
    }

    private static OptionalInt decodedLength(ThriftProtocol protocol, byte[] bytes) {
        MessageInput input = MessageInput.received(ByteBuffer.wrap(bytes), LIMITS);
        try {
            input.begin();
            TProtocol in = protocol.over(input, LIMITS, true);
            in.readMessageBegin();
            TProtocolUtil.skip(in, TType.STRUCT);
            in.readMessageEnd();
            return OptionalInt.of(input.consumed());
        } catch (TException | RuntimeException ex) {
            return OptionalInt.empty();
        }
    }

    private static void assertRefuses(ThriftProtocol protocol, String hex, String message) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatExceptionOfType(TTransportException.class)
                .isThrownBy(() -> scan(MessageScanner.of(protocol, LIMITS), bytes, bytes.length))
                .withMessageContaining(message);
    }

    @Test
    void whenSizesAreImpossibleTheyAreRefusedAtOnce() {
        String header = "80010001 00000001 61 00000001 ";
        assertRefuses(ThriftProtocol.BINARY, "80010001 ffffffff", "name at 8: -1 (expected: 0 to 2000)");
        assertRefuses(ThriftProtocol.BINARY, header + "0b0001 7fffffff", "string at 20: 2147483647");
        assertRefuses(
                ThriftProtocol.BINARY, header + "0f0001 0b 000003e9", "container at 21: 1001 (expected: 0 to 1000)");
        assertRefuses(ThriftProtocol.BINARY, header + "0d0001 0b0b ffffffff", "container at 22: -1");
        assertRefuses(ThriftProtocol.BINARY, header + "630001", "type at 16: 99");
        assertRefuses(ThriftProtocol.BINARY, "80020001", "version at 4: 32770 (expected: 0x8001)");
        assertRefuses(ThriftProtocol.COMPACT, "8221 01 0161 18 ffffffff0f", "string");
        assertRefuses(ThriftProtocol.COMPACT, "8221 01 0161 19 f5 e907", "container");
        assertRefuses(ThriftProtocol.COMPACT, "8222", "version at 2: 2 (expected: 1)");
        assertRefuses(ThriftProtocol.COMPACT, "8221 ffffffffffffffffffffff", "number");
        assertRefuses(ThriftProtocol.JSON, "78", "first byte at 1: 120");
    }

    @Test
    void whenStructsAreNestedTooDeeplyTheyAreRefused() {
        assertRefuses(
                ThriftProtocol.BINARY,
                "80010001 00000001 61 00000001" + "0c0001".repeat(20),
                ": 21 (expected: 0 to 20)");
        assertRefuses(ThriftProtocol.COMPACT, "8221 01 0161" + "1c".repeat(20), ": 21 (expected: 0 to 20)");
        assertRefuses(ThriftProtocol.JSON, "5b".repeat(43), "depth");
    }

    @ParameterizedTest
    @EnumSource(value = ThriftProtocol.class, names = "AUTO", mode = Mode.EXCLUDE)
    void whenAMessageIsLongerThanAllowedItIsRefused(ThriftProtocol protocol) throws TException {
        byte[] message = new RandomMessages(protocol, 5).next();
        MessageLimits small = new MessageLimits(1000, message.length - 1, 2000, 1000, 20);

        assertThatExceptionOfType(TTransportException.class)
                .isThrownBy(() -> scan(MessageScanner.of(protocol, small), message, 3))
                .withMessageContaining("(expected: at most " + (message.length - 1) + ")");
    }
}
