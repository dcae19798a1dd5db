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
     * Each call has a connection of its own, which is closed after it: for servers with a thread for each connection and clients
     * that call now and then. There are at most as many at a time as a pool may have.
     */
    SHORT
}
