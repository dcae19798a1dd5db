package io.thriftboot.server;

import io.thriftboot.transport.WireFormat;
import java.util.ArrayDeque;
import java.util.Queue;

/** What the connections of a loop share, since it serves one of them at a time. */
final class EventLoopBuffers {

    private static final int SIZE = 64 << 10;

    private final byte[] received = new byte[SIZE];
    private final Codec codec;
    private final Queue<Runnable> calls = new ArrayDeque<>();

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

    /** Calls that have been read and not been handed to the executor yet. */
    Queue<Runnable> calls() {
        return calls;
    }
}
