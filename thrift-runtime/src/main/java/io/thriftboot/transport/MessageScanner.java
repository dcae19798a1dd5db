package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import org.apache.thrift.transport.TTransportException;

/**
 * Finds where a message ends that has no frame around it, as its bytes arrive. Never looks at a byte twice, takes no more
 * memory than the depth of the message needs, and follows the structure only: values are checked when they are decoded.
 */
abstract sealed class MessageScanner permits StructScanner, JsonScanner {

    final MessageLimits limits;
    private int scanned;

    /** Bytes that are not looked at. */
    private int toSkip;

    MessageScanner(MessageLimits limits) {
        this.limits = limits;
    }

    /** For messages of one protocol. */
    static MessageScanner of(ThriftProtocol protocol, MessageLimits limits) {
        return switch (protocol) {
            case BINARY -> new BinaryScanner(limits);
            case COMPACT -> new CompactScanner(limits);
            case JSON -> new JsonScanner(limits);
            case AUTO -> throw new IllegalArgumentException("protocol: auto (expected: binary, compact or json)");
        };
    }

    /**
     * Goes on with the bytes that follow those of the calls before.
     *
     * @return the index behind the last byte of the message, or -1 if all bytes belong to it and it goes on
     * @throws TTransportException if this cannot be a message within the limits
     */
    final int scan(byte[] bytes, int from, int until) throws TTransportException {
        int at = from;
        boolean ended = false;
        while (at < until && !ended) {
            if (toSkip > 0) {
                int skipped = Math.min(toSkip, until - at);
                at += skipped;
                toSkip -= skipped;
                scanned += skipped;
                ended = toSkip == 0 && skipped();
            } else {
                scanned++;
                ended = next(bytes[at++]);
            }
        }
        checkSize(0);
        return ended ? at : -1;
    }

    /** Takes one byte. Returns whether the message ends with it. */
    abstract boolean next(byte value) throws TTransportException;

    /** What was to be skipped has been. Returns whether the message ends with it. */
    abstract boolean skipped() throws TTransportException;

    /** Begins a new message. Also after an error. */
    void reset() {
        scanned = 0;
        toSkip = 0;
    }

    /** Does not look at what follows; {@link #skipped()} is called behind it. At least one byte. */
    final void skip(long length) throws TTransportException {
        checkSize(length);
        toSkip = (int) length;
    }

    /** Whether so much can still come. */
    final void checkSize(long more) throws TTransportException {
        if (scanned + more > limits.maxMessageSize()) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    "message: " + (scanned + more) + " bytes or more (expected: at most " + limits.maxMessageSize()
                            + ")");
        }
    }

    final TTransportException tooMuch(String what, long found, int limit) {
        return new TTransportException(
                TTransportException.MESSAGE_SIZE_LIMIT,
                what + " at " + scanned + ": " + found + " (expected: 0 to " + limit + ")");
    }

    final TTransportException unexpected(String what, int found, String expected) {
        return new TTransportException(
                TTransportException.CORRUPTED_DATA,
                what + " at " + scanned + ": " + found + " (expected: " + expected + ")");
    }
}
