package io.thriftboot.benchmarks;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.benchmarks.idl.Benchmark;
import io.thriftboot.server.EventLoopIo;
import io.thriftboot.server.EventLoopOptions;
import io.thriftboot.server.ExecutorOptions;
import io.thriftboot.server.ExecutorThreads;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.util.Arrays;

/** Starts this project's servers, with one thread for I/O. Models and threads are looked up by name: a new one needs no change here. */
final class OurServers {

    private static final String ASYNC = "async";

    /** Above what any scenario opens, so that none is refused. */
    private static final int CONNECTIONS = 20_000;

    /** Above what is in flight in any scenario, for the same reason. */
    static final int CALLS = 100_000;

    private OurServers() {}

    static boolean exists(ServerName name) {
        return ServerName.isOneOf(ServerModel.values(), name.model())
                && (name.handlers().isEmpty() || name.handlers().equals(ASYNC) || threadsExist(name.handlers()))
                && (name.io().isEmpty() || ServerName.isOneOf(EventLoopIo.values(), name.io()));
    }

    private static boolean threadsExist(String word) {
        return ServerName.isOneOf(
                Arrays.stream(ExecutorThreads.values())
                        .filter(ExecutorThreads::isAvailable)
                        .toArray(Enum<?>[]::new),
                word);
    }

    /**
     * Starts one.
     *
     * @param workers threads for handlers, where connections have none of their own
     * @param queue calls that may wait for one of these
     * @return its port
     */
    static int start(ServerName name, int workers, int queue) throws IOException {
        ThriftProcessor.Builder processor =
                ThriftProcessor.builder().service(ServiceDescriptor.of(Benchmark.class), handler(name));
        ThriftServerOptions.Builder options = options(name, workers, queue);
        Extra.of(name.extra()).ifPresent(extra -> {
            extra.addTo(processor);
            extra.addTo(options);
        });
        ThriftServer server = ThriftServer.create(options.build(), processor.build());
        server.start();
        return server.address().getPort();
    }

    private static Object handler(ServerName name) {
        return name.handlers().equals(ASYNC) ? new AsyncHandler() : new Handler();
    }

    private static ThriftServerOptions.Builder options(ServerName name, int workers, int queue) {
        int threads = name.model().equals("thread-pool") ? CONNECTIONS : workers;
        EventLoopIo io = name.io().isEmpty() ? EventLoopIo.AUTO : EventLoopIo.valueOf(ServerName.constant(name.io()));
        EventLoopOptions loop = EventLoopOptions.DEFAULT;
        return ThriftServerOptions.builder("benchmark", Endpoint.tcp("127.0.0.1", 0))
                .model(ServerModel.valueOf(ServerName.constant(name.model())))
                .maxConnections(CONNECTIONS)
                .selectorThreads(1)
                .eventLoop(new EventLoopOptions(
                        io, 1, loop.maxCallsPerConnection(), CALLS, loop.writeBufferHighWaterMark()))
                .executor(new ExecutorOptions(threads, queue, threads(name)));
    }

    private static ExecutorThreads threads(ServerName name) {
        return name.handlers().isEmpty() || name.handlers().equals(ASYNC)
                ? ExecutorOptions.DEFAULT.threads()
                : ExecutorThreads.valueOf(ServerName.constant(name.handlers()));
    }
}
