package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.transport.TTransport;
import org.jspecify.annotations.Nullable;

/** A protocol whose messages are encoded in one of several others: each value is left to that of the current message. */
abstract class SwitchingProtocol extends TProtocol {

    private @Nullable TProtocol reading;
    private @Nullable TProtocol writing;

    SwitchingProtocol(TTransport transport) {
        super(transport);
    }

    final void readBy(@Nullable TProtocol protocol) {
        reading = protocol;
    }

    final void writeBy(@Nullable TProtocol protocol) {
        writing = protocol;
    }

    final TProtocol reading() {
        return current(reading);
    }

    final TProtocol writing() {
        return current(writing);
    }

    private static TProtocol current(@Nullable TProtocol protocol) {
        if (protocol == null) {
            throw new IllegalStateException(
                    "protocol: header, outside of a message (expected: values within messages)");
        }
        return protocol;
    }

    @Override
    public final int getMinSerializedSize(byte type) throws TException {
        return reading().getMinSerializedSize(type);
    }

    @Override
    public final void skip(byte type) throws TException {
        reading().skip(type);
    }

    @Override
    public final void skip(byte type, int maxDepth) throws TException {
        reading().skip(type, maxDepth);
    }

    @Override
    public final void writeStructBegin(TStruct struct) throws TException {
        writing().writeStructBegin(struct);
    }

    @Override
    public final void writeStructEnd() throws TException {
        writing().writeStructEnd();
    }

    @Override
    public final void writeFieldBegin(TField field) throws TException {
        writing().writeFieldBegin(field);
    }

    @Override
    public final void writeFieldEnd() throws TException {
        writing().writeFieldEnd();
    }

    @Override
    public final void writeFieldStop() throws TException {
        writing().writeFieldStop();
    }

    @Override
    public final void writeMapBegin(TMap map) throws TException {
        writing().writeMapBegin(map);
    }

    @Override
    public final void writeMapEnd() throws TException {
        writing().writeMapEnd();
    }

    @Override
    public final void writeListBegin(TList list) throws TException {
        writing().writeListBegin(list);
    }

    @Override
    public final void writeListEnd() throws TException {
        writing().writeListEnd();
    }

    @Override
    public final void writeSetBegin(TSet set) throws TException {
        writing().writeSetBegin(set);
    }

    @Override
    public final void writeSetEnd() throws TException {
        writing().writeSetEnd();
    }

    @Override
    public final void writeBool(boolean value) throws TException {
        writing().writeBool(value);
    }

    @Override
    public final void writeByte(byte value) throws TException {
        writing().writeByte(value);
    }

    @Override
    public final void writeI16(short value) throws TException {
        writing().writeI16(value);
    }

    @Override
    public final void writeI32(int value) throws TException {
        writing().writeI32(value);
    }

    @Override
    public final void writeI64(long value) throws TException {
        writing().writeI64(value);
    }

    @Override
    public final void writeDouble(double value) throws TException {
        writing().writeDouble(value);
    }

    @Override
    public final void writeString(String value) throws TException {
        writing().writeString(value);
    }

    @Override
    public final void writeUuid(UUID value) throws TException {
        writing().writeUuid(value);
    }

    @Override
    public final void writeBinary(ByteBuffer value) throws TException {
        writing().writeBinary(value);
    }

    @Override
    public void readMessageEnd() throws TException {
        reading().readMessageEnd();
    }

    @Override
    public final TStruct readStructBegin() throws TException {
        return reading().readStructBegin();
    }

    @Override
    public final void readStructEnd() throws TException {
        reading().readStructEnd();
    }

    @Override
    public final TField readFieldBegin() throws TException {
        return reading().readFieldBegin();
    }

    @Override
    public final void readFieldEnd() throws TException {
        reading().readFieldEnd();
    }

    @Override
    public final TMap readMapBegin() throws TException {
        return reading().readMapBegin();
    }

    @Override
    public final void readMapEnd() throws TException {
        reading().readMapEnd();
    }

    @Override
    public final TList readListBegin() throws TException {
        return reading().readListBegin();
    }

    @Override
    public final void readListEnd() throws TException {
        reading().readListEnd();
    }

    @Override
    public final TSet readSetBegin() throws TException {
        return reading().readSetBegin();
    }

    @Override
    public final void readSetEnd() throws TException {
        reading().readSetEnd();
    }

    @Override
    public final boolean readBool() throws TException {
        return reading().readBool();
    }

    @Override
    public final byte readByte() throws TException {
        return reading().readByte();
    }

    @Override
    public final short readI16() throws TException {
        return reading().readI16();
    }

    @Override
    public final int readI32() throws TException {
        return reading().readI32();
    }

    @Override
    public final long readI64() throws TException {
        return reading().readI64();
    }

    @Override
    public final double readDouble() throws TException {
        return reading().readDouble();
    }

    @Override
    public final String readString() throws TException {
        return reading().readString();
    }

    @Override
    public final UUID readUuid() throws TException {
        return reading().readUuid();
    }

    @Override
    public final ByteBuffer readBinary() throws TException {
        return reading().readBinary();
    }

    @Override
    public final int readFieldBeginData() throws TException {
        return reading().readFieldBeginData();
    }
}
