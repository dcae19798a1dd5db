package io.thriftboot.client;

import java.util.Map;

/**
 * What the connections of a client to one endpoint have gone through since the start, as a snapshot.
 *
 * @param borrows calls that got a connection, or waited for one in vain; attempts, where a call has several
 * @param borrowNanos how long these waited in all, in nanoseconds: for a connection to use alone, or for room on one that is shared.
 *     Connecting is not included
 * @param closed how many connections were closed, for each cause
 * @since 0.1
 */
public record PoolHistory(long borrows, long borrowNanos, Map<CloseCause, Long> closed) {

    /** Copies the map. */
    public PoolHistory {
        closed = Map.copyOf(closed);
    }
}
