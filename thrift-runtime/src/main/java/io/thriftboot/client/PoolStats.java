package io.thriftboot.client;

import org.jspecify.annotations.Nullable;

/**
 * What the connections of a client to one endpoint are doing and have done, as a snapshot. Where callers share connections,
 * {@code active} is the number of calls that wait for their reply, {@code waiting} of those that wait to be sent, and what
 * concerns connections is as said here.
 *
 * @param maxTotal the most connections allowed
 * @param active in use by a call now
 * @param idle kept without a call now
 * @param waiting callers that wait for a connection now
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
        long created,
        long destroyed,
        @Nullable String connectError) {}
