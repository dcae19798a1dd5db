package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import java.util.Arrays;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * A message that is encoded whole in memory before any of it is sent, so that a value that does not encode leaves nothing
 * half written on a connection. A protocol writes to it; {@link #sendTo} sends it in one write.
 *
 * @since 0.1
 */
public final class MessageOutput extends TTransport {

    private static final int INITIAL_SIZE = 512;

    private final TConfiguration configuration;
    private final int headerSize;
    private final int maxSize;
    private byte[] buffer = new byte[INITIAL_SIZE];
    private int count;

    MessageOutput(LayeredTransport transport, MessageLimits limits) {
        this.configuration = limits.toConfiguration();
        this.headerSize = transport.isFramed() ? 4 : 0;
        this.maxSize = headerSize == 0 ? limits.maxMessageSize() : limits.maxFrameSize();
        this.count = headerSize;
    }

    /**
     * How many bytes are encoded.
     *
     * @return without the frame's length; 0 if there is no message
     */
    public int size() {
        return count - headerSize;
    }

    /** Drops what is encoded, and gives back a buffer that was larger than usual. */
    public void reset() {
        count = headerSize;
        if (buffer.length > MessageInput.RETAINED_BUFFER_SIZE) {
            buffer = new byte[INITIAL_SIZE];
        }
    }

    /**
     * Sends the message in one write and flushes. The message stays, so that it can be sent again.
     *
     * @param wire the connection
     * @throws TTransportException if the connection fails; part of the message may have left
     */
    public void sendTo(TTransport wire) throws TTransportException {
        if (headerSize > 0) {
            int size = size();
            buffer[0] = (byte) (size >>> 24);
            buffer[1] = (byte) (size >>> 16);
            buffer[2] = (byte) (size >>> 8);
            buffer[3] = (byte) size;
        }
        wire.write(buffer, 0, count);
        wire.flush();
    }

    /**
     * The message alone, for where something else says how long it is.
     *
     * @return a copy, without what the layered transport adds
     */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(buffer, headerSize, count);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws TTransportException {
        if (length > maxSize - size()) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    "message: " + ((long) size() + length) + " bytes or more (expected: at most " + maxSize + ")");
        }
        if (length > buffer.length - count) {
            buffer = Arrays.copyOf(
                    buffer, (int) Math.max((long) count + length, Math.min(2L * buffer.length, maxArray())));
        }
        System.arraycopy(from, offset, buffer, count, length);
        count += length;
    }

    private long maxArray() {
        return Math.min(Integer.MAX_VALUE - 8L, (long) maxSize + headerSize);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws TTransportException {
        throw new TTransportException("read: " + length + " bytes (expected: only writes on an output)");
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public TConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public void updateKnownMessageSize(long size) {}

    @Override
    public void checkReadBytesAvailable(long length) {}

    @Override
    public void resetMessageSizeAndConsumedBytes(long newSize) {}
}
