package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import org.apache.thrift.transport.TTransportException;

/** Messages of the compact protocol: integers end with a byte below 128, all else has a size. */
final class CompactScanner extends MessageScanner {

    /** What is looked at; between two of these, bytes are skipped. */
    private enum Token {
        PROTOCOL_ID,
        VERSION,
        SEQID,
        NAME_LENGTH,
        FIELD_TYPE,
        FIELD_ID,
        STRING_LENGTH,
        LIST_HEADER,
        LIST_SIZE,
        MAP_SIZE,
        MAP_TYPES,
        INTS,
        END;

        /** Whether it is an integer of up to five bytes whose value matters. */
        boolean isVarint() {
            return switch (this) {
                case SEQID, NAME_LENGTH, FIELD_ID, STRING_LENGTH, LIST_SIZE, MAP_SIZE -> true;
                case PROTOCOL_ID, VERSION, FIELD_TYPE, LIST_HEADER, MAP_TYPES, INTS, END -> false;
            };
        }
    }

    private static final int PROTOCOL_ID = 0x82;
    private static final int VERSION_MASK = 0x1f;
    private static final int VERSION_1 = 1;
    private static final int SIZE_FOLLOWS = 15;
    private static final int INT_BYTES = 5;
    private static final int LONG_BYTES = 10;

    // https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
    private static final int STOP = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int STRING = 8;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int UUID = 13;

    private static final int VARIABLE = 0;

    /** How wide a value of a type is; {@link #VARIABLE} if it says so itself. Booleans outside of fields have a byte. */
    private static final byte[] WIDTHS = {
        VARIABLE, 1, 1, 1, VARIABLE, VARIABLE, VARIABLE, 8, VARIABLE, VARIABLE, VARIABLE, VARIABLE, VARIABLE, 16
    };

    private final MessageLimits limits;
    private final Nesting nesting;
    private Token due = Token.PROTOCOL_ID;

    /** Of an integer: how many bytes of it were read, and its value so far. */
    private int taken;

    private int token;

    /** Type of the field whose id is read, or of the elements of the list whose size is read; size of the map. */
    private int pending;

    /** What to skip before the token that is due. */
    private long skip;

    /** How many integers are due, of at most so many bytes each. */
    private int ints;

    private int longestInt;

    CompactScanner(MessageLimits limits) {
        super(limits);
        this.limits = limits;
        this.nesting = new Nesting(limits.maxDepth());
    }

    @Override
    void begin() {
        nesting.clear();
        due = Token.PROTOCOL_ID;
        taken = 0;
        token = 0;
        skip = 0;
        ints = 0;
    }

    @Override
    int advance(byte[] bytes, int from, int until) throws TTransportException {
        int at = from;
        while (true) {
            if (skip > until - at) {
                skip -= until - at;
                return -1;
            }
            at += (int) skip;
            skip = 0;
            if (due == Token.END) {
                return at;
            }
            if (at == until) {
                return -1;
            }
            if (due == Token.INTS) {
                at = skipInts(bytes, at, until);
            } else {
                take(bytes[at++] & 0xff, at);
            }
        }
    }

    private int skipInts(byte[] bytes, int from, int until) throws TTransportException {
        int at = from;
        while (at < until) {
            if (bytes[at++] >= 0) {
                taken = 0;
                if (--ints == 0) {
                    next(offset(at));
                    return at;
                }
            } else if (++taken == longestInt) {
                throw endlessInt(at);
            }
        }
        return at;
    }

    private TTransportException endlessInt(int behind) {
        return corrupted(
                "integer", "goes on after " + taken + " bytes", offset(behind) - taken, "at most " + taken + " bytes");
    }

    private void take(int found, int at) throws TTransportException {
        int behind = offset(at);
        if (!due.isVarint()) {
            acceptByte(found, behind - 1);
            return;
        }
        token |= (found & 0x7f) << (7 * taken);
        taken++;
        if (found < 0x80) {
            int value = token;
            int offset = behind - taken;
            taken = 0;
            token = 0;
            acceptInt(value, offset, behind);
        } else if (taken == INT_BYTES) {
            throw endlessInt(at);
        }
    }

    private void acceptByte(int found, int offset) throws TTransportException {
        switch (due) {
            case PROTOCOL_ID -> {
                check("protocol", found, PROTOCOL_ID, offset);
                due = Token.VERSION;
            }
            case VERSION -> {
                check("version", found & VERSION_MASK, VERSION_1, offset);
                due = Token.SEQID;
            }
            case FIELD_TYPE -> field(found >>> 4, found & 0xf, offset);
            case LIST_HEADER -> listHeader(found >>> 4, found & 0xf, offset);
            case MAP_TYPES -> map(found >>> 4, found & 0xf, offset);
            default -> throw new IllegalStateException(due.name());
        }
    }

