package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import java.util.Arrays;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransportException;

/** What the binary and the compact protocol have in common: a message is a header and a struct, whose values say their types. */
abstract sealed class StructScanner extends MessageScanner permits BinaryScanner, CompactScanner {

    private static final int INITIAL_DEPTH = 8;

    /** Of each level: how many values are left of a container; -1 for a struct. */
    private int[] left = new int[INITIAL_DEPTH];

    /** Of each level: the types of a container's values, of which the first one comes next. */
    private byte[] types = new byte[INITIAL_DEPTH];

    private byte[] otherTypes = new byte[INITIAL_DEPTH];
    private int depth;

    StructScanner(MessageLimits limits) {
        super(limits);
    }

    @Override
    void reset() {
        super.reset();
        depth = 0;
    }

    /** A struct begins. */
    final void beginStruct() throws TTransportException {
        push(-1, TType.STRUCT, TType.STRUCT);
        expectField();
    }

    /** The struct has no further field. Returns whether the message ends. */
    final boolean endStruct() throws TTransportException {
        depth--;
        return valueEnds();
    }

    /** A list, set or map begins: of {@code size} elements or entries. Returns whether the message ends. */
    final boolean beginContainer(long size, byte type, byte otherType, boolean map) throws TTransportException {
        if (size < 0 || size > limits.maxContainerSize()) {
            throw tooMuch("container", size, limits.maxContainerSize());
        }
        if (size == 0) {
            return valueEnds();
        }
        int values = (int) Math.min(Integer.MAX_VALUE, map ? 2 * size : size);
        int width = fixedWidth(type);
        int otherWidth = map ? fixedWidth(otherType) : width;
        if (width > 0 && otherWidth > 0) {
            skip(map ? size * (width + otherWidth) : size * width);
            return false;
        }
        checkSize(values);
        push(values, type, map ? otherType : type);
        return valueEnds();
    }

    private void push(int values, byte type, byte otherType) throws TTransportException {
        if (depth >= limits.maxDepth()) {
            throw tooMuch("depth", depth + 1L, limits.maxDepth());
        }
        if (depth == left.length) {
            left = Arrays.copyOf(left, 2 * depth);
            types = Arrays.copyOf(types, 2 * depth);
            otherTypes = Arrays.copyOf(otherTypes, 2 * depth);
        }
        left[depth] = values;
        types[depth] = type;
        otherTypes[depth] = otherType;
        depth++;
    }

    /** A value has ended, or a container has begun: goes on to what follows. Returns whether the message ends. */
    final boolean valueEnds() throws TTransportException {
        while (depth > 0 && left[depth - 1] == 0) {
            depth--;
        }
        if (depth == 0) {
            return true;
        }
        int top = depth - 1;
        if (left[top] < 0) {
            expectField();
            return false;
        }
        left[top]--;
        byte type = types[top];
        types[top] = otherTypes[top];
        otherTypes[top] = type;
        return beginValue(type);
    }

    /** A text or binary value of so many bytes follows. Returns whether the message ends. */
    final boolean beginString(long length) throws TTransportException {
        if (length < 0 || length > limits.maxStringLength()) {
            throw tooMuch("string", length, limits.maxStringLength());
        }
        if (length == 0) {
            return valueEnds();
        }
        skip(length);
        return false;
    }

    /** The header of a field is next, or the end of the struct. */
    abstract void expectField();

    /** A value of this type is next. Returns whether the message ends. */
    abstract boolean beginValue(byte type) throws TTransportException;

    /** How many bytes each value of a type has in a container, 0 if that differs. */
    abstract int fixedWidth(byte type);
}
