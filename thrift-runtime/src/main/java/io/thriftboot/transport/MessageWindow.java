package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;

/**
 * A message that is read where it lies: in the array that it was received into. Shows one message after the other, of any
 * number of connections, for use by one thread at a time.
 *
 * @since 0.1
 */
public final class MessageWindow extends WholeInput {

    private int firstBytes;

    /**
     * A window that shows nothing yet.
     *
     * @param limits what a message may cost its reader
     */
    public MessageWindow(MessageLimits limits) {
        super(new MessageOutput(LayeredTransport.BUFFERED, limits), limits, "message");
    }

    void show(byte[] bytes, int from, int until) {
        hold(bytes, from, until);
        firstBytes = until - from < Integer.BYTES
                ? 0
                : bytes[from] << 24
                        | (bytes[from + 1] & 0xff) << 16
                        | (bytes[from + 2] & 0xff) << 8
                        | (bytes[from + 3] & 0xff);
    }

    /**
     * What the message begins with, for guesses about what is no message.
     *
     * @return its first four bytes, big endian; 0 if it has fewer
     */
    public int firstBytes() {
        return firstBytes;
    }

    /** Whether there is a message. */
    @Override
    public boolean begin() {
        return getBytesRemainingInBuffer() > 0;
    }

    @Override
    public int end() {
        return drop();
    }
}
