package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** libthrift's binary protocol with limits, without some of its traps, and without garbage where it can be had. */
final class BinaryProtocol extends TBinaryProtocol {

    private static final int UUID_SIZE = 16;

    /** Texts up to this length are looked through character by character; for longer ones a copy by the JDK is quicker. */
    private static final int SHORT_TEXT = 48;

    private final @Nullable MemoryOutput memory;

    BinaryProtocol(TTransport transport, MessageLimits limits, boolean strictRead) {
        super(transport, limits.maxStringLength(), limits.maxContainerSize(), strictRead, true);
        this.memory = transport instanceof MemoryOutput output ? output : null;
    }

    /** libthrift's buffer is a view of the receive buffer, which is used again for the next message. */
    @Override
    public ByteBuffer readBinary() throws TException {
        return Copies.of(super.readBinary(), trans_);
    }

    /** libthrift needs an array, which direct and read-only buffers do not give. */
    @Override
    public void writeBinary(ByteBuffer value) throws TException {
        super.writeBinary(value.hasArray() ? value : Copies.arrayBacked(value));
    }

    /** libthrift 0.25.0 has no case for uuid, so that it cannot read a container of them. */
    @Override
    public int getMinSerializedSize(byte type) throws TTransportException {
        return type == TType.UUID ? UUID_SIZE : super.getMinSerializedSize(type);
    }

    /** A field's name is not on the wire, so fields of the same type and id are one and the same. */
    @Override
    public TField readFieldBegin() throws TException {
        byte type = readByte();
        return Fields.of(type, type == TType.STOP ? 0 : readI16());
    }

    @Override
    public void writeFieldBegin(TField field) throws TException {
        if (memory == null) {
            super.writeFieldBegin(field);
        } else {
            memory.putByteAndShort(field.type, field.id);
        }
    }

    @Override
    public void writeByte(byte value) throws TException {
        if (memory == null) {
            super.writeByte(value);
        } else {
            memory.putByte(value);
        }
    }

    @Override
    public void writeI16(short value) throws TException {
        if (memory == null) {
            super.writeI16(value);
        } else {
            memory.putShort(value);
        }
    }

    @Override
    public void writeI32(int value) throws TException {
        if (memory == null) {
            super.writeI32(value);
        } else {
            memory.putInt(value);
        }
    }

    @Override
    public void writeI64(long value) throws TException {
        if (memory == null) {
            super.writeI64(value);
        } else {
            memory.putLong(value);
        }
    }

    @Override
    public void writeString(String value) throws TException {
        if (memory == null || value.length() > SHORT_TEXT || !memory.putAscii(value)) {
            super.writeString(value);
        }
    }
}
