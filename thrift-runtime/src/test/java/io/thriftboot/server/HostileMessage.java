package io.thriftboot.server;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TJSONProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.transport.TMemoryBuffer;

/** Writes what no library would: messages that are right up to some place, and wrong from there on. */
final class HostileMessage {

    private static final int HEADER_MAGIC = 0x0FFF;

    private final TMemoryBuffer bytes;
    private final TProtocol out;
    private final ThriftProtocol encoding;

    HostileMessage(WireFormat dialect) throws TException {
        this.bytes = new TMemoryBuffer(256);
        this.encoding = dialect.protocol() == ThriftProtocol.HEADER ? ThriftProtocol.BINARY : dialect.protocol();
        this.out = switch (encoding) {
            case BINARY -> new TBinaryProtocol(bytes);
            case COMPACT -> new TCompactProtocol(bytes);
            case JSON -> new TJSONProtocol(bytes);
            default -> throw new IllegalArgumentException(dialect + " (expected: a protocol of messages)");
        };
    }

    boolean isBinary() {
        return encoding == ThriftProtocol.BINARY;
    }

    boolean isCompact() {
        return encoding == ThriftProtocol.COMPACT;
    }

    boolean isJson() {
        return encoding == ThriftProtocol.JSON;
    }

    /** The beginning of a call of echo, before its first argument. */
    HostileMessage call() throws TException {
        return message("echo", TMessageType.CALL);
    }

    HostileMessage message(String name, byte type) throws TException {
        out.writeMessageBegin(new TMessage(name, type, 1));
        out.writeStructBegin(new TStruct("args"));
        return this;
    }

    HostileMessage field(byte type, int id) throws TException {
        out.writeFieldBegin(new TField("field", type, (short) id));
        return this;
    }

    /** Goes on with the protocol of libthrift. */
    HostileMessage with(Writer writer) throws TException {
        writer.write(out);
        return this;
    }

    HostileMessage hex(String hex) throws TException {
        return raw(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    HostileMessage text(String ascii) throws TException {
        return raw(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    HostileMessage raw(byte... more) throws TException {
        bytes.write(more);
        return this;
    }

    /** How long a string is said to be, in the protocols that say so. */
    HostileMessage length(int length) throws TException {
        return isBinary() ? with(to -> to.writeI32(length)) : varint(length & 0xFFFF_FFFFL);
    }

    HostileMessage varint(long value) throws TException {
        long left = value;
        while (left > 0x7F) {
            raw((byte) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        return raw((byte) left);
    }

    /** Without anything around it. */
    byte[] body() {
        return Arrays.copyOf(bytes.getArray(), bytes.length());
    }

    /** As the dialect sends it. */
    byte[] in(WireFormat dialect) {
        return wrap(dialect, body());
    }

    static byte[] wrap(WireFormat dialect, byte[] body) {
        if (dialect.protocol() == ThriftProtocol.HEADER) {
            return header("00000000", body);
        }
        return dialect.transport() == LayeredTransport.ZLIB
                ? deflate(body, Deflater.SYNC_FLUSH)
                : dialect.transport().isFramed() ? frame(body) : body;
    }

    static byte[] frame(byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .putInt(body.length)
                .put(body)
                .array();
    }

    /** A frame with a header whose section is given in whole words. */
    static byte[] header(String sectionHex, byte[] body) {
        byte[] section = HexFormat.of().parseHex(sectionHex);
        return frame(ByteBuffer.allocate(10 + section.length + body.length)
                .putShort((short) HEADER_MAGIC)
                .putShort((short) 0)
                .putInt(1)
                .putShort((short) (section.length / 4))
                .put(section)
                .put(body)
                .array());
    }

    static byte[] deflate(byte[] body, int flush) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(body);
            if (flush == Deflater.FULL_FLUSH) {
                deflater.finish();
            }
            ByteArrayOutputStream deflated = new ByteArrayOutputStream();
            byte[] chunk = new byte[8192];
            int n;
            do {
                n = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
                deflated.write(chunk, 0, n);
            } while (n == chunk.length);
            return deflated.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** Writes a part of a message. */
    interface Writer {

        void write(TProtocol out) throws TException;
    }
}
