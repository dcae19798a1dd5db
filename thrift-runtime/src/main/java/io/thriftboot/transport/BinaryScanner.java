package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransportException;

/** Of the strict binary protocol: version and type, name, sequence id, struct; integers are big endian. */
final class BinaryScanner extends StructScanner {

    private static final int VERSION = 0x8001_0000;
    private static final int VERSION_MASK = 0xFFFF_0000;
    private static final int ID_SIZE = 2;
    private static final int SEQID_SIZE = 4;

    /** What is being read: a number of so many bytes, or what was skipped. */
    private enum State {
        VERSION(4),
        NAME_LENGTH(4),
        NAME(0),
        SEQID(0),
        FIELD_TYPE(1),
        FIELD_ID(0),
        FIXED(0),
        STRING_LENGTH(4),
        LIST_HEADER(5),
        MAP_HEADER(6);

        final int size;

        State(int size) {
            this.size = size;
        }
    }

    private State state = State.VERSION;
    private int needed = State.VERSION.size;
    private long value;
    private byte fieldType;

    BinaryScanner(MessageLimits limits) {
        super(limits);
    }

    @Override
    void reset() {
        super.reset();
        expect(State.VERSION);
    }

    private boolean expect(State next) {
        state = next;
        needed = next.size;
        value = 0;
        return false;
    }

    private boolean skip(State next, int length) throws TTransportException {
        state = next;
        skip(length);
        return false;
    }

    @Override
    boolean next(byte read) throws TTransportException {
        value = value << 8 | (read & 0xff);
        return --needed == 0 && complete();
    }

    private boolean complete() throws TTransportException {
        return switch (state) {
            case VERSION -> version();
            case NAME_LENGTH -> nameLength();
            case FIELD_TYPE -> field();
            case STRING_LENGTH -> {
                state = State.FIXED;
                yield beginString(number());
            }
            case LIST_HEADER -> {
                state = State.FIXED;
                yield beginContainer(number(), (byte) (value >>> 32), TType.STOP, false);
            }
            case MAP_HEADER -> {
                state = State.FIXED;
                yield beginContainer(number(), (byte) (value >>> 40), (byte) (value >>> 32), true);
            }
            case NAME, SEQID, FIELD_ID, FIXED -> throw new IllegalStateException(state + ": read (expected: skipped)");
        };
    }

    /** The last four bytes. */
    private int number() {
        return (int) value;
    }

    private boolean version() throws TTransportException {
        if ((number() & VERSION_MASK) != VERSION) {
            throw unexpected("version", number() >>> 16, "0x8001");
        }
        return expect(State.NAME_LENGTH);
    }

    private boolean nameLength() throws TTransportException {
        int length = number();
        if (length < 0 || length > limits.maxStringLength()) {
            throw tooMuch("name", length, limits.maxStringLength());
        }
        return length == 0 ? skip(State.SEQID, SEQID_SIZE) : skip(State.NAME, length);
    }

    private boolean field() throws TTransportException {
        fieldType = (byte) value;
        return fieldType == TType.STOP ? endStruct() : skip(State.FIELD_ID, ID_SIZE);
    }

    @Override
    boolean skipped() throws TTransportException {
        return switch (state) {
            case NAME -> skip(State.SEQID, SEQID_SIZE);
            case SEQID -> {
                beginStruct();
                yield false;
            }
            case FIELD_ID -> beginValue(fieldType);
            default -> valueEnds();
        };
    }

    @Override
    void expectField() {
        expect(State.FIELD_TYPE);
    }

    @Override
    boolean beginValue(byte type) throws TTransportException {
        int width = fixedWidth(type);
        if (width > 0) {
            return skip(State.FIXED, width);
        }
        return switch (type) {
            case TType.STRING -> expect(State.STRING_LENGTH);
            case TType.STRUCT -> {
                beginStruct();
                yield false;
            }
            case TType.MAP -> expect(State.MAP_HEADER);
            case TType.LIST, TType.SET -> expect(State.LIST_HEADER);
            default -> throw unexpected("type", type, "one of 2 to 4, 6, 8, 10 to 16");
        };
    }

    @Override
    int fixedWidth(byte type) {
        return switch (type) {
            case TType.BOOL, TType.BYTE -> Byte.BYTES;
            case TType.I16 -> Short.BYTES;
            case TType.I32 -> Integer.BYTES;
            case TType.I64, TType.DOUBLE -> Long.BYTES;
            case TType.UUID -> 2 * Long.BYTES;
            default -> 0;
        };
    }
}
