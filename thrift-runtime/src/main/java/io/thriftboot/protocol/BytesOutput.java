package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** A message that is collected in memory until it is whole. */
final class BytesOutput extends TTransport {

    private static final int INITIAL_SIZE = 512;

    /** A buffer larger than this is given back after the message that needed it. */
    private static final int RETAINED_SIZE = 64 << 10;

    private final TConfiguration configuration;
    private final int maxSize;
    private byte[] bytes = new byte[INITIAL_SIZE];
    private int size;

    BytesOutput(TConfiguration configuration, int maxSize) {
        this.configuration = configuration;
        this.maxSize = maxSize;
    }

    /** The message; a view that is valid until this is changed. */
    ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    void clear() {
        size = 0;
        if (bytes.length > RETAINED_SIZE) {
            bytes = new byte[INITIAL_SIZE];
        }
    }

    @Override
    public void write(byte[] from, int offset, int length) throws TTransportException {
        if (length > maxSize - size) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    "message: " + ((long) size + length) + " bytes or more (expected: at most " + maxSize + ")");
        }
        if (length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, (int) Math.max((long) size + length, Math.min(2L * bytes.length, maxSize)));
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws TTransportException {
        throw new TTransportException("read: " + length + " bytes (expected: only writes on an output)");
    }

    @Override
    public TConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public void updateKnownMessageSize(long messageSize) {}

    @Override
    public void checkReadBytesAvailable(long length) {}

    @Override
    public void resetMessageSizeAndConsumedBytes(long newSize) {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void open() {}

    @Override
    public void close() {}
}
