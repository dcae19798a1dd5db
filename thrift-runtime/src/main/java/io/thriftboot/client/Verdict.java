package io.thriftboot.client;

import org.apache.thrift.TApplicationException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** What follows from the outcome of an attempt: whether the connection serves another call, and whether the call is tried again. */
enum Verdict {
    /** The reply was read to its end, or the oneway message sent. */
    DONE(true, false),
    /** The server answered that it did not execute the call: another may, and this one may later. Counts as an attempt. */
    REFUSED(true, true),
    /** The server answered that it is shutting down: none of its connections has a future. Does not count as an attempt. */
    LEAVING(false, true),
    /** Nothing was sent, because there was no connection or it had died. Does not count as an attempt. */
    UNREACHABLE(false, true),
    /** The peer complained of what it read, and may have lost track of where messages begin. */
    OUT_OF_STEP(false, false),
    /** The server may have executed the call, or the fault is the caller's own: trying again would be wrong. */
    FAILED(false, false);

    private static final String NOT_EXECUTED = "not executed:";
    private static final String SHUTTING_DOWN = "not executed: shutting down";
    private static final String DEADLINE_EXCEEDED = "not executed: deadline exceeded";

    private final boolean keepsConnection;
    private final boolean triesAgain;

    Verdict(boolean keepsConnection, boolean triesAgain) {
        this.keepsConnection = keepsConnection;
        this.triesAgain = triesAgain;
    }

    /** Whether the connection may serve another call. */
    boolean keepsConnection() {
        return keepsConnection;
    }

    /** Whether it is certain that the call was not executed, so that another attempt can do no harm. */
    boolean triesAgain() {
        return triesAgain;
    }

    /** Whether another attempt is one of those that the options allow. */
    boolean counts() {
        return this == REFUSED;
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
        if (progress == Attempt.Progress.WAITING || progress == Attempt.Progress.SENT) {
            return FAILED;
        }
        return failure instanceof TTransportException ? UNREACHABLE : FAILED;
    }

    private static Verdict ofAnswer(TApplicationException answer) {
        int type = answer.getType();
        if (type == TApplicationException.PROTOCOL_ERROR || type == TApplicationException.INVALID_MESSAGE_TYPE) {
            return OUT_OF_STEP;
        }
        String text = answer.getMessage();
        if (type != TApplicationException.INTERNAL_ERROR || text == null || !text.startsWith(NOT_EXECUTED)) {
            return DONE;
        }
        if (text.startsWith(DEADLINE_EXCEEDED)) {
            // There is no time for another attempt.
            return DONE;
        }
        return text.startsWith(SHUTTING_DOWN) ? LEAVING : REFUSED;
    }
}
