package io.thriftboot.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.thrift.transport.TTransportException;

/**
 * The four bytes before a frame are no acceptable length, so that nothing after them can be understood. The message says
 * what they look like.
 *
 * @since 0.1
 */
public final class BadFrameException extends TTransportException {

    private static final long serialVersionUID = 1L;

    private BadFrameException(int length, int maxFrameSize) {
        super(
                CORRUPTED_DATA,
                "frame length: " + Integer.toUnsignedString(length) + " (expected: 1 to " + maxFrameSize + "); "
                        + guess(length));
    }

    /**
     * Checks the length of a frame.
     *
     * @param length the four bytes before the frame, big endian
     * @param maxFrameSize the largest length allowed
     * @throws BadFrameException if it is not 1 to {@code maxFrameSize}
     */
    public static void check(int length, int maxFrameSize) throws BadFrameException {
        if (length <= 0 || length > maxFrameSize) {
            throw new BadFrameException(length, maxFrameSize);
        }
    }

    private static String guess(int length) {
        byte[] header = ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
        String text = new String(header, StandardCharsets.ISO_8859_1);
        if (text.equals("GET ")
                || text.equals("POST")
                || text.equals("HEAD")
                || text.equals("PUT ")
                || text.equals("OPTI")) {
            return "this looks like HTTP";
        }
        if (text.startsWith("HTTP")) {
            return "this looks like an HTTP reply";
        }
        if (header[0] == 0x16 && header[1] == 3) {
            return "this looks like TLS";
        }
        if ((header[0] & 0xff) == 0x80 && header[1] == 1) {
            return "this looks like the binary protocol without frames";
        }
        if ((header[0] & 0xff) == 0x82) {
            return "this looks like the compact protocol without frames";
        }
        return length > 0 ? "a larger frame than is allowed here, or not Thrift" : "not a framed Thrift message";
    }
}
