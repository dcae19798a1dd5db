package io.thriftboot.client;

/**
 * How calls use connections.
 *
 * @since 0.1
 */
public enum ClientMode {
    /** Connections are kept; each carries one call at a time. */
    POOLED,
    /**
     * The calls of all callers share few connections to each endpoint, see {@link SharedOptions}: for many callers at once, in
     * particular virtual threads. Works with every server that answers the requests of a connection in their order, as Thrift's
     * servers do. Only framed, and not over HTTP.
     */
    SHARED,
    /**
     * Each call has a connection of its own, which is closed after it: for servers with a thread for each connection and clients
     * that call now and then. There are at most as many at a time as a pool may have.
     */
    SHORT
}
