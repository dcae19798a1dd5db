package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * What a connection receives, message by message. A protocol reads from it between {@link #begin()} and {@link #end()};
 * bytes of one message can never be taken for another's.
 *
 * @since 0.1
 */
public abstract class MessageInput extends TTransport {

    /** Buffers larger than this many bytes are given back after the message that needed them. */
    static final int RETAINED_BUFFER_SIZE = 64 << 10;

    private final TTransport wire;
    private final TConfiguration configuration;

    MessageInput(TTransport wire, MessageLimits limits) {
        this.wire = wire;
        this.configuration = limits.toConfiguration();
    }

    /**
     * A message that something else has received, such as a web server.
     *
     * @param message the whole message and nothing else, in an accessible array that no one changes meanwhile; empty if there
     *     is none
     * @param limits what it may cost its reader
     * @return this one message, then none
     */
    public static MessageInput received(ByteBuffer message, MessageLimits limits) {
        return new ReceivedInput(message, limits);
    }

    /**
     * Waits for the next message.
     *
     * @return {@code false} if the peer closed the connection before a message began
     * @throws TTransportException if reading fails or times out, or what arrives cannot be a message within the limits
     */
    public abstract boolean begin() throws TTransportException;

    /**
     * Ends the message, whether or not it was read to its end.
     *
     * @return how many bytes of the message were left unread and are dropped; always 0 where messages have no length
     */
    public abstract int end();

    /**
     * How many bytes of the message have been read so far.
     *
     * @return zero or more
     */
    public abstract int consumed();

    /**
     * What of the message has been read so far.
     *
     * @return a copy; empty if it is not in memory any more, which is possible only where messages have no length
     */
    public byte[] toByteArray() {
        byte[] buffer = getBuffer();
        int until = getBufferPosition();
        int from = until - consumed();
        return buffer == null || from < 0 ? new byte[0] : Arrays.copyOfRange(buffer, from, until);
    }

    final TTransport wire() {
        return wire;
    }

    /** At least one byte, or -1 where the peer closed; libthrift reports that in either way. */
    final int readWire(byte[] into, int from, int length) throws TTransportException {
        try {
            int n = wire.read(into, from, length);
            return n > 0 ? n : -1;
        } catch (TTransportException ex) {
            if (ex.getType() == TTransportException.END_OF_FILE) {
                return -1;
            }
            throw ex;
        }
    }

    @Override
    public boolean isOpen() {
        return wire.isOpen();
    }

    @Override
    public void open() throws TTransportException {
        wire.open();
    }

    @Override
    public void close() {
        wire.close();
    }

    @Override
    public void write(byte[] buffer, int from, int length) throws TTransportException {
        throw new TTransportException("write: " + length + " bytes (expected: only reads on an input)");
    }

    @Override
    public TConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public void updateKnownMessageSize(long size) throws TTransportException {
        checkReadBytesAvailable(size);
    }

    /** Nothing to do: what a message has consumed begins anew with {@link #begin()}. */
    @Override
    public void resetMessageSizeAndConsumedBytes(long newSize) {}
}
