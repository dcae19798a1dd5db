package io.thriftboot.recording;

import io.thriftboot.protocol.ThriftProtocol;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TType;

/**
 * A message as text that is the same for the same values, whatever the order of fields, sets and maps: without its sequence
 * id, and without what stands before a message of the header protocol. Nothing of the IDL is needed.
 */
final class MessageText {

    private static final int MAX_DEPTH = 64;

    private final TProtocol in;
    private final boolean textsAreTexts;

    private MessageText(TProtocol in, ThriftProtocol protocol) {
        this.in = in;
        this.textsAreTexts = protocol == ThriftProtocol.JSON;
    }

    static String read(TProtocol in, ThriftProtocol protocol) throws TException {
        TMessage message = in.readMessageBegin();
        String content = new MessageText(in, protocol).value(TType.STRUCT, 0);
        in.readMessageEnd();
        return "type " + message.type + ' ' + message.name + ' ' + content;
    }

    private String value(byte type, int depth) throws TException {
        if (depth > MAX_DEPTH) {
            throw new TProtocolException(TProtocolException.DEPTH_LIMIT, "depth: more than " + MAX_DEPTH);
        }
        return switch (type) {
            case TType.BOOL -> String.valueOf(in.readBool());
            case TType.BYTE -> String.valueOf(in.readByte());
            case TType.I16 -> String.valueOf(in.readI16());
            case TType.I32 -> String.valueOf(in.readI32());
            case TType.I64 -> String.valueOf(in.readI64());
            case TType.DOUBLE -> String.valueOf(in.readDouble());
            case TType.UUID -> String.valueOf(in.readUuid());
            case TType.STRING -> textsAreTexts ? quoted(in.readString()) : text(in.readBinary());
            case TType.STRUCT -> struct(depth);
            case TType.LIST -> list(depth);
            case TType.SET -> set(depth);
            case TType.MAP -> map(depth);
            default -> throw new TProtocolException(TProtocolException.INVALID_DATA, "type of a value: " + type);
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** Of binary values and of texts, which look the same. */
    private static String text(ByteBuffer bytes) {
        try {
            return quoted(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.duplicate())
                    .toString());
        } catch (CharacterCodingException ex) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return "0x" + HexFormat.of().formatHex(copy);
        }
    }

    private String struct(int depth) throws TException {
        TreeMap<Short, String> fields = new TreeMap<>();
        in.readStructBegin();
        for (TField field = in.readFieldBegin(); field.type != TType.STOP; field = in.readFieldBegin()) {
            fields.put(field.id, value(field.type, depth + 1));
            in.readFieldEnd();
        }
        in.readStructEnd();
        return fields.toString();
    }

    private String list(int depth) throws TException {
        TList list = in.readListBegin();
        List<String> values = values(list.elemType, list.size, depth);
        in.readListEnd();
        return values.toString();
    }

    private String set(int depth) throws TException {
        TSet set = in.readSetBegin();
        List<String> values = values(set.elemType, set.size, depth);
        in.readSetEnd();
        Collections.sort(values);
        return "set" + values;
    }

    private List<String> values(byte type, int count, int depth) throws TException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(type, depth + 1));
        }
        return values;
    }

    private String map(int depth) throws TException {
        TMap map = in.readMapBegin();
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < map.size; i++) {
            entries.add(value(map.keyType, depth + 1) + ": " + value(map.valueType, depth + 1));
        }
        in.readMapEnd();
        Collections.sort(entries);
        return "map" + entries;
    }
}
