package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
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

/** The text that TDebugProtocol of the C++ library writes, as far as Java knows what it needs. Can only write. */
final class DebugProtocol extends TSimpleJSONProtocol {

    private static final int LONGEST = 256;
    private static final String INDENT = "  ";
    private static final Map<Byte, String> TYPES = Map.ofEntries(
            Map.entry(TType.BOOL, "bool"),
            Map.entry(TType.BYTE, "i8"),
            Map.entry(TType.I16, "i16"),
            Map.entry(TType.I32, "i32"),
            Map.entry(TType.I64, "i64"),
            Map.entry(TType.DOUBLE, "double"),
            Map.entry(TType.STRING, "string"),
            Map.entry(TType.UUID, "uuid"),
            Map.entry(TType.STRUCT, "struct"),
            Map.entry(TType.MAP, "map"),
            Map.entry(TType.SET, "set"),
            Map.entry(TType.LIST, "list"));

    private final StringBuilder text = new StringBuilder();
    private final Deque<Block> blocks = new ArrayDeque<>();

    /** libthrift wants every protocol to have a transport; nothing is written to this one. */
    DebugProtocol() throws TTransportException {
        super(new TByteBuffer(ByteBuffer.allocate(0)));
    }

    String text() {
        return text.toString();
    }

    /** What is between two braces. */
    private static final class Block {

        private final boolean map;
        private final boolean list;
        private int values;

        Block(boolean map, boolean list) {
            this.map = map;
            this.list = list;
        }
    }

    private void begin(String head, boolean map, boolean list) {
        beginValue();
        text.append(head).append(" {\n");
        blocks.push(new Block(map, list));
    }

    private void end() {
        blocks.pop();
        indent();
        text.append('}');
        endValue();
    }

    private void indent() {
        text.append(INDENT.repeat(blocks.size()));
    }

    private void beginValue() {
        Block block = blocks.peek();
        if (block == null || (block.map && block.values % 2 == 1)) {
            return;
        }
        if (block.map) {
            indent();
        } else if (block.list) {
            indent();
            text.append('[').append(block.values).append("] = ");
        }
    }

    private void endValue() {
        Block block = blocks.peek();
        if (block == null) {
            return;
        }
        boolean key = block.map && block.values % 2 == 0;
        text.append(key ? " -> " : ",\n");
        block.values++;
    }

    private void value(Object value) {
        beginValue();
        text.append(value);
        endValue();
    }

    private static String type(byte type) {
        return TYPES.getOrDefault(type, "type " + type);
    }

    @Override
    public void writeStructBegin(TStruct struct) {
        begin(struct.name, false, false);
    }

    @Override
    public void writeStructEnd() {
        end();
    }

    @Override
    public void writeFieldBegin(TField field) {
        indent();
        text.append("%02d: %s (%s) = ".formatted(field.id, field.name, type(field.type)));
    }

    @Override
    public void writeMapBegin(TMap map) {
        begin("map<" + type(map.keyType) + ", " + type(map.valueType) + ">[" + map.size + ']', true, false);
    }

    @Override
    public void writeMapEnd() {
        end();
    }

    @Override
    public void writeListBegin(TList list) {
        begin("list<" + type(list.elemType) + ">[" + list.size + ']', false, true);
    }

    @Override
    public void writeListEnd() {
        end();
    }

    @Override
    public void writeSetBegin(TSet set) {
        begin("set<" + type(set.elemType) + ">[" + set.size + ']', false, true);
    }

    @Override
    public void writeSetEnd() {
        end();
    }

    @Override
    public void writeBool(boolean value) {
        value(value);
    }

    @Override
    public void writeByte(byte value) {
        value(value);
    }

    @Override
    public void writeI16(short value) {
        value(value);
    }

    @Override
    public void writeI32(int value) {
        value(value);
    }

    @Override
    public void writeI64(long value) {
        value(value);
    }

    @Override
    public void writeUuid(UUID value) {
        value(value);
    }

    @Override
    public void writeDouble(double value) {
        value(value);
    }

    /** Quoted and escaped as in Java. */
    @Override
    public void writeString(String value) {
        boolean cut = value.length() > LONGEST;
        String shown = cut ? value.substring(0, LONGEST) : value;
        value('"' + escaped(shown) + '"' + (cut ? "... (" + value.length() + " characters)" : ""));
    }

    static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append((char) c);
            } else if (Character.isISOControl(c)) {
                escaped.append("\\u%04x".formatted(c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }

    @Override
    public void writeBinary(ByteBuffer value) {
        int size = value.remaining();
        byte[] shown = new byte[Math.min(size, LONGEST)];
        value.duplicate().get(shown);
        value("0x" + HexFormat.of().formatHex(shown) + (size > LONGEST ? "... (" + size + " bytes)" : ""));
    }
}
