package io.thriftboot.server;

import java.util.Locale;

/**
 * What bounds clients of a server. Each is counted when it is reached.
 *
 * @since 0.1
 */
public enum ServerLimit {
    /** {@code max-connections}, or all threads have a connection: one was closed at once. */
    CONNECTIONS,
    /** {@code allowed-peers}: a connection from elsewhere was closed at once. */
    ALLOWED_PEERS,
    /** {@code ssl}: a client's TLS handshake was not acceptable, and its connection was closed. */
    HANDSHAKE,
    /** {@code ssl.handshake-timeout}: a TLS handshake did not end in time, and its connection was closed. */
    HANDSHAKE_TIMEOUT,
    /** {@code max-frame-size}: a frame was not received. */
    FRAME_SIZE,
    /** {@code max-message-size} or a limit of what is in a message without a frame: it was not received. */
    MESSAGE_SIZE,
    /** {@code max-receive-memory}: a message was answered "not executed" instead of being received. */
    RECEIVE_MEMORY,
    /** {@code read-timeout}: a message did not arrive in time, and its connection was closed. */
    READ_TIMEOUT,
    /** {@code read-timeout}: a client took nothing of its replies in time, and its connection was closed. */
    WRITE_TIMEOUT,
    /** {@code idle-timeout}: a connection without a call was closed. */
    IDLE_TIMEOUT,
    /** {@code event-loop.max-calls-per-connection}: reading from a connection stopped for a while. */
    CALLS_PER_CONNECTION,
    /** {@code event-loop.write-buffer-high-water-mark}: reading from a connection stopped for a while. */
    WRITE_BUFFER,
    /** {@code event-loop.max-calls}: a call was answered "not executed". */
    CALLS,
    /** {@code executor.queue-capacity}: a call was answered "not executed". */
    QUEUE,
    /** A call's own deadline was over before its handler could begin: it was answered "not executed". */
    DEADLINE;

    /** The limit as metrics and the actuator name it, such as {@code read-timeout}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
