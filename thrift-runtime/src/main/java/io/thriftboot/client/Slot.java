package io.thriftboot.client;

import org.jspecify.annotations.Nullable;

/**
 * Room for one connection in a pool. It is empty until the first call that gets it connects it: the pool itself never waits
 * for a server.
 */
final class Slot {

    private @Nullable Connection connection;
    private long expiresAt;
    private long generation;
    private long idleSince;
    private @Nullable CloseCause closeCause;

    @Nullable
    Connection connection() {
        return connection;
    }

    /** Connects it; connections of an earlier generation than the pool's are not kept. */
    void fill(Connection newConnection, long newExpiresAt, long newGeneration) {
        connection = newConnection;
        expiresAt = newExpiresAt;
        generation = newGeneration;
    }

    long generation() {
        return generation;
    }

    /** Marks that the connection must not be used for another call. */
    void spend(CloseCause cause) {
        closeCause = cause;
    }

    boolean isSpent() {
        return closeCause != null;
    }

    /** Why the connection is closed. */
    CloseCause closeCause() {
        return closeCause == null ? CloseCause.OTHER : closeCause;
    }

    /** Marks that no call uses the connection from now on. */
    void rest(long now) {
        idleSince = now;
    }

    long idleNanos(long now) {
        return now - idleSince;
    }

    boolean isExpired(long now) {
        return connection != null && now - expiresAt >= 0;
    }
}
