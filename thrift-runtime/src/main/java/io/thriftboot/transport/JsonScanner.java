package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import org.apache.thrift.transport.TTransportException;

/** Of the JSON protocol: an array, in which only brackets, braces and quotes matter. */
final class JsonScanner extends MessageScanner {

    /** A value of Thrift is at most an object in an object, or an array in one. */
    private static final int LEVELS_PER_VALUE = 2;

    private static final int LEVELS_OF_MESSAGE = 2;

    /** A character may be written as \\u and four digits. */
    private static final int LONGEST_CHARACTER = 6;

    private int depth;
    private boolean inString;
    private boolean escaped;
    private long length;

    JsonScanner(MessageLimits limits) {
        super(limits);
    }

    @Override
    void reset() {
        super.reset();
        depth = 0;
        inString = false;
        escaped = false;
    }

    @Override
    boolean next(byte value) throws TTransportException {
        if (inString) {
            string(value);
            return false;
        }
        switch (value) {
            case '"' -> {
                inString = true;
                length = 0;
            }
            case '[', '{' -> begin();
            case ']', '}' -> depth--;
            default -> {
                if (depth == 0) {
                    throw unexpected("first byte", value, "[");
                }
            }
        }
        return depth <= 0;
    }

    private void string(byte value) throws TTransportException {
        if (escaped) {
            escaped = false;
        } else if (value == '\\') {
            escaped = true;
        } else if (value == '"') {
            inString = false;
        }
        if (++length > LONGEST_CHARACTER * (limits.maxStringLength() + 1L)) {
            throw tooMuch("string", length, limits.maxStringLength());
        }
    }

    private void begin() throws TTransportException {
        if (++depth > LEVELS_OF_MESSAGE + (long) LEVELS_PER_VALUE * limits.maxDepth()) {
            throw tooMuch("depth", depth / LEVELS_PER_VALUE, limits.maxDepth());
        }
    }

    @Override
    boolean skipped() {
        throw new IllegalStateException("skipped (expected: each byte is looked at)");
    }
}
