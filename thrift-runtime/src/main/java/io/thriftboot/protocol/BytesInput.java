package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** A message in memory: nothing can be read beyond its end. */
final class BytesInput extends TTransport {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final TConfiguration configuration;
    private ByteBuffer bytes = NOTHING;

    BytesInput(TConfiguration configuration) {
        this.configuration = configuration;
    }

    /** From now on the message is what remains of a buffer that has an accessible array. */
    void hold(ByteBuffer message) {
        bytes = message;
    }

    void drop() {
        bytes = NOTHING;
    }

    @Override
    public int read(byte[] into, int from, int length) throws TTransportException {
        checkReadBytesAvailable(length);
        bytes.get(into, from, length);
        return length;
    }

    @Override
    public byte[] getBuffer() {
        return bytes.array();
    }

    @Override
    public int getBufferPosition() {
        return bytes.arrayOffset() + bytes.position();
    }

    @Override
    public int getBytesRemainingInBuffer() {
        return bytes.remaining();
    }

    @Override
    public void consumeBuffer(int length) {
        bytes.position(bytes.position() + length);
    }

    @Override
    public void checkReadBytesAvailable(long length) throws TTransportException {
        if (length < 0 || length > bytes.remaining()) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    "message: " + length + " more bytes (expected: at most " + bytes.remaining()
                            + ", the rest of the message)");
        }
    }

    @Override
    public void updateKnownMessageSize(long size) throws TTransportException {
        checkReadBytesAvailable(size);
    }

    @Override
    public void resetMessageSizeAndConsumedBytes(long newSize) {}

    @Override
    public TConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws TTransportException {
        throw new TTransportException("write: " + length + " bytes (expected: only reads on an input)");
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void open() {}

    @Override
    public void close() {}
}
