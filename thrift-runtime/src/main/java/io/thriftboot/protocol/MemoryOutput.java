package io.thriftboot.protocol;

import java.util.Arrays;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * Bytes that are collected in memory, in one growing array. Protocols write to it as to any transport; {@link
 * ThriftProtocol#BINARY} puts its values in their places in the array, which is what most of the time of encoding small values
 * would otherwise be lost by: an array of its own, a copy and a check of the limits for each.
 *
 * @since 0.1
 */
public abstract class MemoryOutput extends TTransport {

    private static final int INITIAL_SIZE = 512;

    /** A larger array is given back after the message that needed it. */
    private static final int RETAINED_SIZE = 64 << 10;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final TConfiguration configuration;
    private byte[] array = new byte[INITIAL_SIZE];
    private int count;
    private int begin;
    private int maxSize = LARGEST_ARRAY;

    /**
     * Nothing yet, with room for more than any limit allows.
     *
     * @param configuration of those who ask for it
     */
    protected MemoryOutput(TConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Begins a message where the array ends at present.
     *
     * @param newMaxSize how many bytes it may have
     */
    protected final void beginMessage(int newMaxSize) {
        begin = count;
        maxSize = newMaxSize;
    }

    /**
     * What is collected.
     *
     * @return the array, until more is written; only the first {@link #count()} bytes count
     */
    protected final byte[] array() {
        return array;
    }

    /**
     * How many bytes are collected.
     *
     * @return zero or more
     */
    protected final int count() {
        return count;
    }

    /**
     * Drops what is behind a place.
     *
     * @param newCount how many bytes stay: at most {@link #count()}
     */
    protected final void truncate(int newCount) {
        count = newCount;
    }

    /** Gives the array back if it is larger than usual and nothing is collected that would have to stay. */
    protected final void shrink() {
        if (array.length > RETAINED_SIZE) {
            array = Arrays.copyOf(array, Math.max(count, INITIAL_SIZE));
        }
    }

    /**
     * Makes room at the end, without a limit.
     *
     * @param length how many bytes
     * @return where they begin; they hold anything
     */
    protected final int reserve(int length) {
        int at = count;
        if (length > array.length - at) {
            grow(length);
        }
        count = at + length;
        return at;
    }

    private void grow(int length) {
        long needed = (long) count + length;
        if (needed > LARGEST_ARRAY) {
            throw new OutOfMemoryError("messages: " + needed + " bytes (expected: at most " + LARGEST_ARRAY + ")");
        }
        array = Arrays.copyOf(array, (int) Math.max(needed, Math.min(2L * array.length, LARGEST_ARRAY)));
    }

    /** Makes room at the end, within the message's limit, and says where. */
    private int extend(int length) throws TTransportException {
        int at = count;
        if (length > maxSize - (at - begin)) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    "message: " + ((long) at - begin + length) + " bytes or more (expected: at most " + maxSize + ")");
        }
        return reserve(length);
    }

    @Override
    public final void write(byte[] from, int offset, int length) throws TTransportException {
        int at = extend(length);
        System.arraycopy(from, offset, array, at, length);
    }

    final void putByte(byte value) throws TTransportException {
        int at = extend(Byte.BYTES);
        array[at] = value;
    }

    final void putShort(short value) throws TTransportException {
        int at = extend(Short.BYTES);
        array[at] = (byte) (value >> 8);
        array[at + 1] = (byte) value;
    }

    final void putInt(int value) throws TTransportException {
        int at = extend(Integer.BYTES);
        set(at, value);
    }

    final void putLong(long value) throws TTransportException {
        int at = extend(Long.BYTES);
        set(at, (int) (value >>> Integer.SIZE));
        set(at + Integer.BYTES, (int) value);
    }

    /** A byte and a short behind it. */
    final void putByteAndShort(byte first, short second) throws TTransportException {
        int at = extend(Byte.BYTES + Short.BYTES);
        byte[] bytes = array;
        bytes[at] = first;
        bytes[at + 1] = (byte) (second >> 8);
        bytes[at + 2] = (byte) second;
    }

    /**
     * The length of a text, and the text.
     *
     * @return {@code false}, having written nothing, if there is more than US-ASCII in it
     */
    final boolean putAscii(String text) throws TTransportException {
        int length = text.length();
        int at = extend(Integer.BYTES + length);
        byte[] bytes = array;
        int to = at + Integer.BYTES;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                count = at;
                return false;
            }
            bytes[to + i] = (byte) c;
        }
        set(at, length);
        return true;
    }

    /**
     * Writes a number over what is there, the most significant byte first.
     *
     * @param at where it begins: at least four bytes before {@link #count()}
     * @param value any
     */
    protected final void set(int at, int value) {
        byte[] bytes = array;
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    @Override
    public final int read(byte[] into, int offset, int length) throws TTransportException {
        throw new TTransportException("read: " + length + " bytes (expected: only writes on an output)");
    }

    @Override
    public final boolean isOpen() {
        return true;
    }

    @Override
    public final void open() {}

    @Override
    public final void close() {}

    @Override
    public final TConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public final void updateKnownMessageSize(long size) {}

    @Override
    public final void checkReadBytesAvailable(long length) {}

    @Override
    public final void resetMessageSizeAndConsumedBytes(long newSize) {}
}
