package io.thriftboot.transport;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A bound socket that clients connect to, and what it leaves in the file system until it is closed.
 *
 * @since 0.1
 */
public final class ListeningSocket implements Closeable {

    private final ServerSocketChannel channel;
    private final Endpoint endpoint;
    private final Closeable remains;
    private final AtomicBoolean closed = new AtomicBoolean();

    ListeningSocket(ServerSocketChannel channel, Endpoint endpoint, Closeable remains) {
        this.channel = channel;
        this.endpoint = endpoint;
        this.remains = remains;
    }

    /**
     * The channel that accepts, in blocking mode.
     *
     * @return the channel
     */
    public ServerSocketChannel channel() {
        return channel;
    }

    /**
     * Where it listens.
     *
     * @return the endpoint, with the real port where it was 0
     */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Listens no more, and removes the file of a unix socket. Calling it again changes nothing. */
    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try (remains) {
                channel.close();
            }
        }
    }
}
