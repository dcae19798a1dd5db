package io.thriftboot.client;

import org.jspecify.annotations.Nullable;

/**
 * Room for one connection in a pool. It is empty until the first call that gets it connects it: the pool itself never waits
 * for a server.
 */
final class Slot {

    private @Nullable Connection connection;
    private long expiresAt;
    private long idleSince;
    private boolean spent;

    @Nullable
    Connection connection() {
        return connection;
    }

    void fill(Connection newConnection, long newExpiresAt) {
        connection = newConnection;
        expiresAt = newExpiresAt;
    }

    /** Marks that the connection must not be used for another call. */
    void spend() {
        spent = true;
    }

    boolean isSpent() {
        return spent;
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
