package io.thriftboot.test;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Values as a failed assertion shows them. */
final class Shown {

    private static final int MAX_LENGTH = 200;
    private static final int MAX_BYTES = 32;

    private Shown() {}

    static String value(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes(ByteBuffer.wrap(bytes));
        }
        if (value instanceof ByteBuffer buffer) {
            return bytes(buffer);
        }
        if (value instanceof CharSequence text) {
            return '"' + shortened(text.toString()) + '"';
        }
        return shortened(String.valueOf(value));
    }

    private static String bytes(ByteBuffer buffer) {
        byte[] shown = new byte[Math.min(MAX_BYTES, buffer.remaining())];
        buffer.duplicate().get(shown);
        String rest = buffer.remaining() > MAX_BYTES ? "…" : "";
        return buffer.remaining() + " bytes 0x" + HexFormat.of().formatHex(shown) + rest;
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH
                ? text
                : text.substring(0, MAX_LENGTH) + "… (" + text.length() + " characters)";
    }
}
