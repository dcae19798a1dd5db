package io.thriftboot.client;

import io.thriftboot.transport.PeerText;
import java.util.Collection;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** One try of a call on one connection: how far it got and what it ended with. */
abstract sealed class Attempt permits PooledAttempt, SharedCall {

    /** How far an attempt got. */
    enum Progress {
        /** It has no connection, nor leave to open one. */
        WAITING,
        /** It has leave to open a connection, or has one; nothing was sent. */
        UNSENT,
        /** Some of the call was sent, and no whole reply read. */
        SENT,
        /** The reply was read to its end, or there is none to wait for. */
        COMPLETE
    }

    /** What went wrong may be said in words of the peer. */
    private static final int LONGEST_REASON = 500;

    private final EncodedCall call;
    private final EndpointConnections connections;
    private Progress progress = Progress.WAITING;
    private @Nullable Object value;
    private @Nullable Throwable failure;

    Attempt(EncodedCall call, EndpointConnections connections) {
        this.call = call;
        this.connections = connections;
    }

    final EncodedCall call() {
        return call;
    }

    final void reached(Progress newProgress) {
        progress = newProgress;
    }

    final void failed(Throwable thrown) {
        failure = thrown;
    }

    /**
     * Takes what the server answered.
     *
     * @param reply {@code null} if the call has none
     */
    final void answered(@Nullable Reply reply) {
        progress = Progress.COMPLETE;
        try {
            value = reply == null ? null : reply.value();
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    /** The same failure, with the endpoint and the method before its message, and nothing in it that a log must not show. */
    final TException explained(TException ex, String hint) {
        String reason = PeerText.shown(String.valueOf(ex.getMessage()), LONGEST_REASON);
        String message = connections + ": " + call.method() + ": " + reason + hint;
        if (ex instanceof TTransportException transport) {
            return new TTransportException(transport.getType(), message, PeerText.logged(ex));
        }
        if (ex instanceof TProtocolException protocol) {
            return new TProtocolException(protocol.getType(), message, PeerText.logged(ex));
        }
        return ex instanceof TApplicationException application
                ? new TApplicationException(application.getType(), message)
                : ex;
    }

    final Verdict verdict() {
        return Verdict.of(progress, failure);
    }

    final @Nullable Throwable failure() {
        return failure;
    }

    /**
     * What the call ends with, if this was its last attempt.
     *
     * @param others what became of earlier attempts
     */
    final @Nullable Object outcome(Collection<Throwable> others) throws Throwable {
        Throwable thrown = failure;
        if (thrown != null) {
            others.stream().filter(other -> other != thrown).forEach(thrown::addSuppressed);
            throw thrown;
        }
        return value;
    }
}
