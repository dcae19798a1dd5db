package io.thriftboot.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threads of a model: what a {@link DrainingServer} starts, watches and ends. */
interface Engine {

    /**
     * Begins to accept and to serve.
     *
     * @throws IOException if the threads cannot be started; none is left then
     */
    void start() throws IOException;

    /** Serves connections that came while the port was being closed; by then the server refuses requests. */
    void serveLatecomers(List<SocketChannel> channels) throws IOException;

    /** Whether all threads that connections need are alive. */
    boolean isAlive();

    /** How many calls, or connections where each has its own thread, wait for a thread. */
    int waiting();

    /** What its loops wait with, {@code null} if it has none. */
    default @Nullable EventLoopIo eventLoopIo() {
        return null;
    }

    /** What the threads are doing. */
    ThreadStats threads();

    /** Interrupts handlers that are still running and ends all threads. No connection is open by then. */
    void end();
}
