package io.thriftboot.server;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.server.TThreadPoolServer;
import org.apache.thrift.transport.TTransportFactory;

/**
 * libthrift's TThreadPoolServer: a thread for each connection. One for which there is no thread is told so in answer to its
 * first request, by one more thread, and closed.
 */
final class ThreadPoolModel extends TThreadPoolServer {

    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private ThreadPoolModel(Args args) {
        super(args);
    }

    static Engine engine(Serving serving, Listener listener) throws IOException {
        ExecutorOptions options = serving.options().executor();
        ThreadPoolExecutor refusing = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new NamedThreads(serving.threadName("refuse")));
        refusing.allowCoreThreadTimeOut(true);
        CallExecutor executor = new CallExecutor(
                options.maxThreads(), 0, new NamedThreads(serving.threadName("call")), refusing::execute);
        Args args = new Args(new BlockingListener(listener, serving))
                .executorService(executor)
                .stopTimeoutVal(0)
                .processorFactory(new ConnectionConfiguration.ProcessorFactory())
                .transportFactory(new TTransportFactory())
                .protocolFactory(new TBinaryProtocol.Factory());
        ThreadPoolModel server = new ThreadPoolModel(args);
        return new LibthriftEngine(serving.threadName("serve"), server, executor, server.started);
    }

    @Override
    protected void setServing(boolean value) {
        super.setServing(value);
        if (value) {
            started.complete(null);
        }
    }
}
