package io.thriftboot.server;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.thrift.server.TThreadedSelectorServer;

/**
 * libthrift's TThreadedSelectorServer: a few threads for I/O, a pool for calls. A call for which the pool has no place is
 * refused by the thread for I/O.
 */
final class ThreadedSelectorModel extends TThreadedSelectorServer {

    private final Serving serving;
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private ThreadedSelectorModel(Args args, Serving serving) {
        super(args);
        this.serving = serving;
        setServerEventHandler(new ServeEvents(() -> Thread.currentThread().setName(serving.threadName("accept"))));
    }

    static Engine engine(Serving serving, Listener listener) {
        ThriftServerOptions options = serving.options();
        CallExecutor executor = CallExecutor.bounded(options.executor(), serving.threadName("call"));
        Args args = NonblockingArgs.configure(new Args(new NonblockingListener(listener)))
                .selectorThreads(options.selectorThreads())
                .executorService(executor);
        ThreadedSelectorModel server = new ThreadedSelectorModel(args, serving);
        return new LibthriftEngine(serving, server, executor, server.started);
    }

    @Override
    protected SelectorThreadLoadBalancer createSelectorThreadLoadBalancer(
            Collection<? extends SelectorThread> threads) {
        int number = 0;
        for (Thread thread : threads) {
            number++;
            thread.setName(serving.threadName("selector-" + number));
        }
        return super.createSelectorThreadLoadBalancer(threads);
    }

    @Override
    protected void setServing(boolean value) {
        super.setServing(value);
        if (value) {
            started.complete(null);
        }
    }
}
