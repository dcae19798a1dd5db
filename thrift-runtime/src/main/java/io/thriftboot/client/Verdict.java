package io.thriftboot.client;

import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** What follows from the outcome of an attempt: whether the connection serves another call, and whether the call is tried again. */
enum Verdict {
    /** The reply was read to its end, or the oneway message sent. */
    DONE(true, false, null),
    /** The server answered that it did not execute the call, since it has too much to do: only another is tried. Counts as an attempt. */
    REFUSED(true, true, RetryCause.NOT_EXECUTED),
    /** The server answered that it is shutting down: none of its connections has a future. Does not count as an attempt. */
    LEAVING(false, true, null),
    /** Nothing was sent, because there was no connection or it had died. Does not count as an attempt. */
    UNREACHABLE(false, true, null),
    /** The server answered that it failed while it executed the call, or may have. Counts as an attempt. */
    SERVER_ERROR(true, false, RetryCause.SERVER_ERROR),
    /** The connection failed after some of the call was sent: the server may have executed it. Counts as an attempt. */
    LOST(false, false, RetryCause.CONNECTION_LOST),
    /** The peer complained of what it read, and may have lost track of where messages begin. */
    OUT_OF_STEP(false, false, null),
    /** No answer came in time. */
    TIMED_OUT(false, false, null),
    /** The call got no connection, or the fault is the caller's own: trying again would be wrong. */
    FAILED(false, false, null);

    private static final String NOT_EXECUTED = "not executed:";
    private static final String SHUTTING_DOWN = "not executed: shutting down";
    private static final String DEADLINE_EXCEEDED = "not executed: deadline exceeded";

    private final boolean keepsConnection;
    private final boolean unexecuted;
    private final @Nullable RetryCause cause;

    Verdict(boolean keepsConnection, boolean unexecuted, @Nullable RetryCause cause) {
        this.keepsConnection = keepsConnection;
        this.unexecuted = unexecuted;
        this.cause = cause;
    }

    /** Whether the connection may serve another call. */
    boolean keepsConnection() {
        return keepsConnection;
    }

    /** Whether it is certain that the call was not executed, so that another attempt can do no harm. */
    boolean isUnexecuted() {
        return unexecuted;
    }

    /** Whether there is anything to think about: not for nearly all calls. */
    boolean mayTryAgain() {
        return unexecuted || cause != null;
    }

    /** Whether the call is to be tried again, as far as it is up to this attempt. */
    boolean triesAgain(RetryPolicy policy, boolean idempotent) {
        return (unexecuted || idempotent)
                && (cause == null ? unexecuted : policy.on().contains(cause));
    }

    /** Whether another attempt is one of those that the options allow. */
    boolean counts() {
        return cause != null;
    }

    /** Whether it is the server's fault, or that of the way to it; to be overloaded or shutting down is none. */
    boolean isFailureOfServer() {
        return this == UNREACHABLE || this == LOST || this == TIMED_OUT;
    }

    /**
     * Judges an attempt.
     *
     * @param progress how far it got
     * @param failure what it ended with, {@code null} for a value
     */
    static Verdict of(Attempt.Progress progress, @Nullable Throwable failure) {
        if (progress == Attempt.Progress.COMPLETE) {
            return failure instanceof TApplicationException answer ? ofAnswer(answer) : DONE;
        }
        if (progress == Attempt.Progress.SENT) {
            return ofSent(failure);
        }
        return progress == Attempt.Progress.UNSENT && failure instanceof TTransportException ? UNREACHABLE : FAILED;
    }

    private static Verdict ofSent(@Nullable Throwable failure) {
        if (failure instanceof TTransportException thrown && thrown.getType() == TTransportException.TIMED_OUT) {
            return TIMED_OUT;
        }
        return failure instanceof TException ? LOST : FAILED;
    }

    private static Verdict ofAnswer(TApplicationException answer) {
        int type = answer.getType();
        if (type == TApplicationException.PROTOCOL_ERROR || type == TApplicationException.INVALID_MESSAGE_TYPE) {
            return OUT_OF_STEP;
        }
        String text = answer.getMessage();
        if (type != TApplicationException.INTERNAL_ERROR) {
            return DONE;
        }
        if (text == null || !text.startsWith(NOT_EXECUTED)) {
            return SERVER_ERROR;
        }
        if (text.startsWith(DEADLINE_EXCEEDED)) {
            // There is no time for another attempt.
            return DONE;
        }
        return text.startsWith(SHUTTING_DOWN) ? LEAVING : REFUSED;
    }
}
