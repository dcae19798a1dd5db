package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TTransport;

/**
 * How the bytes of a connection look: the protocol, the layered transport and the limits of a message.
 *
 * @param protocol how values are encoded
 * @param transport how messages follow each other
 * @param limits what a message may cost its reader
 * @param strictRead whether binary messages must carry the protocol's version
 * @since 0.1
 */
public record WireFormat(
        ThriftProtocol protocol, LayeredTransport transport, MessageLimits limits, boolean strictRead) {

    /**
     * Checks the combination.
     *
     * @throws IllegalArgumentException if the protocol is {@link ThriftProtocol#HEADER}, and the transport has no frames
     */
    public WireFormat {
        if (protocol == ThriftProtocol.HEADER && !transport.isFramed() && transport != LayeredTransport.AUTO) {
            throw new IllegalArgumentException("transport: " + transport
                    + " with protocol HEADER (expected: FRAMED or FAST_FRAMED; the frames are those of the protocol)");
        }
    }

    /** Framed, binary, strict, with the {@linkplain MessageLimits#DEFAULT default limits}. */
    public static final WireFormat DEFAULT =
            new WireFormat(ThriftProtocol.BINARY, LayeredTransport.FRAMED, MessageLimits.DEFAULT, true);

    /** For servers: each message says how it looks, and is answered in the same way. Otherwise like {@link #DEFAULT}. */
    public static final WireFormat AUTO = DEFAULT.with(ThriftProtocol.AUTO, LayeredTransport.AUTO);

    /**
     * This format with another protocol and layered transport.
     *
     * @param newProtocol how values are encoded
     * @param newTransport how messages follow each other
     * @return a new format with the same limits
     */
    public WireFormat with(ThriftProtocol newProtocol, LayeredTransport newTransport) {
        return new WireFormat(newProtocol, newTransport, limits, strictRead);
    }

    /**
     * Whether messages say by themselves how they look, in part or in all.
     *
     * @return whether the protocol or the layered transport is {@code AUTO}, which only servers understand
     */
    public boolean isAuto() {
        return protocol == ThriftProtocol.AUTO || transport == LayeredTransport.AUTO;
    }

    /**
     * Reads and writes the protocol on a transport.
     *
     * @param wire where the bytes come from and go to
     * @return a protocol for use by one thread at a time
     */
    public TProtocol protocolOver(TTransport wire) {
        return protocol.over(wire, limits, strictRead);
    }

    /**
     * What the bytes of a connection pass through on their way. The result is used for the whole connection, by one thread at
     * a time, and closed with it.
     *
     * @param wire the connection
     * @return the connection itself, unless its bytes are compressed
     */
    public TTransport over(TTransport wire) {
        return transport == LayeredTransport.ZLIB ? new ZlibWire(wire) : wire;
    }

    /**
     * Tells messages apart on what is received.
     *
     * @param wire the connection
     * @return messages, one after the other
     */
    public MessageInput input(TTransport wire) {
        return transport.isFramed() ? new FramedInput(wire, limits) : new BufferedInput(wire, limits);
    }

    /**
     * Collects a message in memory until it is whole.
     *
     * @return an empty message
     */
    public MessageOutput output() {
        return new MessageOutput(transport, limits);
    }

    /** {@code binary/framed}, as in a property file. */
    @Override
    public String toString() {
        return (protocol + "/" + transport).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
