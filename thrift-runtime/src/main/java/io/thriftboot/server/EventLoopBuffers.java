package io.thriftboot.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.thriftboot.transport.WireFormat;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of a loop share, since it serves one of them at a time. With many connections a loop would otherwise
 * touch other memory for each of them, which the processor's caches do not hold.
 */
final class EventLoopBuffers {

    private static final int SIZE = 64 << 10;

    private final byte[] received = new byte[SIZE];
    private final Codec codec;
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private final Reused reading = new Reused();
    private final Reused[] writing =
            Stream.generate(Reused::new).limit(ReplyBatch.MOST_CONNECTIONS).toArray(Reused[]::new);
    private int written;
    private final ReplyBatch replies = new ReplyBatch(System::nanoTime);
    private final RecvByteBufAllocator receiving = new Receiving();

    EventLoopBuffers(WireFormat format) {
        this.codec = new Codec(format);
    }

    /** Where bytes are decoded that have just been received. */
    byte[] received() {
        return received;
    }

    Codec codec() {
        return codec;
    }

    /** Calls that have been read and not been handed to the executor yet. */
    Queue<Runnable> calls() {
        return calls;
    }

    /** Replies that have been written and not been sent yet. */
    ReplyBatch replies() {
        return replies;
    }

    /** Gives channels that read without waiting what they read into. Who keeps a buffer keeps it for himself. */
    RecvByteBufAllocator receiving() {
        return receiving;
    }

    /** An empty buffer to be written. */
    ByteBuf toWrite(ByteBufAllocator allocator, int length) {
        if (length > SIZE) {
            return allocator.ioBuffer(length, length);
        }
        written = (written + 1) % writing.length;
        return writing[written].next(allocator);
    }

    /** The loop has ended. */
    void release() {
        reading.release();
        for (Reused each : writing) {
            each.release();
        }
    }

    /** A buffer that is used again as soon as nobody else has it. */
    private static final class Reused {

        private @Nullable ByteBuf buffer;

        /** An empty buffer that is released by whom it is given to. */
        ByteBuf next(ByteBufAllocator allocator) {
            ByteBuf last = buffer;
            if (last != null && last.refCnt() == 1) {
                return last.clear().retain();
            }
            release();
            ByteBuf first = allocator.ioBuffer(SIZE, SIZE);
            buffer = first;
            return first.retain();
        }

        void release() {
            if (buffer != null) {
                buffer.release();
                buffer = null;
            }
        }
    }

    /** Reads as long as a buffer was full. */
    private final class Receiving extends DefaultMaxMessagesRecvByteBufAllocator {

        @Override
        @SuppressWarnings("deprecation") // Netty has no other way yet.
        public Handle newHandle() {
            return new MaxMessageHandle() {
                @Override
                public int guess() {
                    return SIZE;
                }

                @Override
                public ByteBuf allocate(ByteBufAllocator allocator) {
                    return reading.next(allocator);
                }
            };
        }
    }
}
