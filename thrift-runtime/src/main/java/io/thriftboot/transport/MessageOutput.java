package io.thriftboot.transport;

import io.thriftboot.protocol.MemoryOutput;
import io.thriftboot.protocol.MessageLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * Messages that are encoded whole in memory before any of them is sent, so that a value that does not encode leaves nothing
 * half written on a connection. A protocol writes to it; {@link #sendTo} sends all of it in one write. There is one message
 * at first; {@link #begin} adds others behind it.
 *
 * @since 0.1
 */
public final class MessageOutput extends MemoryOutput {

    private static final int FRAME_HEADER_SIZE = 4;

    private final MessageLimits limits;
    private int start;
    private int headerSize;

    MessageOutput(LayeredTransport transport, MessageLimits limits) {
        super(limits.toConfiguration());
        this.limits = limits;
        beginAt(transport.isFramed());
    }

    /**
     * Ends the message that was begun last, and begins another behind it. A message without bytes leaves nothing behind.
     *
     * @param framed whether the new message is preceded by its length
     */
    public void begin(boolean framed) {
        if (size() == 0) {
            truncate(start);
        } else {
            finish();
        }
        beginAt(framed);
    }

    private void beginAt(boolean framed) {
        start = count();
        headerSize = framed ? FRAME_HEADER_SIZE : 0;
        reserve(headerSize);
        beginMessage(framed ? limits.maxFrameSize() : limits.maxMessageSize());
    }

    /**
     * Adds messages that are encoded already.
     *
     * @param messages as they are sent, with the frames' lengths
     */
    public void append(byte[] messages) {
        begin(false);
        int at = reserve(messages.length);
        System.arraycopy(messages, 0, array(), at, messages.length);
    }

    /**
     * How many bytes of the message that was begun last are encoded.
     *
     * @return without the frame's length; 0 if there is no message
     */
    public int size() {
        return count() - start - headerSize;
    }

    /**
     * How many bytes there are to send.
     *
     * @return of all messages, with the frames' lengths; 0 if there is none
     */
    public int length() {
        return size() == 0 ? start : count();
    }

    /** Drops what is encoded of the message that was begun last; if it is the only one, gives back a larger buffer than usual. */
    public void reset() {
        truncate(start + headerSize);
        if (start == 0) {
            shrink();
        }
    }

    /** Drops all messages, and gives back a buffer that was larger than usual. */
    public void clear() {
        truncate(0);
        shrink();
        beginAt(false);
    }

    /**
     * Sends the messages in one write and flushes. They stay, so that they can be sent again.
     *
     * @param wire the connection
     * @throws TTransportException if the connection fails; part of the messages may have left
     */
    public void sendTo(TTransport wire) throws TTransportException {
        finish();
        wire.write(array(), 0, length());
        wire.flush();
    }

    /**
     * The messages as they are sent.
     *
     * @return a view of the buffer, valid until this is changed
     */
    public ByteBuffer toByteBuffer() {
        finish();
        return ByteBuffer.wrap(array(), 0, length());
    }

    private void finish() {
        if (headerSize > 0 && size() > 0) {
            set(start, size());
        }
    }

    /**
     * The messages as they are sent.
     *
     * @return a copy; empty if there is none
     */
    public byte[] toBytes() {
        finish();
        return Arrays.copyOf(array(), length());
    }

    /**
     * The message that was begun last, alone, for where something else says how long it is.
     *
     * @return a copy, without what the layered transport adds
     */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array(), start + headerSize, count());
    }
}
