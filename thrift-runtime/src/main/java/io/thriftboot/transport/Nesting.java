package io.thriftboot.transport;

import java.util.Arrays;
import org.apache.thrift.transport.TTransportException;

/**
 * The structs and containers that a message has open, and what their encoding says comes next. Types are those of the
 * encoding, 1 to 255.
 */
final class Nesting {

    /** Nothing comes next: the outermost struct is closed. */
    static final int END = -1;

    /** A field comes next, or the end of a struct. */
    static final int FIELD = 0;

    private static final int INITIAL_DEPTH = 16;
    private static final int RETAINED_DEPTH = 1024;
    private static final long STRUCT = -1;
    private static final long ONE_VALUE = 1L << 32;

    private final int maxDepth;

    /** Of a struct: {@link #STRUCT}. Of a container: how many values are to come, and in the lower half their types. */
    private long[] open = new long[INITIAL_DEPTH];

    private int depth;

    Nesting(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    void clear() {
        depth = 0;
        if (open.length > RETAINED_DEPTH) {
            open = new long[INITIAL_DEPTH];
        }
    }

    /** Whether one more struct or container is allowed, which begins at an offset of the message. */
    void checkDepth(long offset) throws TTransportException {
        if (depth >= maxDepth) {
            throw MessageScanner.aboveLimit("depth", depth + 1L, offset, "at most " + maxDepth);
        }
    }

    void openStruct(long offset) throws TTransportException {
        checkDepth(offset);
        push(STRUCT);
    }

    /** The innermost is a struct, and ends. */
    void closeStruct() {
        depth--;
    }

    /** A list or set; it closes itself. */
    void openList(int size, int type) {
        push((size * ONE_VALUE) | ((long) type << 8) | type);
    }

    /** A map of at most 2^30 entries; it closes itself. */
    void openMap(int size, int keyType, int valueType) {
        push((2L * size * ONE_VALUE) | ((long) keyType << 8) | valueType);
    }

    private void push(long opened) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = opened;
    }

    /** What comes behind the value before: {@link #END}, {@link #FIELD} or the type of an element, which is then counted. */
    int next() {
        while (depth > 0) {
            long top = open[depth - 1];
            if (top == STRUCT) {
                return FIELD;
            }
            if (top >= ONE_VALUE) {
                open[depth - 1] = top - ONE_VALUE;
                boolean key = (top & ONE_VALUE) == 0;
                return (int) (key ? top >>> 8 : top) & 0xff;
            }
            depth--;
        }
        return END;
    }
}
