package io.thriftboot.server;

import io.thriftboot.transport.LayeredTransport;
import java.io.IOException;

/**
 * How a server uses threads for connections and calls.
 *
 * @since 0.1
 */
public enum ServerModel {
    /** libthrift's TThreadPoolServer: a thread for each connection, for any layered transport. */
    THREAD_POOL {
        @Override
        Engine engine(Serving serving, Listener listener) throws IOException {
            return ThreadPoolModel.engine(serving, listener);
        }

        @Override
        int maxConnections(ThriftServerOptions options) {
            long servedOrWaiting =
                    (long) options.executor().maxThreads() + options.executor().queueCapacity();
            return (int) Math.min(options.maxConnections(), servedOrWaiting);
        }
    },
    /** libthrift's TThreadedSelectorServer: a few threads for I/O and a pool for calls; framed only. */
    THREADED_SELECTOR {
        @Override
        Engine engine(Serving serving, Listener listener) {
            return ThreadedSelectorModel.engine(serving, listener);
        }
    };

    /** The most connections: as many as the options say, and no more than the model serves or lets wait. */
    int maxConnections(ThriftServerOptions options) {
        return options.maxConnections();
    }

    /** The threads of this model, not yet started. */
    abstract Engine engine(Serving serving, Listener listener) throws IOException;

    /**
     * Whether the model can tell messages apart in this way.
     *
     * @param transport the layered transport
     * @return whether it can; models with non-blocking I/O need frames
     */
    public boolean supports(LayeredTransport transport) {
        return this == THREAD_POOL || transport == LayeredTransport.FRAMED;
    }
}
