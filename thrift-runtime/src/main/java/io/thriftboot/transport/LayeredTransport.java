package io.thriftboot.transport;

/**
 * How messages follow each other on a connection. Both ends must agree.
 *
 * @since 0.1
 */
public enum LayeredTransport {
    /** Messages follow each other without anything between them; Thrift's buffered and plain socket transports. */
    BUFFERED,
    /** Each message is preceded by its length in four bytes, big endian; Thrift's framed transports. */
    FRAMED
}
