package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.UUID;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TSimpleJSONProtocol;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TByteBuffer;
import org.apache.thrift.transport.TTransportException;

/**
 * What libthrift's simple JSON protocol is for, where its own output is not JSON: it writes NaN as it is, takes binary for
 * text, and cannot write maps with keys that are structs or containers. Can only write.
 */
final class SimpleJsonProtocol extends TSimpleJSONProtocol {

    private final StringBuilder text = new StringBuilder();
    private final Deque<Block> blocks = new ArrayDeque<>();

    /** libthrift wants every protocol to have a transport; nothing is written to this one. */
    SimpleJsonProtocol() throws TTransportException {
        super(new TByteBuffer(ByteBuffer.allocate(0)));
    }

    String text() {
        return text.toString();
    }

    /** What stands between values: before a key or an element, and before the value of a key. */
    private enum Kind {
        STRUCT("", "", "}"),
        LIST(",", ",", "]"),
        MAP(",", ":", "}"),
        PAIRS("},{\"key\":", ",\"value\":", "}]");

        private final String beforeKey;
        private final String beforeValue;
        private final String end;

        Kind(String beforeKey, String beforeValue, String end) {
            this.beforeKey = beforeKey;
            this.beforeValue = beforeValue;
            this.end = end;
        }
    }

    /** A struct or container that is being written. */
    private static final class Block {

        private final Kind kind;
        private int values;

        Block(Kind kind) {
            this.kind = kind;
        }

        boolean isAtKey() {
            return values % 2 == 0;
        }
    }

    private void separate() {
        Block block = blocks.peek();
        if (block != null) {
            if (block.values > 0) {
                text.append(block.isAtKey() ? block.kind.beforeKey : block.kind.beforeValue);
            }
            block.values++;
        }
    }

    private void begin(String begin, Kind kind) {
        separate();
        text.append(begin);
        blocks.push(new Block(kind));
    }

    private void end() {
        text.append(blocks.pop().kind.end);
    }

    private void literal(String literal) {
        separate();
        Block block = blocks.peek();
        boolean key = block != null && block.kind == Kind.MAP && !block.isAtKey();
        text.append(key ? '"' + literal + '"' : literal);
    }

    @Override
    public void writeStructBegin(TStruct struct) {
        begin("{", Kind.STRUCT);
    }

    @Override
    public void writeStructEnd() {
        end();
    }

    @Override
    public void writeFieldBegin(TField field) {
        text.append(text.charAt(text.length() - 1) == '{' ? "\"" : ",\"")
                .append(field.name)
                .append("\":");
    }

    @Override
    public void writeMapBegin(TMap map) {
        if (isScalar(map.keyType) || map.size == 0) {
            begin("{", Kind.MAP);
        } else {
            begin("[{\"key\":", Kind.PAIRS);
        }
    }

    private static boolean isScalar(byte type) {
        return type != TType.STRUCT && type != TType.MAP && type != TType.SET && type != TType.LIST;
    }

    @Override
    public void writeMapEnd() {
        end();
    }

    @Override
    public void writeListBegin(TList list) {
        begin("[", Kind.LIST);
    }

    @Override
    public void writeListEnd() {
        end();
    }

    @Override
    public void writeSetBegin(TSet set) {
        begin("[", Kind.LIST);
    }

    @Override
    public void writeSetEnd() {
        end();
    }

    @Override
    public void writeBool(boolean value) {
        literal(Boolean.toString(value));
    }

    @Override
    public void writeByte(byte value) {
        literal(Byte.toString(value));
    }

    @Override
    public void writeI16(short value) {
        literal(Short.toString(value));
    }

    @Override
    public void writeI32(int value) {
        literal(Integer.toString(value));
    }

    @Override
    public void writeI64(long value) {
        literal(Long.toString(value));
    }

    @Override
    public void writeDouble(double value) {
        if (Double.isFinite(value)) {
            literal(Double.toString(value));
        } else {
            writeString(Double.toString(value));
        }
    }

    @Override
    public void writeUuid(UUID value) {
        writeString(value.toString());
    }

    @Override
    public void writeBinary(ByteBuffer value) {
        ByteBuffer encoded = Base64.getEncoder().encode(value.duplicate());
        writeString(StandardCharsets.US_ASCII.decode(encoded).toString());
    }

    @Override
    public void writeString(String value) {
        separate();
        text.append('"');
        value.chars().forEach(c -> appendEscaped((char) c));
        text.append('"');
    }

    private void appendEscaped(char c) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c < ' ') {
                    text.append("\\u%04x".formatted((int) c));
                } else {
                    text.append(c);
                }
            }
        }
    }
}
