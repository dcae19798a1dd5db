package io.thriftboot.spring.properties;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import org.springframework.util.unit.DataSize;

/** How the bytes of a server's or a client's connections look. */
public abstract class WireFormatProperties {

    /** How values are encoded. Clients and servers must agree. */
    private ThriftProtocol protocol = ThriftProtocol.BINARY;

    /** How messages follow each other on a connection. Clients and servers must agree. */
    private LayeredTransport transport = LayeredTransport.FRAMED;

    /** Whether binary messages must carry the protocol's version. Very old peers leave it out. */
    private boolean strictRead = true;

    /** Largest frame to accept, from 1B to 1073741823B. */
    private DataSize maxFrameSize = DataSize.ofKilobytes(16000);

    /** Largest message to accept, from 1B to 2147483647B. Bounds messages that have no frame. */
    private DataSize maxMessageSize = DataSize.ofMegabytes(100);

    /** Longest string or binary value to accept, from 0B to 2147483647B. */
    private DataSize maxStringLength = DataSize.ofMegabytes(16);

    /** Most elements of a list, set or map to accept, 0 or more. */
    private int maxContainerSize = 1000000;

    /** How deep structs and containers may be nested, 1 or more. */
    private int maxDepth = 64;

    public ThriftProtocol getProtocol() {
        return protocol;
    }

    public void setProtocol(ThriftProtocol protocol) {
        this.protocol = protocol;
    }

    public LayeredTransport getTransport() {
        return transport;
    }

    public void setTransport(LayeredTransport transport) {
        this.transport = transport;
    }

    public boolean isStrictRead() {
        return strictRead;
    }

    public void setStrictRead(boolean strictRead) {
        this.strictRead = strictRead;
    }

    public DataSize getMaxFrameSize() {
        return maxFrameSize;
    }

    public void setMaxFrameSize(DataSize maxFrameSize) {
        this.maxFrameSize = maxFrameSize;
    }

    public DataSize getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(DataSize maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public DataSize getMaxStringLength() {
        return maxStringLength;
    }

    public void setMaxStringLength(DataSize maxStringLength) {
        this.maxStringLength = maxStringLength;
    }

    public int getMaxContainerSize() {
        return maxContainerSize;
    }

    public void setMaxContainerSize(int maxContainerSize) {
        this.maxContainerSize = maxContainerSize;
    }

    public int getMaxDepth() {
        return maxDepth;
    }

    public void setMaxDepth(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /**
     * The wire format that these properties describe.
     *
     * @return the format
     * @throws IllegalArgumentException if a limit is out of its range
     */
    public WireFormat toWireFormat() {
        MessageLimits limits = new MessageLimits(
                bytes("max-frame-size", maxFrameSize),
                bytes("max-message-size", maxMessageSize),
                bytes("max-string-length", maxStringLength),
                maxContainerSize,
                maxDepth);
        return new WireFormat(protocol, transport, limits, strictRead);
    }

    static int bytes(String property, DataSize size) {
        long bytes = size.toBytes();
        if (bytes < 0 || bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    property + ": " + size + " (expected: 0B to " + Integer.MAX_VALUE + "B)");
        }
        return (int) bytes;
    }
}
