package io.thriftboot.spring.client;

import io.thriftboot.client.HeaderOptions;
import io.thriftboot.protocol.ThriftProtocol;

/** How requests look in the header protocol. */
class HeaderProperties {

    /** How values are encoded behind the headers: binary or compact. */
    private ThriftProtocol protocol = ThriftProtocol.BINARY;

    /** Whether zlib compresses requests, and thus their replies. Node's servers cannot read that, C++'s only about 1 KiB. */
    private boolean compressed;

    public ThriftProtocol getProtocol() {
        return protocol;
    }

    public void setProtocol(ThriftProtocol protocol) {
        this.protocol = protocol;
    }

    public boolean isCompressed() {
        return compressed;
    }

    public void setCompressed(boolean compressed) {
        this.compressed = compressed;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if the protocol is neither binary nor compact
     */
    HeaderOptions toOptions() {
        return new HeaderOptions(protocol, compressed);
    }
}
