package io.thriftboot.server;

import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Where a server listens. */
interface Port {

    /** With the real port. */
    Endpoint endpoint();

    boolean isOpen();

    /**
     * Stops listening. The kernel resets connections that it has accepted and we have not: so all are accepted first.
     *
     * @return connections that the model has not taken in time
     */
    List<SocketChannel> close() throws IOException;

    /** Stops listening, whoever is about to connect. */
    void closeNow() throws IOException;
}
