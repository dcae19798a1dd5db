package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransportException;

/** Messages of the binary protocol: everything has a size, so that only lengths and types need a look. */
final class BinaryScanner extends MessageScanner {

    /** What is looked at; between two of these, bytes are skipped. */
    private enum Token {
        VERSION(4),
        NAME_LENGTH(4),
        FIELD_TYPE(1),
        STRING_LENGTH(4),
        LIST_HEADER(5),
        MAP_HEADER(6),
        END(0);

        final int width;

        Token(int width) {
            this.width = width;
        }
    }

    private static final int VERSION_1 = 0x8001;
    private static final int SEQID_WIDTH = 4;
    private static final int FIELD_ID_WIDTH = 2;
    private static final int SIZE_WIDTH = 4;

    private static final int UNKNOWN = -1;
    private static final int VARIABLE = 0;

    /** How wide a value of a type is; {@link #VARIABLE} if it says so itself. */
    private static final byte[] WIDTHS = {
        UNKNOWN, UNKNOWN, 1, 1, 8, UNKNOWN, 2, UNKNOWN, 4, UNKNOWN, 8, VARIABLE, VARIABLE, VARIABLE, VARIABLE, VARIABLE,
        16
    };

    private final MessageLimits limits;
    private final Nesting nesting;
    private Token due = Token.VERSION;
    private int taken;
    private long token;

    /** What to skip before the token that is due. */
    private long skip;

    BinaryScanner(MessageLimits limits) {
        super(limits);
        this.limits = limits;
        this.nesting = new Nesting(limits.maxDepth());
    }

    @Override
    void begin() {
        nesting.clear();
        due = Token.VERSION;
        taken = 0;
        token = 0;
        skip = 0;
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
            long found = token;
            int present = Math.min(due.width - taken, until - at);
            for (int end = at + present; at < end; at++) {
                found = (found << 8) | (bytes[at] & 0xff);
            }
            if (present < due.width - taken) {
                token = found;
                taken += present;
                return -1;
            }
            token = 0;
            taken = 0;
            accept(found, offset(at));
        }
    }

    private void accept(long found, int behind) throws TTransportException {
        int offset = behind - due.width;
        switch (due) {
            case FIELD_TYPE -> field((int) found, offset);
            case STRING_LENGTH -> {
                skip = string("string length", (int) found, offset);
                next(behind);
            }
            case LIST_HEADER -> list((int) (found >>> 32), (int) found, offset);
            case MAP_HEADER -> map((int) (found >>> 40), (int) (found >>> 32) & 0xff, (int) found, offset);
            case VERSION -> version((int) found);
            case NAME_LENGTH -> {
                skip = string("name length", (int) found, offset) + (long) SEQID_WIDTH;
                nesting.openStruct(behind);
                due = Token.FIELD_TYPE;
            }
            case END -> throw new IllegalStateException("bytes behind the end");
        }
    }

    private void version(int found) throws TTransportException {
        if (found >>> 16 != VERSION_1) {
            throw corrupted(
                    "version",
                    "0x" + Integer.toHexString(found),
                    0,
                    "0x8001 and the message's type; " + BadFrameException.looksLike(found));
        }
        due = Token.NAME_LENGTH;
    }

    private int string(String what, int length, int offset) throws TTransportException {
        return checkLength(what, length, limits.maxStringLength(), offset, offset + SIZE_WIDTH);
    }

    private void field(int type, int offset) throws TTransportException {
        if (type == TType.STOP) {
            nesting.closeStruct();
            next(offset + 1);
            return;
        }
        int width = checkType("field type", type, offset);
        skip = FIELD_ID_WIDTH;
        skip += width;
        if (width == VARIABLE) {
            value(type, offset + 1);
        }
    }

    /** What comes behind a whole value. */
    private void next(int behind) throws TTransportException {
        int type = nesting.next();
        while (type > Nesting.FIELD && WIDTHS[type] != VARIABLE) {
            skip += WIDTHS[type];
            type = nesting.next();
        }
        value(type, behind);
    }

    /** A value of variable width begins behind what is skipped. */
    private void value(int type, int behind) throws TTransportException {
        switch (type) {
            case Nesting.END -> due = Token.END;
            case Nesting.FIELD -> due = Token.FIELD_TYPE;
            case TType.STRING -> due = Token.STRING_LENGTH;
            case TType.MAP -> due = Token.MAP_HEADER;
            case TType.STRUCT -> {
                nesting.openStruct(behind + skip);
                due = Token.FIELD_TYPE;
            }
            default -> due = Token.LIST_HEADER;
        }
    }

    private void list(int type, int size, int offset) throws TTransportException {
        nesting.checkDepth(offset);
        int width = checkElementType("element type", type, size, offset);
        container("list size", size, minWidth(type, width), offset, Token.LIST_HEADER);
        if (width == VARIABLE) {
            nesting.openList(size, type);
        } else {
            skip = (long) size * width;
        }
        next(offset + Token.LIST_HEADER.width);
    }

    private void map(int keyType, int valueType, int size, int offset) throws TTransportException {
        nesting.checkDepth(offset);
        int keyWidth = checkElementType("key type", keyType, size, offset);
        int valueWidth = checkElementType("value type", valueType, size, offset + 1);
        int minWidth = minWidth(keyType, keyWidth) + minWidth(valueType, valueWidth);
        container("map size", size, minWidth, offset, Token.MAP_HEADER);
        if (keyWidth == VARIABLE || valueWidth == VARIABLE) {
            nesting.openMap(size, keyType, valueType);
        } else {
            skip = (long) size * (keyWidth + valueWidth);
        }
        next(offset + Token.MAP_HEADER.width);
    }

    private void container(String what, int size, int minWidth, int offset, Token header) throws TTransportException {
        int behind = offset + header.width;
        checkLength(what, size, limits.maxContainerSize(), behind - SIZE_WIDTH, behind);
        checkRoom(what, size, (long) size * minWidth, behind - SIZE_WIDTH, behind);
    }

    private static int minWidth(int type, int width) {
        if (width != VARIABLE) {
            return width;
        }
        return type == TType.STRUCT ? 1 : SIZE_WIDTH;
    }

    /** Some write empty containers without types. */
    private static int checkElementType(String what, int type, int size, int offset) throws TTransportException {
        return size == 0 && type < TType.BOOL ? 1 : checkType(what, type, offset);
    }

    private static int checkType(String what, int type, int offset) throws TTransportException {
        if (type >= WIDTHS.length || WIDTHS[type] == UNKNOWN) {
            throw corrupted(what, type, offset, "2, 3, 4, 6, 8 or 10 to 16");
        }
        return WIDTHS[type];
    }
}
