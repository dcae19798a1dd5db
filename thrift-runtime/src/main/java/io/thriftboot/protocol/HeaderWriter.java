package io.thriftboot.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.thrift.protocol.TProtocolException;

/** Writes what {@link HeaderReader} reads. */
final class HeaderWriter {

    private final ByteArrayOutputStream section = new ByteArrayOutputStream();

    private HeaderWriter() {}

    /**
     * What stands before a message, with the zeros up to it.
     *
     * @throws TProtocolException if there are more headers than a peer would accept
     */
    static byte[] encode(MessageHeader header) throws TProtocolException {
        byte[] section = new HeaderWriter().section(header);
        int words = (section.length + HeaderReader.WORD - 1) / HeaderReader.WORD;
        return ByteBuffer.allocate(HeaderReader.FIXED_SIZE + words * HeaderReader.WORD)
                .putShort((short) HeaderReader.MAGIC)
                .putShort((short) header.flags())
                .putInt(header.seqid())
                .putShort((short) words)
                .put(section)
                .array();
    }

    private byte[] section(MessageHeader header) throws TProtocolException {
        varint(header.protocol() == ThriftProtocol.COMPACT ? HeaderReader.COMPACT_ID : HeaderReader.BINARY_ID);
        varint(header.compressed() ? 1 : 0);
        if (header.compressed()) {
            varint(HeaderReader.ZLIB_ID);
        }
        Map<String, String> headers = header.headers();
        check("headers", headers.size(), HeaderReader.MOST_HEADERS);
        if (!headers.isEmpty()) {
            varint(HeaderReader.KEY_VALUE_ID);
            varint(headers.size());
            for (Map.Entry<String, String> entry : headers.entrySet()) {
                string(entry.getKey());
                string(entry.getValue());
            }
        }
        return section.toByteArray();
    }

    private void string(String text) throws TProtocolException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        section.writeBytes(bytes);
        check("bytes of headers", section.size(), HeaderReader.LARGEST_SECTION);
    }

    private void varint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            section.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        section.write(rest);
    }

    private static void check(String what, int value, int limit) throws TProtocolException {
        if (value > limit) {
            throw new TProtocolException(
                    TProtocolException.SIZE_LIMIT, what + ": " + value + " (expected: at most " + limit + ")");
        }
    }
}
