package io.thriftboot.client;

import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** An attempt that has a connection of a pool for itself. */
final class PooledAttempt extends Attempt {

    private final ConnectionPool pool;

    PooledAttempt(EncodedCall call, ConnectionPool pool) {
        super(call, pool);
        this.pool = pool;
    }

    /** Tries the call. In the end the pool has its slot back. */
    void run() {
        Slot slot;
        try {
            slot = pool.borrow(call().deadline());
        } catch (Throwable thrown) {
            failed(thrown);
            return;
        }
        reached(Progress.UNSENT);
        try {
            answered(exchange(pool.connect(slot, call().deadline())));
        } catch (Throwable thrown) {
            failed(thrown);
        } finally {
            pool.giveBack(slot, verdict());
        }
    }

    private @Nullable Reply exchange(Connection connection) throws TException {
        try {
            return send(connection);
        } catch (TException ex) {
            throw explained(ex, hint(ex, connection));
        }
    }

    private @Nullable Reply send(Connection connection) throws TException {
        try {
            connection.send(call());
        } finally {
            reached(connection.sentAny() ? Progress.SENT : Progress.UNSENT);
        }
        return call().method().isOneway() ? null : receive(connection);
    }

    private Reply receive(Connection connection) throws TException {
        try {
            return connection.receive(call());
        } catch (TTransportException ex) {
            // A server with TLS may say only now that it has taken nothing.
            reached(connection.sentAny() ? Progress.SENT : Progress.UNSENT);
            throw ex;
        }
    }

    /** A server that takes a frame's length for something else waits for the rest of it, and never says so. */
    private String hint(TException ex, Connection connection) {
        boolean suspicious = ex instanceof TTransportException thrown
                && thrown.getType() == TTransportException.TIMED_OUT
                && !connection.answered();
        return suspicious
                ? ", on a connection without any reply so far (expected: a server of " + pool.format() + ")"
                : "";
    }
}
