package io.thriftboot.benchmarks;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.benchmarks.api.Benchmark;
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
import java.util.Locale;

/**
 * A process that serves the benchmark's service, with one thread for I/O and four for calls where there are such. Its name is
 * {@code <model>[/<threads>[/<io>]]}, {@code event-loop/async}, or {@code libthrift/<model>} for libthrift wired by hand. Prints
 * {@code port <n>} when it serves.
 */
public final class ServerUnderTest {

    static final int WORKERS = 4;
    private static final int MAX_CONNECTIONS = 20_000;
    private static final int QUEUE = 100_000;

    private ServerUnderTest() {}

    /**
     * Serves until it is killed.
     *
     * @param arguments the name
     * @throws Exception if it cannot
     */
    public static void main(String[] arguments) throws Exception {
        String[] name = arguments[0].split("/");
        if (name[0].equals("libthrift")) {
            Libthrift.serve(name[1]);
        } else {
            serve(name);
        }
    }

    private static void serve(String[] name) throws IOException {
        boolean async = name.length > 1 && name[1].equals("async");
        ExecutorThreads threads = async || name.length == 1 ? ExecutorThreads.PLATFORM : threads(name[1]);
        EventLoopIo io = name.length > 2 ? EventLoopIo.valueOf(constant(name[2])) : EventLoopIo.AUTO;
        ThriftServerOptions options = ThriftServerOptions.builder("benchmark", Endpoint.tcp("127.0.0.1", 0))
                .model(ServerModel.valueOf(constant(name[0])))
                .executor(new ExecutorOptions(workers(name[0]), QUEUE, threads))
                .selectorThreads(1)
                .eventLoop(new EventLoopOptions(io, 1, 256, QUEUE, 1 << 20))
                .maxConnections(MAX_CONNECTIONS)
                .backlog(4096)
                .build();
        ThriftProcessor processor = ThriftProcessor.builder()
                .service(ServiceDescriptor.of(Benchmark.class), async ? asyncHandler() : handler())
                .build();
        ThriftServer server = ThriftServer.create(options, processor);
        server.start();
        print(server.address().getPort());
    }

    private static int workers(String model) {
        return model.equals("thread-pool") ? MAX_CONNECTIONS : WORKERS;
    }

    private static ExecutorThreads threads(String name) {
        return ExecutorThreads.valueOf(constant(name));
    }

    private static String constant(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    static Benchmark.Iface handler() {
        return text -> text;
    }

    private static Benchmark.AsyncIface asyncHandler() {
        return (text, callback) -> callback.onComplete(text);
    }

    @SuppressWarnings("SystemOut") // That is how the benchmark learns the port.
    static void print(int port) {
        System.out.println("port " + port);
    }
}
