package io.thriftboot.server;

import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a server, as a snapshot.
 *
 * @param id names it in its process
 * @param peer the address of the other side, {@code null} if it is not known
 * @param state what it is doing
 * @param dialect how the last message was encoded, as {@code binary/framed}; {@code null} before the first one
 * @param age how long it is open
 * @param messages that have begun to be read on it
 * @since 0.1
 */
public record ConnectionStats(
        long id,
        @Nullable SocketAddress peer,
        State state,
        @Nullable String dialect,
        Duration age,
        long messages) {

    /**
     * What a connection is doing.
     *
     * @since 0.1
     */
    public enum State {
        /** Accepted, and waiting for a thread that reads from it. */
        ACCEPTED,
        /** The TLS handshake has begun. */
        HANDSHAKE,
        /** Between messages. */
        IDLE,
        /** A message has begun to arrive. */
        READING,
        /** A message is whole: waiting for a thread, or being handled. */
        CALLING,
        /** A reply is on its way out. */
        WRITING,
        /** No further message is read. */
        ENDING
    }
}
