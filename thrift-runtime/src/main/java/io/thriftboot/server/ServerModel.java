package io.thriftboot.server;

import io.thriftboot.Libthrift;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;

/**
 * How a server uses threads for connections and calls.
 *
 * @since 0.1
 */
public enum ServerModel {
    /**
     * libthrift's TSimpleServer: one thread that serves one connection after the other, for any layered transport. For tests
     * and tools: a client is served when the one before it has gone, or was idle for 100 ms.
     */
    SIMPLE {
        @Override
        Bound bind(Serving serving) throws IOException {
            return Bound.of(serving, SimpleModel::engine);
        }

        @Override
        boolean letsConnectionsWait() {
            return true;
        }
    },
    /** libthrift's TThreadPoolServer: a thread for each connection, for any layered transport. */
    THREAD_POOL {
        @Override
        Bound bind(Serving serving) throws IOException {
            return Bound.of(serving, ThreadPoolModel::engine);
        }

        @Override
        int maxConnections(ThriftServerOptions options) {
            long servedOrWaiting =
                    (long) options.executor().maxThreads() + options.executor().queueCapacity();
            return (int) Math.min(options.maxConnections(), servedOrWaiting);
        }

        @Override
        boolean letsConnectionsWait() {
            return true;
        }
    },
    /** libthrift's TNonblockingServer: one thread for I/O and handlers, which must not wait; framed only. */
    NONBLOCKING {
        @Override
        Bound bind(Serving serving) throws IOException {
            return Bound.of(serving, NonblockingModel::engine);
        }
    },
    /** libthrift's THsHaServer: one thread for I/O and a pool for calls; framed only. */
    HSHA {
        @Override
        Bound bind(Serving serving) throws IOException {
            return Bound.of(serving, HshaModel::engine);
        }
    },
    /** libthrift's TThreadedSelectorServer: a few threads for I/O and a pool for calls; framed only. */
    THREADED_SELECTOR {
        @Override
        Bound bind(Serving serving) throws IOException {
            return Bound.of(serving, ThreadedSelectorModel::engine);
        }
    },
    /**
     * Our own: a thread for each connection, virtual where the JDK has them, for all layered transports but zlib. All requests that have
     * arrived are answered in one write.
     */
    THREADED {
        @Override
        Bound bind(Serving serving) throws IOException {
            return Bound.of(serving, ThreadedModel::engine);
        }
    },
    /**
     * Our own, on Netty: a few threads for the I/O of many connections. Calls run side by side, also those of one connection,
     * on the executor, or on the threads for I/O where the executor's kind of threads is {@link ExecutorThreads#EVENT_LOOP};
     * asynchronous handlers need no thread while they wait.
     */
    EVENT_LOOP {
        @Override
        Bound bind(Serving serving) throws IOException {
            return EventLoopModel.bind(serving);
        }
    };

    /** The most connections: as many as the options say, and no more than the model serves or lets wait. */
    int maxConnections(ThriftServerOptions options) {
        return options.maxConnections();
    }

    /** Whether a connection may find no thread until another one ends. With the other models calls wait, not connections. */
    boolean letsConnectionsWait() {
        return false;
    }

    /** Binds the port; the threads of this model are not yet started. */
    abstract Bound bind(Serving serving) throws IOException;

    /** Whether the model is ours. */
    private boolean isOwn() {
        return this == THREADED || this == EVENT_LOOP;
    }

    private boolean isNonBlockingOfLibthrift() {
        return this == NONBLOCKING || this == HSHA || this == THREADED_SELECTOR;
    }

    /**
     * Refuses what the libthrift on the class path is too old for.
     *
     * @throws IllegalArgumentException if the model does not work with it
     */
    void checkLibthrift(boolean framesKnowTheirConnection) {
        if (isNonBlockingOfLibthrift() && !framesKnowTheirConnection) {
            throw new IllegalArgumentException("model: " + this + " with libthrift " + Libthrift.version()
                    + " (expected: libthrift 0.23 or newer; with an older one event-loop, threaded, thread-pool or"
                    + " simple)");
        }
    }

    /** What the model makes of {@code auto}, which libthrift's models cannot do: framed and binary. */
    WireFormat resolve(WireFormat format) {
        if (isOwn()) {
            return format;
        }
        return format.with(
                format.protocol() == ThriftProtocol.AUTO ? ThriftProtocol.BINARY : format.protocol(),
                format.transport() == LayeredTransport.AUTO ? LayeredTransport.FRAMED : format.transport());
    }

    /**
     * Whether connections can be encrypted.
     *
     * @return whether they can: libthrift's models with non-blocking I/O have no place for it
     */
    public boolean supportsTls() {
        return switch (this) {
            case SIMPLE, THREAD_POOL, THREADED, EVENT_LOOP -> true;
            case NONBLOCKING, HSHA, THREADED_SELECTOR -> false;
        };
    }

    String expectedTransports() {
        return isOwn()
                ? "framed, fast-framed, buffered or auto; simple and thread-pool can do zlib"
                : "a framed transport, which libthrift's models with non-blocking I/O need";
    }

    /**
     * Whether the model can tell messages apart in this way.
     *
     * @param transport the layered transport
     * @return whether it can: libthrift's models with non-blocking I/O need frames, ours find messages without them, but not in
     *     compressed streams
     */
    public boolean supports(LayeredTransport transport) {
        return switch (this) {
            case SIMPLE, THREAD_POOL -> transport != LayeredTransport.AUTO;
            case NONBLOCKING, HSHA, THREADED_SELECTOR -> transport.isFramed();
            case THREADED, EVENT_LOOP -> transport != LayeredTransport.ZLIB;
        };
    }
}