    private void acceptInt(int found, int offset, int behind) throws TTransportException {
        switch (due) {
            case SEQID -> due = Token.NAME_LENGTH;
            case NAME_LENGTH -> {
                skip = checkLength("name length", found, limits.maxStringLength(), offset, behind);
                nesting.openStruct(behind);
                due = Token.FIELD_TYPE;
            }
            case FIELD_ID -> fieldValue(pending, behind);
            case STRING_LENGTH -> {
                skip = checkLength("string length", found, limits.maxStringLength(), offset, behind);
                next(behind);
            }
            case LIST_SIZE -> list(found, offset, behind);
            case MAP_SIZE -> mapSize(found, offset, behind);
            default -> throw new IllegalStateException(due.name());
        }
    }

    private static void check(String what, int found, int expected, int offset) throws TTransportException {
        if (found != expected) {
            throw corrupted(what, "0x" + Integer.toHexString(found), offset, "0x" + Integer.toHexString(expected));
        }
    }

    /** Decoders take any type 0 for the end, also beside a difference of ids. */
    private void field(int idDelta, int type, int offset) throws TTransportException {
        if (type == STOP) {
            nesting.closeStruct();
            next(offset + 1);
            return;
        }
        checkType("field type", type, offset);
        if (idDelta == 0) {
            pending = type;
            due = Token.FIELD_ID;
        } else {
            fieldValue(type, offset + 1);
        }
    }

    /** Booleans are in the type. */
    private void fieldValue(int type, int behind) throws TTransportException {
        if (type == TRUE || type == FALSE) {
            due = Token.FIELD_TYPE;
        } else {
            value(type, behind);
        }
    }

    /** What comes behind a whole value. */
    private void next(int behind) throws TTransportException {
        value(nesting.next(), behind);
    }

    private void value(int first, int behind) throws TTransportException {
        int type = first;
        while (type > Nesting.FIELD && WIDTHS[type] != VARIABLE) {
            skip += WIDTHS[type];
            type = nesting.next();
        }
        switch (type) {
            case Nesting.END -> due = Token.END;
            case Nesting.FIELD -> due = Token.FIELD_TYPE;
            case I16, I32, I64 -> ints(1, longestInt(type));
            case STRING -> due = Token.STRING_LENGTH;
            case MAP -> due = Token.MAP_SIZE;
            case STRUCT -> {
                nesting.openStruct(behind + skip);
                due = Token.FIELD_TYPE;
            }
            default -> due = Token.LIST_HEADER;
        }
    }

    private void ints(int count, int longest) {
        ints = count;
        longestInt = longest;
        due = Token.INTS;
    }

    /** 0 if the type is no integer. */
    private static int longestInt(int type) {
        return switch (type) {
            case I16, I32 -> INT_BYTES;
            case I64 -> LONG_BYTES;
            default -> 0;
        };
    }

    private void listHeader(int size, int type, int offset) throws TTransportException {
        nesting.checkDepth(offset);
        if (type != STOP) {
            checkType("element type", type, offset);
        }
        pending = type;
        if (size == SIZE_FOLLOWS) {
            due = Token.LIST_SIZE;
        } else {
            list(size, offset, offset + 1);
        }
    }

    private void list(int size, int offset, int behind) throws TTransportException {
        int type = pending;
        checkSize("list size", size, minWidth(type), offset, behind);
        if (size == 0) {
            next(behind);
            return;
        }
        checkType("element type", type, offset);
        if (WIDTHS[type] != VARIABLE) {
            skip = (long) size * WIDTHS[type];
        } else if (longestInt(type) > 0) {
            ints(size, longestInt(type));
            return;
        } else {
            nesting.openList(size, type);
        }
        next(behind);
    }

    /** The types of an empty map are left out. */
    private void mapSize(int size, int offset, int behind) throws TTransportException {
        nesting.checkDepth(offset);
        checkSize("map size", size, 2, offset, behind);
        pending = size;
        if (size == 0) {
            next(behind);
        } else {
            due = Token.MAP_TYPES;
        }
    }

    private void map(int keyType, int valueType, int offset) throws TTransportException {
        int size = pending;
        checkType("key type", keyType, offset);
        checkType("value type", valueType, offset);
        checkSize("map size", size, minWidth(keyType) + minWidth(valueType), offset, offset + 1);
        if (WIDTHS[keyType] != VARIABLE && WIDTHS[valueType] != VARIABLE) {
            skip = (long) size * (WIDTHS[keyType] + WIDTHS[valueType]);
        } else if (longestInt(keyType) > 0 && longestInt(keyType) == longestInt(valueType)) {
            ints(2 * size, longestInt(keyType));
            return;
        } else {
            nesting.openMap(size, keyType, valueType);
        }
        next(offset + 1);
    }

    private void checkSize(String what, int size, int minWidth, int offset, int behind) throws TTransportException {
        checkLength(what, size, limits.maxContainerSize(), offset, behind);
        checkRoom(what, size, (long) size * minWidth, offset, behind);
    }

    private static int minWidth(int type) {
        return Math.max(1, WIDTHS[type]);
    }

    private static void checkType(String what, int type, int offset) throws TTransportException {
        if (type == STOP || type > UUID) {
            throw corrupted(what, type, offset, "1 to 13");
        }
    }
}
