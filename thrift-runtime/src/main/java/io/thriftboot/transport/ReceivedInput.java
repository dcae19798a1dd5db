package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import java.nio.ByteBuffer;
import org.apache.thrift.transport.TTransportException;

/** One message that has been received whole by something else, such as a web server. */
final class ReceivedInput extends MessageInput {

    private final byte[] bytes;
    private final int begin;
    private final int limit;
    private int position;
    private boolean begun;

    ReceivedInput(ByteBuffer message, MessageLimits limits) {
        super(new MessageOutput(LayeredTransport.BUFFERED, limits), limits);
        this.bytes = message.array();
        this.begin = message.arrayOffset() + message.position();
        this.limit = begin + message.remaining();
        this.position = begin;
    }

    @Override
    public boolean begin() {
        boolean first = !begun;
        begun = true;
        return first && position < limit;
    }

    @Override
    public int end() {
        int unread = limit - position;
        position = limit;
        return unread;
    }

    @Override
    public int consumed() {
        return position - begin;
    }

    @Override
    public int read(byte[] into, int from, int length) throws TTransportException {
        checkReadBytesAvailable(length);
        System.arraycopy(bytes, position, into, from, length);
        position += length;
        return length;
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getBufferPosition() {
        return position;
    }

    @Override
    public int getBytesRemainingInBuffer() {
        return limit - position;
    }

    @Override
    public void consumeBuffer(int length) {
        position += length;
    }

    @Override
    public void checkReadBytesAvailable(long length) throws TTransportException {
        if (length < 0 || length > limit - position) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    "message: " + length + " more bytes at " + consumed() + " (expected: at most " + (limit - position)
                            + ", the rest of the message)");
        }
    }
}
