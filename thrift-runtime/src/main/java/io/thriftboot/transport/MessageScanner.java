package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import java.util.Objects;
import org.apache.thrift.transport.TTransportException;

/**
 * Finds where a message ends that has no frame around it, as its bytes arrive. Never looks at a byte twice, so that a message
 * that arrives in many pieces costs no more than one that arrives whole. Not safe for use by several threads.
 *
 * <p>Every message that decoding accepts is found whole. Beyond structure and limits nothing is checked: decoding tells what
 * else is wrong with a message.
 *
 * @since 0.1
 */
public abstract sealed class MessageScanner permits BinaryScanner, CompactScanner, JsonScanner {

    private final int maxMessageSize;
    private int scanned;
    private boolean over;

    /** Of this message, how many bytes are before index 0 of the current piece; negative if it begins behind that. */
    private int origin;

    MessageScanner(MessageLimits limits) {
        this.maxMessageSize = limits.maxMessageSize();
    }

    /**
     * For messages of a protocol.
     *
     * @param protocol how the messages are encoded; binary ones must carry the protocol's version
     * @param limits what a message may cost its reader. {@code maxFrameSize} is without meaning here. JSON has no lengths before
     *     its values: there, {@code maxStringLength} and {@code maxDepth} are applied to the text, so that what they refuse is
     *     too large however it is written, and {@code maxContainerSize} is left to decoding
     * @return a scanner before the first byte of a message
     */
    public static MessageScanner of(ThriftProtocol protocol, MessageLimits limits) {
        return switch (protocol) {
            case BINARY -> new BinaryScanner(limits);
            case COMPACT -> new CompactScanner(limits);
            case JSON -> new JsonScanner(limits);
            case HEADER, AUTO ->
                throw new IllegalArgumentException("protocol: " + protocol + " (expected: BINARY, COMPACT or JSON)");
        };
    }

    /**
     * Goes on with the bytes that follow those of the calls before.
     *
     * @param bytes holds the bytes
     * @param from index of the first
     * @param until index behind the last
     * @return the index behind the last byte of the message; or -1 if the message goes on beyond {@code until}: then all bytes
     *     are consumed, and the next call begins with what follows them
     * @throws TTransportException of type {@code MESSAGE_SIZE_LIMIT} if the message is above a limit, as soon as that is known;
     *     of type {@code CORRUPTED_DATA} if this is no message
     * @throws IllegalStateException if the message has ended or failed, and no other was begun by {@link #reset()}
     * @throws IndexOutOfBoundsException if {@code from} and {@code until} are no range of {@code bytes}
     */
    public final int scan(byte[] bytes, int from, int until) throws TTransportException {
        Objects.checkFromToIndex(from, until, bytes.length);
        if (over) {
            throw new IllegalStateException(
                    "message: over after " + scanned + " bytes (expected: reset before the next)");
        }
        over = true;
        origin = scanned - from;
        int length = Math.min(until - from, maxMessageSize - scanned);
        int end = advance(bytes, from, from + length);
        scanned += end < 0 ? length : end - from;
        if (end < 0) {
            checkGoesOn();
        }
        return end;
    }

    private void checkGoesOn() throws TTransportException {
        if (scanned == maxMessageSize) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    "message: goes on after " + scanned + " bytes (expected: at most " + maxMessageSize + ")");
        }
        over = false;
    }

    /** Begins a new message, whether or not the one before has ended. Also after an error. */
    public final void reset() {
        scanned = 0;
        over = false;
        begin();
    }

    /** Before the first byte of a message. */
    abstract void begin();

    /** Consumes bytes, of which there may be none; the index behind the message, or -1 if all are consumed and it goes on. */
    abstract int advance(byte[] bytes, int from, int until) throws TTransportException;

    /** Where in the message an index of the current piece is. */
    final int offset(int index) {
        return origin + index;
    }

    /** A length that was read; {@code behind} is the offset of what it is the length of. */
    final int checkLength(String what, int length, int limit, int offset, int behind) throws TTransportException {
        if (length < 0) {
            throw corrupted(what, length, offset, "0 to " + limit);
        }
        if (length > limit) {
            throw aboveLimit(what, length, offset, "0 to " + limit);
        }
        checkRoom(what, length, length, offset, behind);
        return length;
    }

    /** Whether so many bytes can be within the message, from the offset {@code behind} on. */
    final void checkRoom(String what, int value, long bytes, int offset, int behind) throws TTransportException {
        if (bytes > maxMessageSize - behind) {
            throw aboveLimit(what, value, offset, "what fits into a message of at most " + maxMessageSize + " bytes");
        }
    }

    static TTransportException corrupted(String what, Object found, long offset, String expected) {
        return error(TTransportException.CORRUPTED_DATA, what, found, offset, expected);
    }

    static TTransportException aboveLimit(String what, Object found, long offset, String expected) {
        return error(TTransportException.MESSAGE_SIZE_LIMIT, what, found, offset, expected);
    }

    private static TTransportException error(int type, String what, Object found, long offset, String expected) {
        return new TTransportException(
                type, what + " at byte " + offset + " of the message: " + found + " (expected: " + expected + ")");
    }
}
