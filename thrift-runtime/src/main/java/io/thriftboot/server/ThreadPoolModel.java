package io.thriftboot.server;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.server.TThreadPoolServer;
import org.apache.thrift.transport.TTransportFactory;

/**
 * libthrift's TThreadPoolServer: a thread for each connection. One for which there is no thread waits for it; meanwhile
 * connections that are idle are ended.
 */
final class ThreadPoolModel extends TThreadPoolServer {

    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private ThreadPoolModel(Args args) {
        super(args);
    }

    static Engine engine(Serving serving, Listener listener) throws IOException {
        // The queue has no bound of its own: there are no more connections than threads and places in the queue.
        CallExecutor executor = CallExecutor.unbounded(serving.options().executor(), serving.threadName("call"));
        Args args = new Args(new BlockingListener(listener))
                .executorService(executor)
                .stopTimeoutVal(0)
                .processorFactory(new ConnectionConfiguration.ProcessorFactory())
                .transportFactory(new TTransportFactory())
                .protocolFactory(new TBinaryProtocol.Factory());
        ThreadPoolModel server = new ThreadPoolModel(args);
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
