package io.thriftboot.server;

import java.util.concurrent.CompletableFuture;
import org.apache.thrift.server.THsHaServer;

/**
 * libthrift's THsHaServer: one thread for I/O, a pool for calls. A call for which the pool has no place is refused by the
 * thread for I/O.
 */
final class HshaModel extends THsHaServer {

    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private HshaModel(Args args) {
        super(args);
    }

    static Engine engine(Serving serving, Listener listener) {
        CallExecutor executor = CallExecutor.bounded(serving.options().executor(), serving.threadName("call"));
        HshaModel server = new HshaModel(NonblockingArgs.configure(new Args(new NonblockingListener(listener)))
                .executorService(executor));
        server.setServerEventHandler(
                new ServeEvents(() -> Thread.currentThread().setName(serving.threadName("selector"))));
        return new LibthriftEngine(serving, server, executor, server.started);
    }

    @Override
    protected void setServing(boolean value) {
        super.setServing(value);
        if (value) {
            started.complete(null);
        }
    }
}
