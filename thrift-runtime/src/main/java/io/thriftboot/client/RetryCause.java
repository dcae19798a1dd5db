package io.thriftboot.client;

/**
 * Why a call may be tried again, beside that nothing of it was sent.
 *
 * @since 0.1
 */
public enum RetryCause {
    /** The server answered {@code not executed: …}: it is overloaded, for example. Only other servers are tried. */
    NOT_EXECUTED,
    /**
     * The connection failed, or the peer got out of step, after some of the call was sent: the server may have executed it. Only
     * {@linkplain io.thriftboot.MethodDescriptor#isIdempotent() idempotent} methods are tried again.
     */
    CONNECTION_LOST,
    /**
     * The server answered with an error of its own, {@code INTERNAL_ERROR}, which the IDL does not declare. Only idempotent
     * methods are tried again.
     */
    SERVER_ERROR
}
