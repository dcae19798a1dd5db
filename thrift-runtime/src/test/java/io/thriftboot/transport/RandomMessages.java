package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryBuffer;

/** Messages of all types, nested at random. The same seed gives the same messages. */
final class RandomMessages {

    static final byte[] TYPES = {
        TType.BOOL,
        TType.BYTE,
        TType.I16,
        TType.I32,
        TType.I64,
        TType.DOUBLE,
        TType.STRING,
        TType.UUID,
        TType.STRUCT,
        TType.MAP,
        TType.LIST,
        TType.SET
    };

    private static final int SCALARS = 8;
    private static final String CHARACTERS = "a]}[{,:0\"\\/\n\u0001é€😀";

    private final Random random;
    private final int maxElements;

    RandomMessages(long seed, int maxElements) {
        this.random = new Random(seed);
        this.maxElements = maxElements;
    }

    /** A message whose structs and containers are at most so deep. */
    byte[] next(ThriftProtocol protocol, int maxDepth) throws TException {
        return message(protocol, p -> struct(p, maxDepth - 1));
    }

    /** A message of one field of a type. */
    byte[] ofType(ThriftProtocol protocol, byte type) throws TException {
        return message(protocol, p -> {
            p.writeStructBegin(new TStruct());
            field(p, (short) 1, type, 3);
            p.writeFieldStop();
            p.writeStructEnd();
        });
    }

    byte[] message(ThriftProtocol protocol, Body body) throws TException {
        TMemoryBuffer buffer = new TMemoryBuffer(1024);
        TProtocol p = protocol.over(buffer, MessageLimits.DEFAULT, true);
        p.writeMessageBegin(new TMessage(string(), TMessageType.CALL, random.nextInt()));
        body.write(p);
        p.writeMessageEnd();
        return Arrays.copyOf(buffer.getArray(), buffer.length());
    }

    private void struct(TProtocol p, int depth) throws TException {
        p.writeStructBegin(new TStruct());
        short id = (short) random.nextInt(-20, 20);
        for (int i = random.nextInt(maxElements); i > 0; i--) {
            field(p, id, type(depth), depth);
            id += (short) random.nextInt(1, 30);
        }
        p.writeFieldStop();
        p.writeStructEnd();
    }

    private void field(TProtocol p, short id, byte type, int depth) throws TException {
        p.writeFieldBegin(new TField("", type, id));
        value(p, type, depth);
        p.writeFieldEnd();
    }

    private byte type(int depth) {
        return TYPES[random.nextInt(depth > 0 ? TYPES.length : SCALARS)];
    }

    private void value(TProtocol p, byte type, int depth) throws TException {
        switch (type) {
            case TType.BOOL -> p.writeBool(random.nextBoolean());
            case TType.BYTE -> p.writeByte((byte) random.nextInt());
            case TType.I16 -> p.writeI16((short) random.nextInt());
            case TType.I32 -> p.writeI32(random.nextInt() >> random.nextInt(32));
            case TType.I64 -> p.writeI64(random.nextLong() >> random.nextInt(64));
            case TType.DOUBLE -> p.writeDouble(random.nextBoolean() ? random.nextDouble() : Double.NaN);
            case TType.STRING -> stringOrBinary(p);
            case TType.UUID -> p.writeUuid(new UUID(random.nextLong(), random.nextLong()));
            case TType.STRUCT -> struct(p, depth - 1);
            case TType.MAP -> map(p, depth - 1);
            case TType.LIST -> list(p, depth - 1);
            default -> set(p, depth - 1);
        }
    }

    private void stringOrBinary(TProtocol p) throws TException {
        if (random.nextBoolean()) {
            p.writeString(string());
        } else {
            byte[] bytes = new byte[random.nextInt(50)];
            random.nextBytes(bytes);
            p.writeBinary(ByteBuffer.wrap(bytes));
        }
    }

    private String string() {
        int[] characters = CHARACTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    private int size() {
        return random.nextInt(4) == 0 ? random.nextInt(20) : random.nextInt(maxElements);
    }

    private void map(TProtocol p, int depth) throws TException {
        TMap map = new TMap(type(depth), type(depth), size());
        p.writeMapBegin(map);
        for (int i = 0; i < map.size; i++) {
            value(p, map.keyType, depth);
            value(p, map.valueType, depth);
        }
        p.writeMapEnd();
    }

    private void list(TProtocol p, int depth) throws TException {
        TList list = new TList(type(depth), size());
        p.writeListBegin(list);
        for (int i = 0; i < list.size; i++) {
            value(p, list.elemType, depth);
        }
        p.writeListEnd();
    }

    private void set(TProtocol p, int depth) throws TException {
        TSet set = new TSet(type(depth), size());
        p.writeSetBegin(set);
        for (int i = 0; i < set.size; i++) {
            value(p, set.elemType, depth);
        }
        p.writeSetEnd();
    }

    /** Writes what is between the begin and the end of a message. */
    interface Body {
        void write(TProtocol protocol) throws TException;
    }
}
