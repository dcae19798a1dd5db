package io.thriftboot.protocol;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TProtocolException;

/**
 * Reads what stands before a message of the header protocol, as Apache Thrift's {@code doc/specs/HeaderFormat.md} and its
 * libraries for C++, Go, Python and Ruby have it. A frame is
 *
 * <pre>
 * u16 0x0fff, u16 flags, i32 seqid, u16 size of the section in words of four bytes
 * section: varint protocol, varint count of transforms, a varint each, blocks of information, zeros up to the size
 * the message, transformed
 * </pre>
 */
final class HeaderReader {

    static final int MAGIC = 0x0FFF;
    static final int FIXED_SIZE = 10;
    static final int WORD = 4;

    /** What C++ and Ruby accept, too. */
    static final int LARGEST_SECTION = 0x3FFF * WORD;

    static final int BINARY_ID = 0;
    static final int COMPACT_ID = 2;
    static final int ZLIB_ID = 1;
    static final int KEY_VALUE_ID = 1;

    /** Far more than anybody sends: what is beyond it only costs its reader. */
    static final int MOST_HEADERS = 1_000;

    private static final int MOST_TRANSFORMS = 4;
    private static final int LONGEST_VARINT = 5;

    private final byte[] bytes;
    private final int begin;
    private final int limit;
    private int position;
    private int sectionEnd;
    private int transforms;
    private boolean framedTwice;
    private int flags;
    private int seqid;
    private ThriftProtocol protocol = ThriftProtocol.BINARY;

    /** The frame is what is between two places of an array. */
    HeaderReader(byte[] bytes, int begin, int limit) {
        this.bytes = bytes;
        this.begin = begin;
        this.position = begin;
        this.limit = limit;
    }

    /**
     * Reads it.
     *
     * @throws TProtocolException if this is no header within the limits
     * @throws UnreadableMessageException if it is one, but of a message that nobody here can read
     */
    MessageHeader read() throws TProtocolException {
        readFixed();
        int protocolId = varint("protocol");
        protocol = protocolId == COMPACT_ID ? ThriftProtocol.COMPACT : ThriftProtocol.BINARY;
        if (protocolId != BINARY_ID && protocolId != COMPACT_ID) {
            throw unreadable(
                    TApplicationException.INVALID_PROTOCOL,
                    "protocol: " + protocolId + " (expected: " + BINARY_ID + ", binary, or " + COMPACT_ID
                            + ", compact)");
        }
        readTransforms();
        Map<String, String> headers = readInfo();
        position = sectionEnd;
        return header(headers);
    }

    private MessageHeader header(Map<String, String> headers) {
        return new MessageHeader(protocol, flags, seqid, transforms > 0, framedTwice, headers);
    }

    /** How many bytes stand before the message. */
    int size() {
        return sectionEnd - begin;
    }

    /** How many times in a row the message is compressed. */
    int transforms() {
        return transforms;
    }

    private void readFixed() throws TProtocolException {
        if (limit - begin >= WORD && int32() == limit - begin - WORD) {
            framedTwice = true;
        } else {
            position = begin;
        }
        if (limit - position < FIXED_SIZE) {
            throw invalid("frame: " + (limit - begin) + " bytes (expected: a header)");
        }
        int magic = uint16();
        if (magic != MAGIC) {
            throw invalid("header: " + String.format("%04x", magic) + " (expected: 0fff)");
        }
        flags = uint16();
        seqid = int32();
        int size = uint16() * WORD;
        if (size > Math.min(LARGEST_SECTION, limit - position)) {
            throw invalid("header section: " + size + " bytes (expected: at most " + LARGEST_SECTION
                    + ", and no more than " + (limit - position) + ", the rest of the frame)");
        }
        sectionEnd = position + size;
    }

    private void readTransforms() throws TProtocolException {
        int count = varint("count of transforms");
        if (count > MOST_TRANSFORMS) {
            throw unreadable(
                    TApplicationException.INVALID_TRANSFORM,
                    "transforms: " + count + " (expected: at most " + MOST_TRANSFORMS + ")");
        }
        for (int i = 0; i < count; i++) {
            int id = varint("transform");
            if (id != ZLIB_ID) {
                throw unreadable(
                        TApplicationException.INVALID_TRANSFORM,
                        "transform: " + id + " (expected: " + ZLIB_ID + ", zlib)");
            }
        }
        transforms = count;
    }

    /** What is behind an unknown block cannot be understood, since blocks do not say how long they are. */
    private Map<String, String> readInfo() throws TProtocolException {
        Map<String, String> headers = new HashMap<>();
        while (position < sectionEnd && varint("block of information") == KEY_VALUE_ID) {
            readHeaders(headers);
        }
        return headers.isEmpty() ? Map.of() : headers;
    }

    private void readHeaders(Map<String, String> headers) throws TProtocolException {
        int count = varint("count of headers");
        if (count > MOST_HEADERS - headers.size()) {
            throw invalid("headers: " + count + " more (expected: at most " + MOST_HEADERS + " in all)");
        }
        for (int i = 0; i < count; i++) {
            String name = string("name of a header");
            headers.put(name, string("value of a header"));
        }
    }

    private String string(String what) throws TProtocolException {
        int length = varint("length of the " + what);
        if (length > sectionEnd - position) {
            throw invalid(what + ": " + length + " bytes (expected: at most " + (sectionEnd - position)
                    + ", the rest of the section)");
        }
        position += length;
        return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }

    private int varint(String what) throws TProtocolException {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT && position < sectionEnd; i++) {
            byte b = bytes[position++];
            value |= (b & 0x7FL) << (7 * i);
            if (b >= 0) {
                return inRange(what, value);
            }
        }
        throw invalid(what + ": a number that does not end (expected: at most " + LONGEST_VARINT
                + " bytes within the section)");
    }

    private static int inRange(String what, long value) throws TProtocolException {
        if (value > Integer.MAX_VALUE) {
            throw invalid(what + ": " + value + " (expected: at most " + Integer.MAX_VALUE + ")");
        }
        return (int) value;
    }

    private int uint16() {
        return (bytes[position++] & 0xFF) << 8 | (bytes[position++] & 0xFF);
    }

    private int int32() {
        return uint16() << 16 | uint16();
    }

    private static TProtocolException invalid(String text) {
        return new TProtocolException(TProtocolException.INVALID_DATA, text);
    }

    private UnreadableMessageException unreadable(int type, String text) {
        return new UnreadableMessageException(type, header(Map.of()), text, null);
    }
}
