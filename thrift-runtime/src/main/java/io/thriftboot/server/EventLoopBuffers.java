package io.thriftboot.server;

import io.thriftboot.transport.WireFormat;

/** What the connections of a loop share, since it serves one of them at a time. */
final class EventLoopBuffers {

    private static final int SIZE = 64 << 10;

    private final byte[] received = new byte[SIZE];
    private final Codec codec;

    EventLoopBuffers(WireFormat format) {
        this.codec = new Codec(format);
    }

    /** Where bytes are decoded that have just been received. */
    byte[] received() {
        return received;
    }

    Codec codec() {
        return codec;
    }
}
