package io.thriftboot.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * The four bytes before a frame are no acceptable length, so that nothing after them can be understood. The message says
 * what they look like.
 *
 * @since 0.1
 */
public final class BadFrameException extends TTransportException {

    private static final long serialVersionUID = 1L;

    private static final Set<String> HTTP_METHODS =
            Set.of("GET ", "POST", "HEAD", "PUT ", "OPTI", "DELE", "PATC", "PRI ");
    private static final int LARGEST_LIKELY_FRAME = 64 << 20;

    private BadFrameException(String message) {
        super(CORRUPTED_DATA, message);
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
            throw new BadFrameException("frame length: " + Integer.toUnsignedString(length) + " (expected: 1 to "
                    + maxFrameSize + "); " + looksLike(length));
        }
    }

    /** What begins like this is no message of those that are expected. */
    static BadFrameException unexpected(int firstBytes, String expected) {
        return new BadFrameException("first bytes: " + String.format("%08x", firstBytes) + " (expected: " + expected
                + "); " + looksLike(firstBytes));
    }

    /**
     * Guesses what a peer speaks that does not speak what it should.
     *
     * @param firstBytes the first four bytes of what it sent, big endian; 0 if they are not known
     * @return such as {@code this looks like TLS}
     */
    public static String looksLike(int firstBytes) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(firstBytes).array();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (HTTP_METHODS.contains(text)) {
            return "this looks like HTTP";
        }
        if (text.equals("HTTP")) {
            return "this looks like an HTTP reply";
        }
        if (bytes[0] == 0x16 && bytes[1] == 3) {
            return "this looks like TLS";
        }
        String message = looksLikeMessage(firstBytes, text);
        if (message != null) {
            return "this looks like the " + message;
        }
        return firstBytes > 0 && firstBytes <= LARGEST_LIKELY_FRAME
                ? "this looks like a frame"
                : "this is no Thrift message";
    }

    private static @Nullable String looksLikeMessage(int firstBytes, String text) {
        if (firstBytes >>> 16 == 0x8001) {
            return "binary protocol without frames";
        }
        if (firstBytes >>> 24 == 0x82) {
            return "compact protocol without frames";
        }
        if (firstBytes >>> 16 == 0x0fff) {
            return "header protocol";
        }
        return text.startsWith("[1,") ? "JSON protocol without frames" : null;
    }
}
