package io.thriftboot.client;

import java.util.Map;

/** The connections of a channel to one endpoint, however calls use them. */
interface EndpointConnections {

    /** Tries the call. Whatever happens is reported by the attempt. */
    Attempt attempt(EncodedCall call);

    /** Whether connecting did not fail the last time. */
    boolean isReachable();

    /** The calls that are under way, and what became of the last ones. */
    EndpointHealth health();

    /** Connects to the server and leaves again; what came of it is in the statistics. */
    void probe();

    /** Looks after connections that no call uses, now and then. */
    void upkeep();

    /** Closes connections that no call uses, and those in use after their calls. */
    void clear();

    /** Keeps no connection from now on, but serves the calls that were on their way to it. */
    void retire();

    PoolStats stats();

    /** What connections that calls have for themselves have gone through; all others were closed for no cause of these. */
    default PoolHistory history() {
        return new PoolHistory(0, 0, Map.of(CloseCause.OTHER, stats().destroyed()));
    }

    /** Serves no call from now on. */
    void close();

    /** {@code users tcp://10.0.0.7:9090}, as errors begin. */
    @Override
    String toString();
}
