package io.thriftboot.client;

import java.util.Collection;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** One try of a call on one connection: how far it got and what it ended with. */
final class Attempt {

    /** How far an attempt got. */
    enum Progress {
        /** It has no slot of the pool yet. */
        WAITING,
        /** It has a slot; nothing was sent. */
        UNSENT,
        /** Some of the call was sent, and no whole reply read. */
        SENT,
        /** The reply was read to its end, or there is none to wait for. */
        COMPLETE
    }

    private final EncodedCall call;
    private final ConnectionPool pool;
    private Progress progress = Progress.WAITING;
    private @Nullable Object value;
    private @Nullable Throwable failure;

    private Attempt(EncodedCall call, ConnectionPool pool) {
        this.call = call;
        this.pool = pool;
    }

    /** Tries the call. Whatever happens is reported by the attempt, and the pool has its slot back. */
    static Attempt of(EncodedCall call, ConnectionPool pool) {
        Attempt attempt = new Attempt(call, pool);
        attempt.run();
        return attempt;
    }

    private void run() {
        Slot slot;
        try {
            slot = pool.borrow(call.deadline());
        } catch (Throwable thrown) {
            failure = thrown;
            return;
        }
        progress = Progress.UNSENT;
        try {
            value = exchange(pool.connect(slot, call.deadline()));
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            pool.giveBack(slot, verdict());
        }
    }

    private @Nullable Object exchange(Connection connection) throws TException {
        Reply reply;
        try {
            reply = send(connection);
        } catch (TTransportException ex) {
            throw new TTransportException(ex.getType(), describe(ex) + hint(ex, connection), ex);
        } catch (TProtocolException ex) {
            throw new TProtocolException(ex.getType(), describe(ex), ex);
        } catch (TApplicationException ex) {
            throw new TApplicationException(ex.getType(), describe(ex));
        }
        progress = Progress.COMPLETE;
        return reply == null ? null : reply.value();
    }

    private @Nullable Reply send(Connection connection) throws TException {
        try {
            connection.send(call);
        } finally {
            progress = connection.sentAny() ? Progress.SENT : Progress.UNSENT;
        }
        return call.method().isOneway() ? null : connection.receive(call);
    }

    /** A server that takes a frame's length for something else waits for the rest of it, and never says so. */
    private String hint(TTransportException ex, Connection connection) {
        boolean suspicious = ex.getType() == TTransportException.TIMED_OUT && !connection.answered();
        return suspicious
                ? ", on a connection without any reply so far (expected: a server of " + pool.format() + ")"
                : "";
    }

    private String describe(TException ex) {
        return pool + ": " + call.method() + ": " + ex.getMessage();
    }

    Verdict verdict() {
        return Verdict.of(progress, failure);
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /**
     * What the call ends with, if this was its last attempt.
     *
     * @param others what became of earlier attempts
     */
    @Nullable
    Object outcome(Collection<Throwable> others) throws Throwable {
        Throwable thrown = failure;
        if (thrown != null) {
            others.stream().filter(other -> other != thrown).forEach(thrown::addSuppressed);
            throw thrown;
        }
        return value;
    }
}
