package io.thriftboot.benchmarks;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.benchmarks.idl.Benchmark;
import io.thriftboot.server.ExecutorOptions;
import io.thriftboot.server.ExecutorThreads;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.util.Arrays;

/** Starts this project's servers. Models and threads are looked up by name: a new one needs no change here. */
final class OurServers {

    private static final String ASYNC = "async";

    /** Above what any scenario opens, so that none is refused. */
    private static final int CONNECTIONS = 20_000;

    /** Above what is in flight in any scenario, for the same reason. */
    private static final int QUEUE = 100_000;

    private OurServers() {}

    static boolean exists(ServerName name) {
        return has(ServerModel.values(), name.model())
                && (name.handlers().isEmpty()
                        || name.handlers().equals(ASYNC)
                        || Arrays.stream(ExecutorThreads.values())
                                .anyMatch(threads -> isNamed(threads, name.handlers()) && threads.isAvailable()));
    }

    private static boolean has(Enum<?>[] constants, String word) {
        return Arrays.stream(constants).anyMatch(constant -> isNamed(constant, word));
    }

    private static boolean isNamed(Enum<?> constant, String word) {
        return constant.name().equals(ServerName.constant(word));
    }

    /**
     * Starts one.
     *
     * @param workers threads for handlers, where connections have none of their own
     * @return its port
     */
    static int start(ServerName name, int workers) throws IOException {
        ThriftProcessor processor = ThriftProcessor.builder()
                .service(ServiceDescriptor.of(Benchmark.class), handler(name))
                .interceptors(Extra.of(name.extra()))
                .build();
        ThriftServer server = ThriftServer.create(options(name, workers), processor);
        server.start();
        return server.address().getPort();
    }

    private static Object handler(ServerName name) {
        return name.handlers().equals(ASYNC) ? new AsyncHandler() : new Handler();
    }

    private static ThriftServerOptions options(ServerName name, int workers) {
        int threads = name.hasThreadForEachConnection() ? CONNECTIONS : workers;
        return ThriftServerOptions.builder("benchmark", Endpoint.tcp("127.0.0.1", 0))
                .model(ServerModel.valueOf(ServerName.constant(name.model())))
                .maxConnections(CONNECTIONS)
                .executor(new ExecutorOptions(threads, QUEUE, threads(name)))
                .build();
    }

    private static ExecutorThreads threads(ServerName name) {
        return name.handlers().isEmpty() || name.handlers().equals(ASYNC)
                ? ExecutorOptions.DEFAULT.threads()
                : ExecutorThreads.valueOf(ServerName.constant(name.handlers()));
    }
}
