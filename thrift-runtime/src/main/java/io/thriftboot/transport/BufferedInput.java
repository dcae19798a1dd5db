package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** Messages that follow each other without lengths: only decoding tells where one ends. */
final class BufferedInput extends MessageInput {

    private static final int BUFFER_SIZE = 8 << 10;

    private final int maxMessageSize;
    private final byte[] buffer = new byte[BUFFER_SIZE];
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
        checkReadBytesAvailable(length);
        int n = position < limit || length < buffer.length
                ? readBuffered(into, from, length)
                : readWire(into, from, length);
        if (n < 0) {
            throw new TTransportException(
                    TTransportException.END_OF_FILE, "the peer closed the connection within a message");
        }
        consumed += n;
        return n;
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

    @Override
    public void checkReadBytesAvailable(long length) throws TTransportException {
        if (length < 0 || length > maxMessageSize - consumed) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    "message: " + consumed + " bytes and " + length + " more (expected: at most " + maxMessageSize
                            + ")");
        }
    }
}
