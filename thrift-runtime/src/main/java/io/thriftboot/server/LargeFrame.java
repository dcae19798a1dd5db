package io.thriftboot.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A large frame on its way in. Memory grows as bytes arrive; libthrift would reserve all of it for the first four. */
final class LargeFrame {

    /** Frames up to this size are left to libthrift. */
    static final int THRESHOLD = 64 << 10;

    private final int length;
    private ByteBuffer bytes = ByteBuffer.allocate(THRESHOLD);

    LargeFrame(int length) {
        this.length = length;
    }

    /** Takes what is there; -1 at the end of the input. */
    int receive(SocketChannel from) throws IOException {
        int received = 0;
        for (int n = 1; n > 0 && !isWhole(); received += Math.max(n, 0)) {
            if (!bytes.hasRemaining()) {
                grow();
            }
            n = from.read(bytes);
            if (n < 0) {
                return n;
            }
        }
        return received;
    }

    private void grow() {
        int capacity = (int) Math.min(length, 2L * bytes.capacity());
        bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }

    boolean isWhole() {
        return bytes.position() == length;
    }

    void moveTo(ByteBuffer buffer) {
        buffer.put(bytes.flip());
    }
}
