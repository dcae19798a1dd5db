package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import org.apache.thrift.transport.TTransportException;

/** Of the compact protocol: id, version and type, sequence id, name, struct; numbers have seven bits a byte, the lowest first. */
final class CompactScanner extends StructScanner {

    private static final int PROTOCOL_ID = 0x82;
    private static final int VERSION = 1;
    private static final int VERSION_MASK = 0x1f;
    private static final int MOST_BYTES = 10;
    private static final int MOST_BYTES_OF_SIZE = 5;
    private static final int SIZE_FOLLOWS = 15;

    /** The protocol's own types. */
    private static final int TRUE = 1;

    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int UUID = 13;

    private enum State {
        PROTOCOL,
        VERSION,
        SEQID,
        NAME_LENGTH,
        NAME,
        FIELD,
        FIELD_ID,
        NUMBER,
        FIXED,
        STRING_LENGTH,
        LIST_HEADER,
        LIST_SIZE,
        MAP_SIZE,
        MAP_TYPES
    }

    private State state = State.PROTOCOL;
    private long value;
    private int bytes;
    private byte type;

    CompactScanner(MessageLimits limits) {
        super(limits);
    }

    @Override
    void reset() {
        super.reset();
        expect(State.PROTOCOL);
    }

    private boolean expect(State next) {
        state = next;
        value = 0;
        bytes = 0;
        return false;
    }

    @Override
    boolean next(byte read) throws TTransportException {
        int unsigned = read & 0xff;
        return switch (state) {
            case PROTOCOL -> check("protocol id", unsigned, PROTOCOL_ID, State.VERSION);
            case VERSION -> check("version", unsigned & VERSION_MASK, VERSION, State.SEQID);
            case FIELD -> field(unsigned);
            case LIST_HEADER -> list(unsigned);
            case MAP_TYPES -> beginMap(unsigned);
            case SEQID, FIELD_ID, NUMBER -> addBits(unsigned, MOST_BYTES) && numberEnds();
            case NAME_LENGTH, STRING_LENGTH, LIST_SIZE, MAP_SIZE -> addBits(unsigned, MOST_BYTES_OF_SIZE) && sizeEnds();
            case NAME, FIXED -> throw new IllegalStateException(state + ": read (expected: skipped)");
        };
    }

    private boolean check(String what, int found, int expected, State next) throws TTransportException {
        if (found != expected) {
            throw unexpected(what, found, "" + expected);
        }
        return expect(next);
    }

    /** Whether the number ends with this byte. */
    private boolean addBits(int read, int most) throws TTransportException {
        value |= (long) (read & 0x7f) << (7 * bytes);
        if (++bytes > most) {
            throw unexpected("number", bytes, "at most " + most + " bytes");
        }
        return read < 0x80;
    }

    private boolean numberEnds() throws TTransportException {
        return switch (state) {
            case SEQID -> expect(State.NAME_LENGTH);
            case FIELD_ID -> beginFieldValue();
            default -> valueEnds();
        };
    }

    private boolean sizeEnds() throws TTransportException {
        int size = (int) value;
        return switch (state) {
            case NAME_LENGTH -> name(size);
            case STRING_LENGTH -> {
                state = State.FIXED;
                yield beginString(size);
            }
            case LIST_SIZE -> {
                state = State.FIXED;
                yield beginContainer(size, type, type, false);
            }
            default -> {
                // The types of an empty map are left out.
                state = size == 0 ? State.FIXED : State.MAP_TYPES;
                yield size == 0 && valueEnds();
            }
        };
    }

    private boolean name(int length) throws TTransportException {
        if (length < 0 || length > limits.maxStringLength()) {
            throw tooMuch("name", length, limits.maxStringLength());
        }
        if (length == 0) {
            beginStruct();
        } else {
            state = State.NAME;
            skip(length);
        }
        return false;
    }

    private boolean field(int header) throws TTransportException {
        if (header == 0) {
            return endStruct();
        }
        type = (byte) (header & 0x0f);
        if (header >>> 4 == 0) {
            return expect(State.FIELD_ID);
        }
        return beginFieldValue();
    }

    private boolean beginFieldValue() throws TTransportException {
        boolean inHeader = type == TRUE || type == FALSE;
        return inHeader ? valueEnds() : beginValue(type);
    }

    private boolean list(int header) throws TTransportException {
        type = (byte) (header & 0x0f);
        int size = header >>> 4;
        if (size == SIZE_FOLLOWS) {
            return expect(State.LIST_SIZE);
        }
        state = State.FIXED;
        return beginContainer(size, type, type, false);
    }

    private boolean beginMap(int kinds) throws TTransportException {
        long size = (int) value;
        state = State.FIXED;
        return beginContainer(size, (byte) (kinds >>> 4), (byte) (kinds & 0x0f), true);
    }

    @Override
    boolean skipped() throws TTransportException {
        if (state == State.NAME) {
            beginStruct();
            return false;
        }
        return valueEnds();
    }

    @Override
    void expectField() {
        expect(State.FIELD);
    }

    @Override
    boolean beginValue(byte next) throws TTransportException {
        int width = fixedWidth(next);
        if (width > 0) {
            state = State.FIXED;
            skip(width);
            return false;
        }
        if (next >= I16 && next <= I64) {
            return expect(State.NUMBER);
        }
        return switch (next) {
            case BINARY -> expect(State.STRING_LENGTH);
            case LIST, SET -> expect(State.LIST_HEADER);
            case MAP -> expect(State.MAP_SIZE);
            case STRUCT -> {
                beginStruct();
                yield false;
            }
            default -> throw unexpected("type", next, "1 to " + UUID);
        };
    }

    @Override
    int fixedWidth(byte next) {
        return switch (next) {
            case TRUE, FALSE, BYTE -> Byte.BYTES;
            case DOUBLE -> Double.BYTES;
            case UUID -> 2 * Long.BYTES;
            default -> 0;
        };
    }
}
