package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** libthrift's binary protocol with limits, and without some of its traps. */
final class BinaryProtocol extends TBinaryProtocol {

    private static final int UUID_SIZE = 16;

    BinaryProtocol(TTransport transport, MessageLimits limits, boolean strictRead) {
        super(transport, limits.maxStringLength(), limits.maxContainerSize(), strictRead, true);
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
}
