package io.thriftboot.server;

import java.util.concurrent.CompletableFuture;
import org.apache.thrift.server.TNonblockingServer;

/** libthrift's TNonblockingServer: one thread for everything, handlers included. */
final class NonblockingModel extends TNonblockingServer {

    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private NonblockingModel(Args args) {
        super(args);
    }

    static Engine engine(Serving serving, Listener listener) {
        NonblockingModel server =
                new NonblockingModel(NonblockingArgs.configure(new Args(new NonblockingListener(listener))));
        SingleThread thread = new SingleThread();
        server.setServerEventHandler(new ServeEvents(() -> thread.begin(serving.threadName("call"))));
        return new LibthriftEngine(serving, server, thread, server.started);
    }

    @Override
    protected void setServing(boolean value) {
        super.setServing(value);
        if (value) {
            started.complete(null);
        }
    }
}
