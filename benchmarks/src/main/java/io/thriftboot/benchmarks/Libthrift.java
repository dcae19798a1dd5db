package io.thriftboot.benchmarks;

import io.thriftboot.benchmarks.api.Benchmark;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
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

/** libthrift's servers as its tutorials wire them. */
final class Libthrift {

    private static final int BACKLOG = 4096;

    private Libthrift() {}

    static void serve(String model) throws TTransportException, ReflectiveOperationException {
        TProcessor processor = new Benchmark.Processor<>(ServerUnderTest.handler());
        boolean blocking = model.equals("simple") || model.startsWith("thread-pool");
        (blocking ? blocking(model, processor) : nonblocking(model, processor)).serve();
    }

    private static TServer blocking(String model, TProcessor processor)
            throws TTransportException, ReflectiveOperationException {
        TServerSocket socket = new TServerSocket(
                new TServerSocket.ServerSocketTransportArgs().port(0).backlog(BACKLOG));
        ServerUnderTest.print(socket.getServerSocket().getLocalPort());
        if (model.equals("simple")) {
            return new TSimpleServer(new TServer.Args(socket)
                    .processor(processor)
                    .transportFactory(new TFramedTransport.Factory())
                    .protocolFactory(new TBinaryProtocol.Factory()));
        }
        TThreadPoolServer.Args args = new TThreadPoolServer.Args(socket)
                .processor(processor)
                .transportFactory(new TFramedTransport.Factory())
                .protocolFactory(new TBinaryProtocol.Factory());
        return new TThreadPoolServer(model.endsWith("-virtual") ? args.executorService(virtual()) : args);
    }

    private static ExecutorService virtual() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static TServer nonblocking(String model, TProcessor processor) throws TTransportException {
        TNonblockingServerSocket socket =
                new TNonblockingServerSocket(new TNonblockingServerSocket.NonblockingAbstractServerSocketArgs()
                        .port(0)
                        .backlog(BACKLOG));
        ServerUnderTest.print(socket.getPort());
        return switch (model) {
            case "nonblocking" -> new TNonblockingServer(new TNonblockingServer.Args(socket).processor(processor));
            case "hsha" ->
                new THsHaServer(new THsHaServer.Args(socket)
                        .processor(processor)
                        .minWorkerThreads(ServerUnderTest.WORKERS)
                        .maxWorkerThreads(ServerUnderTest.WORKERS));
            case "threaded-selector" ->
                new TThreadedSelectorServer(new TThreadedSelectorServer.Args(socket)
                        .processor(processor)
                        .selectorThreads(1)
                        .workerThreads(ServerUnderTest.WORKERS));
            default -> throw new IllegalArgumentException("libthrift/" + model + " (expected: a model of libthrift's)");
        };
    }
}
