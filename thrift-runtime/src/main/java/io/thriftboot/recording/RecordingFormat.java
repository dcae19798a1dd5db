package io.thriftboot.recording;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The bytes of a recording, version 1; docs/recording.md describes them. All numbers are big-endian. */
final class RecordingFormat {

    static final int VERSION = 1;

    private static final byte[] MAGIC = "THRIFTREC\r\n\032".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAMED = 1;
    private static final int REPLY_EXPECTED = 2;

    /** Time, flags, and the lengths of peer, request and reply. */
    private static final int FIXED_SIZE = Long.BYTES + 1 + 3 * Integer.BYTES;

    /** Length and checksum of a record. */
    private static final int PREFIX_SIZE = 2 * Integer.BYTES;

    private RecordingFormat() {}

    /** What a file begins with. */
    static ByteBuffer header() {
        return ByteBuffer.allocate(headerSize()).put(MAGIC).putInt(VERSION).flip();
    }

    static int headerSize() {
        return MAGIC.length + Integer.BYTES;
    }

    static long size(Exchange exchange) {
        return PREFIX_SIZE
                + FIXED_SIZE
                + (long) peer(exchange).length
                + exchange.request().length
                + exchange.reply().length;
    }

    private static byte[] peer(Exchange exchange) {
        return exchange.peer().getBytes(StandardCharsets.UTF_8);
    }

    static ByteBuffer record(Exchange exchange) {
        ByteBuffer record = ByteBuffer.allocate(Math.toIntExact(size(exchange)));
        record.position(PREFIX_SIZE);
        record.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, exchange.arrivedAt()));
        record.put((byte) ((exchange.framed() ? FRAMED : 0) | (exchange.replyExpected() ? REPLY_EXPECTED : 0)));
        for (byte[] part : new byte[][] {peer(exchange), exchange.request(), exchange.reply()}) {
            record.putInt(part.length).put(part);
        }
        byte[] bytes = record.array();
        record.putInt(0, bytes.length - PREFIX_SIZE);
        record.putInt(Integer.BYTES, checksum(bytes, PREFIX_SIZE));
        return record.flip();
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, from, bytes.length - from);
        return (int) checksum.getValue();
    }

    /**
     * Reads what a file begins with.
     *
     * @return whether it is there whole, which it is not if a crash came right then
     * @throws IOException if it is no recording, or of another version
     */
    static boolean readHeader(DataInputStream in, String name) throws IOException {
        byte[] expected = header().array();
        byte[] found = in.readNBytes(expected.length);
        int wrong = Arrays.mismatch(found, 0, found.length, expected, 0, found.length);
        if (wrong >= MAGIC.length && found.length == expected.length) {
            int version = ByteBuffer.wrap(found).getInt(MAGIC.length);
            throw new IOException(name + ": version " + version + " of recordings (expected: " + VERSION + ")");
        }
        if (wrong >= 0) {
            throw new IOException(name + ": no recording (expected: a file that a Thrift server has recorded)");
        }
        return found.length == expected.length;
    }

    /**
     * Reads the next record.
     *
     * @param left how many bytes are left in the file
     * @return {@code null} at the end, and before a record that is not there whole
     */
    static @Nullable Exchange read(DataInputStream in, long left) throws IOException {
        if (left < PREFIX_SIZE) {
            return null;
        }
        int length = in.readInt();
        int checksum = in.readInt();
        if (length < FIXED_SIZE || length > left - PREFIX_SIZE) {
            return null;
        }
        byte[] record = in.readNBytes(length);
        if (record.length < length) {
            throw new EOFException("recording: it has become shorter while it was read");
        }
        return checksum == checksum(record, 0) ? exchange(ByteBuffer.wrap(record)) : null;
    }

    private static @Nullable Exchange exchange(ByteBuffer record) {
        try {
            Instant at = Instant.EPOCH.plus(record.getLong(), ChronoUnit.MICROS);
            int flags = record.get();
            String peer = new String(part(record), StandardCharsets.UTF_8);
            return new Exchange(
                    at, peer, (flags & FRAMED) != 0, (flags & REPLY_EXPECTED) != 0, part(record), part(record));
        } catch (BufferUnderflowException ex) {
            return null;
        }
    }

    private static byte[] part(ByteBuffer record) {
        int length = record.getInt();
        if (length < 0 || length > record.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        record.get(part);
        return part;
    }
}
