package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * Messages that are encoded whole in memory before any of them is sent, so that a value that does not encode leaves nothing
 * half written on a connection. A protocol writes to it; {@link #sendTo} sends all of it in one write. There is one message
 * at first; {@link #begin} adds others behind it.
 *
 * @since 0.1
 */
public final class MessageOutput extends TTransport {

    private static final int INITIAL_SIZE = 512;
    private static final int FRAME_HEADER_SIZE = 4;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final TConfiguration configuration;
    private final MessageLimits limits;
    private byte[] buffer = new byte[INITIAL_SIZE];
    private int count;
    private int start;
    private int headerSize;

    MessageOutput(LayeredTransport transport, MessageLimits limits) {
        this.configuration = limits.toConfiguration();
        this.limits = limits;
        this.headerSize = transport.isFramed() ? FRAME_HEADER_SIZE : 0;
        this.count = headerSize;
    }

    /**
     * Ends the message that was begun last, and begins another behind it. A message without bytes leaves nothing behind.
     *
     * @param framed whether the new message is preceded by its length
     */
    public void begin(boolean framed) {
        end();
        start = count;
        headerSize = framed ? FRAME_HEADER_SIZE : 0;
        reserve(headerSize);
        count += headerSize;
    }

    private void end() {
        if (size() == 0) {
            count = start;
        } else if (headerSize > 0) {
            writeLength(size());
        }
        headerSize = 0;
        start = count;
    }

    private void writeLength(int size) {
        buffer[start] = (byte) (size >>> 24);
        buffer[start + 1] = (byte) (size >>> 16);
        buffer[start + 2] = (byte) (size >>> 8);
        buffer[start + 3] = (byte) size;
    }

    /**
     * Adds messages that are encoded already.
     *
     * @param messages as they are sent, with the frames' lengths
     */
    public void append(byte[] messages) {
        begin(false);
        reserve(messages.length);
        System.arraycopy(messages, 0, buffer, count, messages.length);
        count += messages.length;
    }

    /**
     * How many bytes of the message that was begun last are encoded.
     *
     * @return without the frame's length; 0 if there is no message
     */
    public int size() {
        return count - start - headerSize;
    }

    /**
     * How many bytes there are to send.
     *
     * @return of all messages, with the frames' lengths; 0 if there is none
     */
    public int length() {
        return size() == 0 ? start : count;
    }

    /** Drops what is encoded of the message that was begun last; if it is the only one, gives back a larger buffer than usual. */
    public void reset() {
        count = start + headerSize;
        if (start == 0 && buffer.length > MessageInput.RETAINED_BUFFER_SIZE) {
            buffer = new byte[INITIAL_SIZE];
        }
    }

    /** Drops all messages, and gives back a buffer that was larger than usual. */
    public void clear() {
        start = 0;
        headerSize = 0;
        reset();
    }

    /**
     * Sends the messages in one write and flushes. They stay, so that they can be sent again.
     *
     * @param wire the connection
     * @throws TTransportException if the connection fails; part of the messages may have left
     */
    public void sendTo(TTransport wire) throws TTransportException {
        finish();
        wire.write(buffer, 0, length());
        wire.flush();
    }

    /**
     * The messages as they are sent.
     *
     * @return a view of the buffer, valid until this is changed
     */
    public ByteBuffer toByteBuffer() {
        finish();
        return ByteBuffer.wrap(buffer, 0, length());
    }

    private void finish() {
        if (headerSize > 0 && size() > 0) {
            writeLength(size());
        }
    }

    /**
     * The messages as they are sent.
     *
     * @return a copy; empty if there is none
     */
    public byte[] toBytes() {
        finish();
        return Arrays.copyOf(buffer, length());
    }

    /**
     * The message that was begun last, alone, for where something else says how long it is.
     *
     * @return a copy, without what the layered transport adds
     */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(buffer, start + headerSize, count);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws TTransportException {
        int maxSize = headerSize == 0 ? limits.maxMessageSize() : limits.maxFrameSize();
        if (length > maxSize - size()) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    "message: " + ((long) size() + length) + " bytes or more (expected: at most " + maxSize + ")");
        }
        reserve(length);
        System.arraycopy(from, offset, buffer, count, length);
        count += length;
    }

    private void reserve(int length) {
        if (length > buffer.length - count) {
            long needed = (long) count + length;
            if (needed > LARGEST_ARRAY) {
                throw new OutOfMemoryError("messages: " + needed + " bytes (expected: at most " + LARGEST_ARRAY + ")");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.max(needed, Math.min(2L * buffer.length, LARGEST_ARRAY)));
        }
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
