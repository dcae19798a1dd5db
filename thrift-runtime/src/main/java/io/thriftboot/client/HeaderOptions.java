package io.thriftboot.client;

import io.thriftboot.protocol.ThriftProtocol;

/**
 * How requests look behind their headers, with {@link ThriftProtocol#HEADER}. A reply looks like its request.
 *
 * @param protocol how values are encoded: {@link ThriftProtocol#BINARY} or {@link ThriftProtocol#COMPACT}
 * @param compressed whether zlib compresses requests. Node's servers cannot read that, and C++'s only messages of about 1 KiB
 * @since 0.1
 */
public record HeaderOptions(ThriftProtocol protocol, boolean compressed) {

    /** Binary, not compressed: every server with the header protocol reads that. */
    public static final HeaderOptions DEFAULT = new HeaderOptions(ThriftProtocol.BINARY, false);

    /**
     * Checks the protocol.
     *
     * @throws IllegalArgumentException if it is another one
     */
    public HeaderOptions {
        if (protocol != ThriftProtocol.BINARY && protocol != ThriftProtocol.COMPACT) {
            throw new IllegalArgumentException("header.protocol: " + protocol + " (expected: binary or compact)");
        }
    }
}
