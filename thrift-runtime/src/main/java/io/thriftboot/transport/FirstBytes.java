package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;

/** What the first bytes of a message tell of how it is encoded, where the wire format leaves that open. */
final class FirstBytes {

    /** So many bytes tell what a peer speaks that does not speak Thrift. No message without a frame is shorter. */
    static final int SIZE = 4;

    private FirstBytes() {}

    /** Whether a message is preceded by its length, which begins with less than 0x40. */
    static boolean areFramed(WireFormat format, byte first) {
        boolean asFrame = (first & 0xff) <= MessageLimits.LARGEST_FRAME >>> 24;
        if (format.transport() == LayeredTransport.AUTO) {
            return asFrame || ThriftProtocol.of(first) == null;
        }
        return format.transport().isFramed();
    }

    /**
     * How a message without a frame is encoded.
     *
     * @param begin where it begins; {@value #SIZE} bytes have arrived
     * @throws BadFrameException if it is no message, or one that is not expected
     */
    static ThriftProtocol protocolOf(WireFormat format, byte[] bytes, int begin) throws BadFrameException {
        ThriftProtocol begun = ThriftProtocol.of(bytes[begin]);
        if (begun == null
                || begun == ThriftProtocol.HEADER
                || (format.protocol() != ThriftProtocol.AUTO && begun != format.protocol())) {
            throw BadFrameException.unexpected(int32(bytes, begin), format.toString());
        }
        return begun;
    }

    /**
     * How the message in a frame is encoded.
     *
     * @param begin where it begins; {@value #SIZE} bytes have arrived, or all
     * @param length how long it is
     * @throws BadFrameException if it is none of those that are expected
     */
    static ThriftProtocol protocolInFrame(WireFormat format, byte[] bytes, int begin, int length)
            throws BadFrameException {
        if (format.protocol() != ThriftProtocol.AUTO) {
            return format.protocol();
        }
        ThriftProtocol begun = ThriftProtocol.of(bytes[begin]);
        if (begun == null && isFramedTwice(bytes, begin, length)) {
            return ThriftProtocol.HEADER;
        }
        if (begun == null && format.strictRead()) {
            throw BadFrameException.unexpected(
                    firstOf(bytes, begin, length), "a message of binary, compact, json or header");
        }
        return begun == null ? ThriftProtocol.BINARY : begun;
    }

    /** The header protocol has frames of its own, around which there may be another: no other message begins with its length. */
    private static boolean isFramedTwice(byte[] bytes, int begin, int length) {
        return length > SIZE && int32(bytes, begin) == length - SIZE;
    }

    /** Zeros stand for those behind the end. */
    private static int firstOf(byte[] bytes, int begin, int length) {
        int first = 0;
        for (int i = 0; i < SIZE; i++) {
            first = first << 8 | (i < length ? bytes[begin + i] & 0xff : 0);
        }
        return first;
    }

    static int int32(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
    }
}
