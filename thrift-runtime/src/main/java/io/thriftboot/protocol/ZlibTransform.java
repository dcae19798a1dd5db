package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Compresses messages, each one a zlib stream (RFC 1950) of its own. */
final class ZlibTransform {

    private static final int FIRST_SIZE = 4 << 10;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private ZlibTransform() {}

    /**
     * Inflates a message. Memory grows with what there is, never beyond the limit.
     *
     * @throws DataFormatException if this is not one whole stream, or inflates to more than {@code maxSize} bytes
     */
    static ByteBuffer inflate(ByteBuffer deflated, int maxSize) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            ByteBuffer message = inflate(inflater, maxSize);
            if (inflater.getRemaining() > 0) {
                throw new DataFormatException(inflater.getRemaining() + " bytes behind the stream (expected: none)");
            }
            return message;
        } finally {
            inflater.end();
        }
    }

    private static ByteBuffer inflate(Inflater inflater, int maxSize) throws DataFormatException {
        // One byte more than allowed tells a message that is too large from one that just fits.
        int most = Math.min(maxSize, LARGEST_ARRAY - 1) + 1;
        byte[] bytes = new byte[Math.min(most, FIRST_SIZE)];
        int size = 0;
        while (!inflater.finished()) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * bytes.length));
            }
            int n = inflater.inflate(bytes, size, bytes.length - size);
            size += n;
            if (size == most) {
                throw new DataFormatException("more than " + maxSize + " bytes when inflated (expected: at most that)");
            }
            if (n == 0 && !inflater.finished()) {
                throw new DataFormatException("a stream that does not end (expected: one whole stream)");
            }
        }
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** Deflates a message. */
    static ByteBuffer deflate(ByteBuffer message) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(message);
            deflater.finish();
            byte[] bytes = new byte[FIRST_SIZE];
            int size = 0;
            while (!deflater.finished()) {
                if (size == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST_ARRAY, 2L * bytes.length));
                }
                size += deflater.deflate(bytes, size, bytes.length - size);
            }
            return ByteBuffer.wrap(bytes, 0, size);
        } finally {
            deflater.end();
        }
    }
}
