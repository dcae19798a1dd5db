package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import java.util.BitSet;
import org.apache.thrift.transport.TTransportException;

/** Messages of the JSON protocol: nested brackets, which may be in strings as well. */
final class JsonScanner extends MessageScanner {

    private enum State {
        BEGIN,
        OUTSIDE,
        STRING,
        ESCAPE
    }

    /** The message has brackets; then a map has two, and so has a struct with the field that the next level is in. */
    private static final int BRACKETS_PER_LEVEL = 2;

    /** Base64 has four characters for three bytes, and each of them may be escaped by six. */
    private static final int TEXT_PER_BYTE = 8;

    /** Names of types, numbers as keys of maps and uuids are strings too, whatever the longest may be. */
    private static final int ALWAYS_ALLOWED = 64;

    /** Room for more open brackets than this is given back after the message that needed them. */
    private static final int RETAINED_BRACKETS = 1 << 16;

    private final long maxBrackets;
    private final long maxText;

    /** The brackets that are open; a square one is a 1. */
    private BitSet open = new BitSet();

    private int depth;
    private State state = State.BEGIN;

    /** Where in the message the string began, behind its quote. */
    private int stringOffset;

    JsonScanner(MessageLimits limits) {
        super(limits);
        this.maxBrackets = 1 + (long) BRACKETS_PER_LEVEL * limits.maxDepth();
        this.maxText = ALWAYS_ALLOWED + (long) TEXT_PER_BYTE * limits.maxStringLength();
    }

    @Override
    void begin() {
        if (open.size() > RETAINED_BRACKETS) {
            open = new BitSet();
        }
        depth = 0;
        state = State.BEGIN;
    }

    @Override
    int advance(byte[] bytes, int from, int until) throws TTransportException {
        int at = from;
        while (at < until) {
            if (state == State.STRING) {
                at = string(bytes, at, until);
            } else if (state == State.ESCAPE) {
                at++;
                state = State.STRING;
            } else {
                outside(bytes[at], offset(at));
                at++;
                if (depth == 0) {
                    return at;
                }
            }
        }
        return -1;
    }

    private int string(byte[] bytes, int from, int until) throws TTransportException {
        int end = (int) Math.min(until, from + (maxText - (offset(from) - stringOffset)) + 1);
        for (int at = from; at < end; at++) {
            byte found = bytes[at];
            if (found == '"' || found == '\\') {
                state = found == '"' ? State.OUTSIDE : State.ESCAPE;
                return at + 1;
            }
        }
        if (offset(end) - stringOffset > maxText) {
            throw aboveLimit("string", "goes on after " + maxText + " bytes", stringOffset, "its end");
        }
        return end;
    }

    private void outside(byte found, int offset) throws TTransportException {
        if (state == State.BEGIN && found != '[') {
            throw unexpected(found, offset, "'['");
        }
        state = State.OUTSIDE;
        switch (found) {
            case '[', '{' -> open(found == '[', offset);
            case ']', '}' -> close(found, offset);
            case '"' -> {
                state = State.STRING;
                stringOffset = offset + 1;
            }
            case ',', ':', '+', '-', '.', 'E', 'e', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {}
            default -> throw unexpected(found, offset, "a bracket, a string or a number");
        }
    }

    private void open(boolean square, int offset) throws TTransportException {
        if (depth >= maxBrackets) {
            throw aboveLimit("brackets", depth + 1L, offset, "at most " + maxBrackets);
        }
        open.set(depth++, square);
    }

    private void close(byte found, int offset) throws TTransportException {
        boolean square = open.get(--depth);
        if (square != (found == ']')) {
            throw unexpected(found, offset, square ? "']'" : "'}'");
        }
    }

    private static TTransportException unexpected(byte found, int offset, String expected) {
        return corrupted("character", found > ' ' ? "'" + (char) found + "'" : found & 0xff, offset, expected);
    }
}
