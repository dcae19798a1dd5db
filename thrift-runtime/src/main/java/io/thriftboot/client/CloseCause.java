package io.thriftboot.client;

/**
 * Why a client closed a connection.
 *
 * @since 0.1
 */
public enum CloseCause {
    /** Without a call for {@code pool.idle-timeout}. */
    IDLE,
    /** As old as {@code pool.max-lifetime} says. */
    LIFETIME,
    /** The server had closed it, or sent what nobody asked for. */
    DEAD,
    /** A call failed on it, or left it in a state that nobody knows. */
    FAILED,
    /** Its one call is over: mode {@code short}. */
    USED,
    /** Otherwise: the channel was closed, the server is shutting down or gone, there were enough idle ones. */
    OTHER
}
