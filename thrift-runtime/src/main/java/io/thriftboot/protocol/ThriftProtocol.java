package io.thriftboot.protocol;

import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TTransport;
import org.jspecify.annotations.Nullable;

/**
 * How values are encoded. Both ends of a connection must agree.
 *
 * @since 0.1
 */
public enum ThriftProtocol {
    /** Thrift's binary protocol: every value at its full width. The one that every implementation has. */
    BINARY {
        @Override
        public TProtocol over(TTransport transport, MessageLimits limits, boolean strictRead) {
            return new BinaryProtocol(transport, limits, strictRead);
        }
    },
    /** Thrift's compact protocol: variable-length integers, field ids as differences. Smaller, a little more work. */
    COMPACT {
        @Override
        public TProtocol over(TTransport transport, MessageLimits limits, boolean strictRead) {
            return new CompactProtocol(transport, limits);
        }
    },
    /** Thrift's JSON protocol: readable text with field ids and type names. For tools and browsers. */
    JSON {
        @Override
        public TProtocol over(TTransport transport, MessageLimits limits, boolean strictRead) {
            return new JsonProtocol(transport, limits);
        }
    },
    /**
     * Thrift's header protocol: binary or compact messages with names and values before them, compressed or not, as each
     * message says. It brings its frames along, and so goes with framed transports only.
     */
    HEADER {
        @Override
        public TProtocol over(TTransport transport, MessageLimits limits, boolean strictRead) {
            return new THeaderProtocol(transport, limits);
        }
    },
    /**
     * Each message says by its first bytes which of the others it is: binary with a version, compact, JSON or, in a frame,
     * header. Only for servers, which answer in the same way.
     */
    AUTO {
        @Override
        public TProtocol over(TTransport transport, MessageLimits limits, boolean strictRead) {
            throw new IllegalStateException("protocol: auto (expected: the one of a message)");
        }
    };

    /**
     * The protocol of a message.
     *
     * @param first the first byte of the message, without its frame
     * @return binary with a version, compact, JSON or header; {@code null} if no message of these begins like this
     */
    public static @Nullable ThriftProtocol of(byte first) {
        return switch (first) {
            case (byte) 0x80 -> BINARY;
            case (byte) 0x82 -> COMPACT;
            case '[' -> JSON;
            case 0x0F -> HEADER;
            default -> null;
        };
    }

    /**
     * Reads and writes this protocol on a transport.
     *
     * @param transport where the bytes come from and go to; for {@link #HEADER} it has a whole frame in its buffer when a message is read
     * @param limits what a message may cost its reader
     * @param strictRead whether binary messages must carry the protocol's version; the other protocols always do
     * @return a protocol for one message after the other, not safe for use by several threads
     * @throws IllegalStateException for {@link #AUTO}, which is none by itself
     */
    public abstract TProtocol over(TTransport transport, MessageLimits limits, boolean strictRead);
}
