package io.thriftboot.server;

import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A Thrift server on one endpoint. It is started once and stopped once; a stopped server is replaced by a new one.
 *
 * @since 0.1
 */
public interface ThriftServer extends AutoCloseable {

    /**
     * Makes a server.
     *
     * @param options where and how it serves
     * @param processor what it serves
     * @return a server that is not started: nothing is bound and no thread runs
     */
    static ThriftServer create(ThriftServerOptions options, ThriftProcessor processor) {
        return new DrainingServer(options, processor);
    }

    /**
     * Binds the port and begins to serve. When this returns, connections are accepted.
     *
     * @throws IOException if the endpoint cannot be bound; nothing is left open then
     * @throws IllegalStateException if the server was started before
     */
    void start() throws IOException;

    /**
     * Whether the server accepts and serves connections.
     *
     * @return {@code true} from the end of {@link #start()} until it is stopped or its threads have died
     */
    boolean isRunning();

    /**
     * Where the server listens.
     *
     * @return the endpoint of the options, with the real port where they said 0
     * @throws IllegalStateException before the start
     */
    Endpoint endpoint();

    /**
     * The socket address of a server that listens on TCP.
     *
     * @return the host of the options and the bound port
     * @throws IllegalStateException before the start, or if the server listens on something else than TCP
     */
    default InetSocketAddress address() {
        Endpoint endpoint = endpoint();
        if (!endpoint.hasPort()) {
            throw new IllegalStateException(
                    "server " + options().name() + ": " + endpoint + " has no port (expected: tcp)");
        }
        return new InetSocketAddress(endpoint.host(), endpoint.port());
    }

    /**
     * Stops without losing a call: goes on serving for the quiet period; then accepts no more connections, answers requests
     * that still arrive with "not executed: shutting down", lets running calls finish and their replies leave, closes idle
     * connections at a frame boundary; after the grace period closes what is left. Calling it again changes nothing.
     *
     * @return completes when everything is closed: {@code true} if all calls finished, {@code false} if the grace period
     *     ended first
     */
    CompletableFuture<Boolean> stop();

    /** Stops at once: like {@link #stop()} without quiet and grace period, and waits for it. */
    @Override
    void close();

    /**
     * What the server is doing and has done.
     *
     * @return a snapshot
     */
    ServerStats stats();

    /**
     * What the loops of the model {@code event-loop} wait with.
     *
     * @return what was chosen, never {@link EventLoopIo#AUTO}; {@code null} with other models, and before the start
     */
    @Nullable
    EventLoopIo eventLoopIo();

    /**
     * What the server's threads are doing.
     *
     * @return a snapshot
     */
    ThreadStats threads();

    /**
     * The connections that are open.
     *
     * @return a snapshot, the oldest first
     */
    List<ConnectionStats> connections();

    /**
     * Closes a connection, whatever it is doing. A call that is being handled goes on, and its client gets no reply.
     *
     * @param id of {@link #connections()}
     * @return whether there was such a connection
     */
    boolean closeConnection(long id);

    /**
     * Whether the server is stopping: from {@link #stop()} until everything is closed.
     *
     * @return whether it is told to stop and has not yet
     */
    boolean isDraining();

    /**
     * The options it was made with.
     *
     * @return the options
     */
    ThriftServerOptions options();
}
