package io.thriftboot.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written straight into memory is what libthrift's protocol writes. */
class BinaryProtocolTests {

    private static final MessageLimits LIMITS = MessageLimits.DEFAULT;

    private final BytesOutput output = new BytesOutput(LIMITS.toConfiguration(), LIMITS.maxMessageSize());

    @Test
    void numbersOfAllWidths() throws TException {
        assertSameBytes(out -> {
            for (long bits = 1; bits != 0; bits <<= 1) {
                for (long value : new long[] {bits, -bits, bits - 1, ~bits}) {
                    out.writeByte((byte) value);
                    out.writeI16((short) value);
                    out.writeI32((int) value);
                    out.writeI64(value);
                    out.writeDouble(Double.longBitsToDouble(value));
                    out.writeBool(value > 0);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u0000", "\u007f", "\u0080", "aé", "日本語", "\uD83D\uDE00", "\uD83D", "a\uDE00b"})
    void texts(String text) throws TException {
        assertSameBytes(out -> out.writeString(text));
        assertSameBytes(out -> out.writeString("x".repeat(47) + text));
        assertSameBytes(out -> out.writeString("x".repeat(48) + text));
        assertSameBytes(out -> out.writeString(text.repeat(1000)));
    }

    @Test
    void messagesAndWhatHoldsValues() throws TException {
        assertSameBytes(out -> {
            out.writeMessageBegin(new TMessage("users:get", TMessageType.CALL, 0x01020304));
            for (short id : new short[] {0, 1, 63, 64, 255, Short.MAX_VALUE, -1, Short.MIN_VALUE}) {
                out.writeFieldBegin(new TField("any", TType.LIST, id));
                out.writeListBegin(new TList(TType.I32, 1_000_000));
                out.writeSetBegin(new TSet(TType.STRING, 0));
                out.writeMapBegin(new TMap(TType.UUID, TType.STRUCT, 3));
                out.writeUuid(new UUID(1, -2));
                out.writeBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                out.writeFieldStop();
            }
        });
    }

    @Test
    void fieldsAreReadWithTheirTypeAndId() throws TException {
        for (byte type = 1; type < TType.UUID + 2; type++) {
            for (short id : new short[] {0, 1, 63, 64, Short.MAX_VALUE, -1, Short.MIN_VALUE}) {
                TMemoryBuffer wire = new TMemoryBuffer(16);
                new TBinaryProtocol(wire).writeFieldBegin(new TField("", type, id));
                TField read = new BinaryProtocol(wire, LIMITS, true).readFieldBegin();
                assertThat(read.type).isEqualTo(type);
                assertThat(read.id).isEqualTo(id);
            }
        }
    }

    @Test
    void aTypeThatDoesNotExistIsReadAsItIs() throws TException {
        TMemoryBuffer wire = new TMemoryBuffer(16);
        wire.write(new byte[] {(byte) 0x9f, 0, 1});
        assertThat(new BinaryProtocol(wire, LIMITS, true).readFieldBegin().type).isEqualTo((byte) 0x9f);
    }

    @Test
    void whatDoesNotFitIsRefusedAndLeavesNothing() throws TException {
        BytesOutput small = new BytesOutput(new TConfiguration(), 10);
        TProtocol out = new BinaryProtocol(small, LIMITS, true);
        out.writeI64(1);
        for (Writing writing : new Writing[] {
            o -> o.writeI32(1), o -> o.writeFieldBegin(new TField("", TType.I32, (short) 1)), o -> o.writeString("abc")
        }) {
            assertThatThrownBy(() -> writing.to(out))
                    .isInstanceOf(TTransportException.class)
                    .hasMessageEndingWith("bytes or more (expected: at most 10)");
        }
        assertThat(small.toByteBuffer().remaining()).isEqualTo(8);
        out.writeI16((short) 1);
        assertThat(small.toByteBuffer().remaining()).isEqualTo(10);
    }

    private void assertSameBytes(Writing writing) throws TException {
        writing.to(new BinaryProtocol(output, LIMITS, true));
        TMemoryBuffer expected = new TMemoryBuffer(16);
        writing.to(new TBinaryProtocol(expected));
        assertThat(output.toByteBuffer()).isEqualTo(ByteBuffer.wrap(expected.getArray(), 0, expected.length()));
        output.clear();
        assertThat(output.toByteBuffer().remaining()).isZero();
    }

    /** Writes some values. */
    private interface Writing {
        void to(TProtocol out) throws TException;
    }
}
