package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TJSONProtocol;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** libthrift's JSON protocol with limits, and without its unchecked exceptions and its trouble with sliced buffers. */
final class JsonProtocol extends TJSONProtocol {

    /** An opening and a closing quote. */
    private static final int MIN_UUID_SIZE = 2;

    private final MessageLimits limits;

    JsonProtocol(TTransport transport, MessageLimits limits) {
        super(transport);
        this.limits = limits;
    }

    @Override
    public TMessage readMessageBegin() throws TException {
        return escaped("name", super::readMessageBegin);
    }

    @Override
    public TField readFieldBegin() throws TException {
        return escaped("type", super::readFieldBegin);
    }

    @Override
    public TMap readMapBegin() throws TException {
        TMap map = escaped("type", super::readMapBegin);
        checkContainer("map", map.size);
        return map;
    }

    @Override
    public TList readListBegin() throws TException {
        TList list = escaped("type", super::readListBegin);
        checkContainer("list", list.size);
        return list;
    }

    @Override
    public TSet readSetBegin() throws TException {
        TSet set = escaped("type", super::readSetBegin);
        checkContainer("set", set.size);
        return set;
    }

    private void checkContainer(String type, int size) throws TProtocolException {
        if (size < 0) {
            throw new TProtocolException(
                    TProtocolException.NEGATIVE_SIZE, type + ": " + size + " elements (expected: 0 or more)");
        }
        if (size > limits.maxContainerSize()) {
            throw tooLong(type, size, limits.maxContainerSize());
        }
    }

    private static TProtocolException tooLong(String type, int size, int limit) {
        return new TProtocolException(
                TProtocolException.SIZE_LIMIT, type + ": " + size + " (expected: at most " + limit + ")");
    }

    /** libthrift lets the failure to parse escape as it is. */
    @Override
    public double readDouble() throws TException {
        try {
            return super.readDouble();
        } catch (NumberFormatException ex) {
            throw new TProtocolException(TProtocolException.INVALID_DATA, "double: not a number", ex);
        }
    }

    /** libthrift lets the failure to parse escape as it is. */
    @Override
    public UUID readUuid() throws TException {
        try {
            return super.readUuid();
        } catch (IllegalArgumentException ex) {
            throw new TProtocolException(TProtocolException.INVALID_DATA, "uuid: malformed", ex);
        }
    }

    @Override
    public String readString() throws TException {
        String value = escaped("string", super::readString);
        if (value.length() > limits.maxStringLength()) {
            throw tooLong("string", value.length(), limits.maxStringLength());
        }
        return value;
    }

    @Override
    public ByteBuffer readBinary() throws TException {
        ByteBuffer value = escaped("binary", super::readBinary);
        if (value.remaining() > limits.maxStringLength()) {
            throw tooLong("binary", value.remaining(), limits.maxStringLength());
        }
        return value;
    }

    /** What reads a string with escaped characters in it. */
    private interface Reading<T> {

        T read() throws TException;
    }

    /** libthrift takes escaped characters from U+8000 on for negative code points. */
    private static <T> T escaped(String what, Reading<T> reading) throws TException {
        try {
            return reading.read();
        } catch (IllegalArgumentException ex) {
            throw new TProtocolException(TProtocolException.INVALID_DATA, what + ": bad escape sequence", ex);
        }
    }

    /** libthrift needs an array that begins where the value begins. */
    @Override
    public void writeBinary(ByteBuffer value) throws TException {
        super.writeBinary(Copies.arrayBacked(value));
    }

    /** libthrift 0.25.0 has no case for uuid, so that it cannot read a container of them. */
    @Override
    public int getMinSerializedSize(byte type) throws TTransportException {
        return type == TType.UUID ? MIN_UUID_SIZE : super.getMinSerializedSize(type);
    }
}
