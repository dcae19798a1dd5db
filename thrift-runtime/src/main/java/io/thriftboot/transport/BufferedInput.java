package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** Messages that follow each other without lengths: only decoding tells where one ends. */
final class BufferedInput extends MessageInput {

    private static final int BUFFER_SIZE = 8 << 10;

    private final int maxMessageSize;
    private byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    private int limit;
    private int consumed;

    BufferedInput(TTransport wire, MessageLimits limits) {
        super(wire, limits);
        this.maxMessageSize = limits.maxMessageSize();
    }

    @Override
    public boolean begin() throws TTransportException {
        consumed = 0;
        if (position == limit && buffer.length > BUFFER_SIZE) {
            buffer = new byte[BUFFER_SIZE];
        }
        return position < limit || fill();
    }

    @Override
    public int end() {
        return 0;
    }

    @Override
    public int consumed() {
        return consumed;
    }

    private boolean fill() throws TTransportException {
        int n = readWire(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(0, n);
        return n > 0;
    }

    @Override
    public int read(byte[] into, int from, int length) throws TTransportException {
        checkLimit(length);
        int n = position < limit || length < buffer.length
                ? readBuffered(into, from, length)
                : readWire(into, from, length);
        if (n < 0) {
            throw closedWithinMessage();
        }
        consumed += n;
        return n;
    }

    private static TTransportException closedWithinMessage() {
        return new TTransportException(
                TTransportException.END_OF_FILE, "the peer closed the connection within a message");
    }

    private int readBuffered(byte[] into, int from, int length) throws TTransportException {
        if (position == limit && !fill()) {
            return -1;
        }
        int n = Math.min(length, limit - position);
        System.arraycopy(buffer, position, into, from, n);
        position += n;
        return n;
    }

    @Override
    public byte[] getBuffer() {
        return buffer;
    }

    @Override
    public int getBufferPosition() {
        return position;
    }

    @Override
    public int getBytesRemainingInBuffer() {
        return Math.min(limit - position, maxMessageSize - consumed);
    }

    @Override
    public void consumeBuffer(int length) {
        position += length;
        consumed += length;
    }

    /**
     * A protocol asks this before it reserves memory for what is announced: at least so many bytes belong to the message. It
     * waits until much of it has arrived, so that memory grows with what a peer sends, not with what it announces.
     */
    @Override
    public void checkReadBytesAvailable(long length) throws TTransportException {
        checkLimit(length);
        if (length > RETAINED_BUFFER_SIZE) {
            await((int) length);
        }
    }

    private void await(int length) throws TTransportException {
        while (limit - position < length) {
            if (limit == buffer.length) {
                makeRoom(length);
            }
            int n = readWire(buffer, limit, buffer.length - limit);
            if (n < 0) {
                throw closedWithinMessage();
            }
            limit += n;
        }
    }

    /** Twice what has arrived, but no more than what is awaited. */
    private void makeRoom(int length) {
        int used = limit - position;
        byte[] roomier = new byte[Math.max(BUFFER_SIZE, (int) Math.min(length, 2L * used))];
        System.arraycopy(buffer, position, roomier, 0, used);
        buffer = roomier;
        position = 0;
        limit = used;
    }

    private void checkLimit(long length) throws TTransportException {
        if (length < 0 || length > maxMessageSize - consumed) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    "message: " + consumed + " bytes and " + length + " more (expected: at most " + maxMessageSize
                            + ")");
        }
    }
}
