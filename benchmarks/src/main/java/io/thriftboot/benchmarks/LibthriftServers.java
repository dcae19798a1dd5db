package io.thriftboot.benchmarks;

import io.thriftboot.benchmarks.idl.Benchmark;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TProcessor;
import org.apache.thrift.server.THsHaServer;
import org.apache.thrift.server.TNonblockingServer;
import org.apache.thrift.server.TServer;
import org.apache.thrift.server.TSimpleServer;
import org.apache.thrift.server.TThreadPoolServer;
import org.apache.thrift.server.TThreadedSelectorServer;
import org.apache.thrift.transport.TNonblockingServerSocket;
import org.apache.thrift.transport.TServerSocket;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;

/** Starts libthrift's servers as its users wire them by hand. */
final class LibthriftServers {

    private static final List<String> NAMES =
            List.of("simple", "thread-pool", "nonblocking", "hsha", "threaded-selector");

    private LibthriftServers() {}

    static boolean exists(ServerName name) {
        boolean virtual =
                name.model().equals("thread-pool") && name.handlers().equals("virtual") && VirtualThreads.exist();
        return NAMES.contains(name.model()) && (name.handlers().isEmpty() || virtual);
    }

    /**
     * Starts one on a thread of its own.
     *
     * @param workers threads for handlers, where connections have none of their own
     * @return its port
     */
    static int start(ServerName name, int workers) throws TTransportException {
        TProcessor processor = new Benchmark.Processor<>(new Handler());
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return name.model().equals("simple") || name.model().equals("thread-pool")
                ? startBlocking(name, processor, address)
                : startNonblocking(name, processor, address, workers);
    }

    private static int startBlocking(ServerName name, TProcessor processor, InetSocketAddress address)
            throws TTransportException {
        TServerSocket socket = new TServerSocket(
                new TServerSocket.ServerSocketTransportArgs().bindAddr(address).backlog(1024));
        if (name.model().equals("simple")) {
            serve(new TSimpleServer(
                    new TServer.Args(socket).processor(processor).transportFactory(new TFramedTransport.Factory())));
        } else {
            serve(new TThreadPoolServer(new TThreadPoolServer.Args(socket)
                    .processor(processor)
                    .transportFactory(new TFramedTransport.Factory())
                    .executorService(threads(name))));
        }
        return socket.getServerSocket().getLocalPort();
    }

    private static ExecutorService threads(ServerName name) {
        if (name.handlers().isEmpty()) {
            return new ThreadPoolExecutor(5, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>());
        }
        return VirtualThreads.executor();
    }

    private static int startNonblocking(ServerName name, TProcessor processor, InetSocketAddress address, int workers)
            throws TTransportException {
        TNonblockingServerSocket socket =
                new TNonblockingServerSocket(new TNonblockingServerSocket.NonblockingAbstractServerSocketArgs()
                        .bindAddr(address)
                        .backlog(1024));
        serve(
                switch (name.model()) {
                    case "nonblocking" ->
                        new TNonblockingServer(new TNonblockingServer.Args(socket).processor(processor));
                    case "hsha" ->
                        new THsHaServer(new THsHaServer.Args(socket)
                                .processor(processor)
                                .minWorkerThreads(workers)
                                .maxWorkerThreads(workers));
                    default ->
                        new TThreadedSelectorServer(new TThreadedSelectorServer.Args(socket)
                                .processor(processor)
                                .selectorThreads(1)
                                .workerThreads(workers));
                });
        return socket.getPort();
    }

    private static void serve(TServer server) {
        Thread thread = new Thread(server::serve, "serve");
        thread.setDaemon(true);
        thread.start();
    }
}
