package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.TTransportFactory;
import org.jspecify.annotations.Nullable;

/**
 * The frames of the header protocol on a connection, for those who put libthrift's parts together by hand: a
 * {@link THeaderProtocol} reads and writes what is in them. It also carries over to the reply how the request looked, where
 * two protocols, one for each direction, share it. A frame is received whole before it is decoded; memory grows as its bytes
 * arrive. Not safe for use by several threads.
 *
 * @since 0.1
 */
public final class THeaderTransport extends TTransport {

    private static final int LENGTH_SIZE = 4;
    private static final int INITIAL_SIZE = 4 << 10;

    private final TTransport wire;
    private final MessageLimits limits;
    private final TConfiguration configuration;
    private final int maxFrameSize;
    private final BytesInput in;
    private final BytesOutput out;
    private @Nullable MessageHeader read;

    /**
     * Frames within the {@linkplain MessageLimits#DEFAULT default limits}.
     *
     * @param wire the connection, such as a {@code TSocket}
     */
    public THeaderTransport(TTransport wire) {
        this(wire, MessageLimits.DEFAULT);
    }

    /**
     * Frames within limits.
     *
     * @param wire the connection, such as a {@code TSocket}
     * @param limits what a message may cost its reader
     */
    public THeaderTransport(TTransport wire, MessageLimits limits) {
        this.wire = wire;
        this.limits = limits;
        this.configuration = limits.toConfiguration();
        this.maxFrameSize = Math.min(limits.maxFrameSize(), limits.maxMessageSize());
        this.in = new BytesInput(configuration);
        this.out = new BytesOutput(configuration, limits.maxFrameSize());
    }

    MessageLimits limits() {
        return limits;
    }

    /** Receives the next frame; what was left of the one before is dropped. */
    void receive() throws TTransportException {
        in.drop();
        byte[] length = new byte[LENGTH_SIZE];
        wire.readAll(length, 0, LENGTH_SIZE);
        int size = ByteBuffer.wrap(length).getInt();
        if (size <= 0 || size > maxFrameSize) {
            throw new TTransportException(
                    TTransportException.CORRUPTED_DATA,
                    "frame length: " + Integer.toUnsignedString(size) + " (expected: 1 to " + maxFrameSize + ")");
        }
        byte[] frame = new byte[Math.min(size, INITIAL_SIZE)];
        wire.readAll(frame, 0, frame.length);
        while (frame.length < size) {
            int received = frame.length;
            frame = Arrays.copyOf(frame, (int) Math.min(size, 2L * received));
            wire.readAll(frame, received, frame.length - received);
        }
        in.hold(ByteBuffer.wrap(frame));
    }

    @Nullable
    MessageHeader lastRead() {
        return read;
    }

    void lastRead(MessageHeader header) {
        read = header;
    }

    /** Sends what was written as one frame, in one write. */
    @Override
    public void flush() throws TTransportException {
        ByteBuffer message = out.toByteBuffer();
        if (message.hasRemaining()) {
            byte[] frame = ByteBuffer.allocate(LENGTH_SIZE + message.remaining())
                    .putInt(message.remaining())
                    .put(message)
                    .array();
            out.clear();
            wire.write(frame, 0, frame.length);
        }
        wire.flush();
    }

    /** Takes back what was written since the last {@link #flush()}. */
    void takeBack() {
        out.clear();
    }

    @Override
    public void write(byte[] from, int offset, int length) throws TTransportException {
        out.write(from, offset, length);
    }

    @Override
    public int read(byte[] into, int from, int length) throws TTransportException {
        return in.read(into, from, length);
    }

    @Override
    public byte[] getBuffer() {
        return in.getBuffer();
    }

    @Override
    public int getBufferPosition() {
        return in.getBufferPosition();
    }

    @Override
    public int getBytesRemainingInBuffer() {
        return in.getBytesRemainingInBuffer();
    }

    @Override
    public void consumeBuffer(int length) {
        in.consumeBuffer(length);
    }

    @Override
    public boolean isOpen() {
        return wire.isOpen();
    }

    @Override
    public boolean peek() {
        return wire.peek();
    }

    @Override
    public void open() throws TTransportException {
        wire.open();
    }

    @Override
    public void close() {
        wire.close();
    }

    @Override
    public TConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public void updateKnownMessageSize(long size) throws TTransportException {
        in.updateKnownMessageSize(size);
    }

    @Override
    public void checkReadBytesAvailable(long length) throws TTransportException {
        in.checkReadBytesAvailable(length);
    }

    @Override
    public void resetMessageSizeAndConsumedBytes(long newSize) {}

    /**
     * For libthrift's servers with blocking I/O, which ask for the transports of both directions of a connection one after
     * the other, in one thread: they get the same.
     */
    public static final class Factory extends TTransportFactory {

        private static final ThreadLocal<@Nullable THeaderTransport> LAST = new ThreadLocal<>();

        private final MessageLimits limits;

        /** Frames within the {@linkplain MessageLimits#DEFAULT default limits}. */
        public Factory() {
            this(MessageLimits.DEFAULT);
        }

        /**
         * Frames within limits.
         *
         * @param limits what a message may cost its reader
         */
        public Factory(MessageLimits limits) {
            this.limits = limits;
        }

        @Override
        public TTransport getTransport(TTransport wire) {
            THeaderTransport before = LAST.get();
            if (before != null && before.wire == wire) {
                LAST.remove();
                return before;
            }
            THeaderTransport made = new THeaderTransport(wire, limits);
            LAST.set(made);
            return made;
        }
    }
}
