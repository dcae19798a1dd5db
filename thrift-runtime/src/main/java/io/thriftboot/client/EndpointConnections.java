package io.thriftboot.client;

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

    /** What its connections have gone through. */
    PoolHistory history();

    /** Serves no call from now on. */
    void close();

    /** {@code users tcp://10.0.0.7:9090}, as errors begin. */
    @Override
    String toString();
}
