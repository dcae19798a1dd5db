package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** Messages that are in memory whole before they are decoded: nothing can be read beyond the end of one. */
abstract class WholeInput extends MessageInput {

    private static final byte[] NOTHING = {};

    private final String what;
    private byte[] bytes = NOTHING;
    private int begin;
    private int position;
    private int limit;

    /** Errors call a message {@code what}. */
    WholeInput(TTransport wire, MessageLimits limits, String what) {
        super(wire, limits);
        this.what = what;
    }

    /** From now on the message is what is between two places of an array. */
    final void hold(byte[] newBytes, int newBegin, int newLimit) {
        bytes = newBytes;
        begin = newBegin;
        position = newBegin;
        limit = newLimit;
    }

    /** Drops the rest of the message, and says how many bytes that was. */
    final int drop() {
        int unread = limit - position;
        hold(NOTHING, 0, 0);
        return unread;
    }

    @Override
    public final int consumed() {
        return position - begin;
    }

    @Override
    public final int read(byte[] into, int from, int length) throws TTransportException {
        checkReadBytesAvailable(length);
        System.arraycopy(bytes, position, into, from, length);
        position += length;
        return length;
    }

    @Override
    public final byte[] getBuffer() {
        return bytes;
    }

    @Override
    public final int getBufferPosition() {
        return position;
    }

    @Override
    public final int getBytesRemainingInBuffer() {
        return limit - position;
    }

    @Override
    public final void consumeBuffer(int length) {
        position += length;
    }

    @Override
    public final void checkReadBytesAvailable(long length) throws TTransportException {
        if (length < 0 || length > limit - position) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    what + ": " + length + " more bytes at " + consumed() + " (expected: at most " + (limit - position)
                            + ", the rest of the " + what + ")");
        }
    }
}
