package io.thriftboot.server;

import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.server.ServerContext;
import org.apache.thrift.server.TServerEventHandler;
import org.apache.thrift.transport.TTransport;

/**
 * Hears of the beginning of libthrift's accept loop, on its thread. Of connections it wants to know nothing, but must not say
 * so: a context of {@code null} would end libthrift's selector thread.
 */
final class ServeEvents implements TServerEventHandler {

    private static final ServerContext NO_CONTEXT = new ServerContext() {
        @Override
        public <T> T unwrap(Class<T> type) {
            throw new IllegalArgumentException("context: nothing to unwrap (expected: no call)");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    };

    private final Runnable onServe;

    ServeEvents(Runnable onServe) {
        this.onServe = onServe;
    }

    @Override
    public void preServe() {
        onServe.run();
    }

    @Override
    public ServerContext createContext(TProtocol in, TProtocol out) {
        return NO_CONTEXT;
    }

    @Override
    public void deleteContext(ServerContext context, TProtocol in, TProtocol out) {}

    @Override
    public void processContext(ServerContext context, TTransport in, TTransport out) {}
}
