package io.thriftboot.client;

import org.jspecify.annotations.Nullable;

/**
 * What the connections of a client to one endpoint are doing and have done, as a snapshot.
 *
 * @param maxTotal the most connections allowed
 * @param active in use by one or, where callers share them, more calls now
 * @param idle kept without a call now
 * @param waiting callers that wait for a connection now or, where callers share them, for room on one
 * @param calls calls that have a connection and are not over now; where callers do not share connections, as many as are active
 * @param created connections opened since the start
 * @param destroyed connections closed since the start, for whatever reason
 * @param connectError why the last attempt to connect failed; {@code null} if it succeeded or there was none
 * @since 0.1
 */
public record PoolStats(
        int maxTotal,
        int active,
        int idle,
        int waiting,
        int calls,
        long created,
        long destroyed,
        @Nullable String connectError) {}
