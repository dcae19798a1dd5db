package io.thriftboot.client;

import io.thriftboot.Deadline;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * An attempt on a connection that others use at the same time. The caller waits for its end, or a listener is told of it; all
 * that changes before that is guarded by the lock of the connection.
 */
final class SharedCall extends Attempt {

    /** Why a call is given up before it is over. */
    enum Leaving {
        /** Its deadline has come. */
        TIMED_OUT,
        /** The caller was interrupted. */
        INTERRUPTED,
        /** Nobody waits for it, and the channel is closed. */
        CLOSED
    }

    private static final long NOT_BEGUN = -1;

    private final SharedConnections connections;
    private final Thread caller = Thread.currentThread();
    private final @Nullable Consumer<SharedCall> listener;
    private volatile @Nullable SharedConnection connection;
    private ByteBuffer frame;
    private long beginsAt = NOT_BEGUN;
    private long endsAt = Long.MAX_VALUE;
    private long begunAtNanos;
    private boolean taken;
    private boolean watched;
    private boolean abandoned;
    private @Nullable Reply reply;
    private volatile boolean over;

    /**
     * An attempt that has no connection yet.
     *
     * @param listener is told that it is over, once or more, on any thread that holds no lock, and must not block; {@code null}
     *     if the current thread {@linkplain #await() waits}
     */
    SharedCall(EncodedCall call, SharedConnections connections, @Nullable Consumer<SharedCall> listener) {
        super(call, connections);
        this.connections = connections;
        this.listener = listener;
        this.frame = call.message().toByteBuffer();
    }

    boolean isOneway() {
        return call().method().isOneway();
    }

    /** Whether a thread waits for it. */
    boolean isAwaited() {
        return listener == null;
    }

    /** Whether its time is over. */
    boolean isExpired() {
        return call().deadline().isExpired();
    }

    /**
     * It has its place on a connection.
     *
     * @param isWatched whether its end is looked after, so that its caller need not look at the clock
     */
    void placedOn(SharedConnection placed, boolean isWatched) {
        connection = placed;
        watched = isWatched;
        reached(Progress.UNSENT);
    }

    /**
     * Adds as much of the message as there is room for.
     *
     * @param streamPosition how many bytes are sent on the connection before those in the batch
     * @param now what {@link System#nanoTime} has said
     * @return whether all of it is in batches now
     */
    boolean copyTo(ByteBuffer batch, long streamPosition, long now) {
        if (beginsAt == NOT_BEGUN) {
            beginsAt = streamPosition + batch.position();
            begunAtNanos = now;
        }
        int length = Math.min(batch.remaining(), frame.remaining());
        batch.put(batch.position(), frame.array(), frame.arrayOffset() + frame.position(), length);
        batch.position(batch.position() + length);
        frame.position(frame.position() + length);
        boolean copied = !frame.hasRemaining();
        endsAt = copied ? streamPosition + batch.position() : endsAt;
        return copied;
    }

    /** Whether any of the message is in a batch. */
    boolean isBegun() {
        return beginsAt != NOT_BEGUN;
    }

    /** How long ago sending began. */
    long nanosSinceBegun() {
        return nanosSinceBegun(System.nanoTime());
    }

    long nanosSinceBegun(long now) {
        return now - begunAtNanos;
    }

    /** Whether all of the message has left. */
    boolean isWritten(long bytesWritten) {
        return endsAt <= bytesWritten;
    }

    /** Says how far the call got. */
    void reachedWith(long bytesWritten) {
        reached(isBegun() && beginsAt < bytesWritten ? Progress.SENT : Progress.UNSENT);
    }

    /** Its reply has arrived. */
    void take() {
        taken = true;
    }

    boolean isTaken() {
        return taken;
    }

    /** Marks that nobody waits any more. The caller will use its buffer for another call, so that the rest must be copied. */
    void abandon() {
        abandoned = true;
        if (frame.hasRemaining()) {
            frame = ByteBuffer.allocate(frame.remaining()).put(frame).flip();
        }
    }

    boolean isAbandoned() {
        return abandoned;
    }

    boolean isOver() {
        return over;
    }

    /** Reads the reply; of a call that nobody waits for, only whether it is that. */
    void read(TProtocol protocol) throws TException {
        if (abandoned) {
            TMessage header = protocol.readMessageBegin();
            call().check(header);
        } else {
            reply = Reply.read(protocol, call());
        }
    }

    /** Ends it; the caller is to be woken. */
    void end() {
        over = true;
    }

    /** Ends it with a failure of its own. */
    void end(Throwable why) {
        failed(why instanceof TException ex ? explained(ex, "") : why);
        over = true;
    }

    /** Ends it without a connection. */
    void refuse(Throwable why) {
        failed(why);
        over = true;
        wake();
    }

    void wake() {
        if (listener != null) {
            listener.accept(this);
        } else if (!abandoned) {
            LockSupport.unpark(caller);
        }
    }

    /** Ended by another thread, and perhaps {@linkplain #abandon() abandoned}: its caller does not know yet. */
    void wakeCaller() {
        LockSupport.unpark(caller);
    }

    /** Waits on the caller's thread until the call is over, which it is at its deadline at the latest. */
    void await() {
        Deadline deadline = call().deadline();
        while (!over) {
            long nanos = watched ? Long.MAX_VALUE : deadline.remainingNanos();
            if (nanos <= 0 || Thread.currentThread().isInterrupted()) {
                leave(nanos <= 0 ? Leaving.TIMED_OUT : Leaving.INTERRUPTED);
            } else if (nanos != Long.MAX_VALUE) {
                LockSupport.parkNanos(this, nanos);
            } else {
                LockSupport.park(this);
            }
        }
    }

    /** Ends it before its reply has come, if it is not over and has a connection. */
    void leave(Leaving why) {
        SharedConnection placed = connection;
        if (placed != null) {
            placed.leave(this, why);
        }
    }

    /** Works out what its end means to the caller, and to the connections. */
    void settle() {
        if (failure() == null) {
            answered(reply);
        }
        SharedConnection placed = connection;
        if (placed != null) {
            connections.settle(placed, verdict());
        }
        connections.health().ended(verdict());
    }

    /** Why a caller does not wait any longer. */
    TTransportException reasonToLeave(Leaving why, String hint) {
        if (why == Leaving.CLOSED) {
            return new TTransportException(TTransportException.NOT_OPEN, "the channel is closed");
        }
        if (why == Leaving.INTERRUPTED) {
            return new TTransportException(isBegun() ? "interrupted" : "interrupted before it was sent");
        }
        String when = isBegun()
                ? TimeUnit.NANOSECONDS.toMillis(nanosSinceBegun()) + "ms after sending began"
                : "before it was sent";
        return new TTransportException(TTransportException.TIMED_OUT, "timed out " + when + hint);
    }

    /** Why the calls behind this one cannot be answered. */
    TTransportException outOfStep(Throwable failure) {
        int type = failure instanceof TApplicationException
                ? TTransportException.UNKNOWN
                : TTransportException.CORRUPTED_DATA;
        return new TTransportException(
                type,
                "the connection was closed, since the reply to another call, " + call().method() + ", was wrong: "
                        + (failure instanceof TException ? failure.getMessage() : failure),
                failure);
    }
}
