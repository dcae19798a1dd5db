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
    FRAMED,
    /** The same bytes as {@link #FRAMED}: the name is libthrift's, for a transport that reuses its buffers, as both do here. */
    FAST_FRAMED,
    /**
     * Messages follow each other as in {@link #BUFFERED}, in one zlib stream (RFC 1950) for each direction of a connection,
     * flushed after each message; Thrift's TZlibTransport.
     */
    ZLIB,
    /** Each message says by its first byte whether it is framed or buffered. Only for servers, which answer in the same way. */
    AUTO;

    /**
     * Whether each message is preceded by its length, so that it can be received whole before it is decoded.
     *
     * @return whether it is
     */
    public boolean isFramed() {
        return this == FRAMED || this == FAST_FRAMED;
    }
}
