package io.thriftboot.spring.server;

import io.thriftboot.server.ExecutorOptions;
import io.thriftboot.server.ExecutorThreads;
import io.thriftboot.server.ShutdownOptions;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.transport.Endpoint;
import java.util.Objects;

/**
 * Sees the properties of a server as its options.
 *
 * @param name the server's name
 * @param properties its properties
 * @param threads the kind of threads that the application prefers
 */
record PropertiesServerOptions(String name, ThriftServerProperties properties, ExecutorThreads threads) {

    private static final int MAX_PORT = 65_535;

    /**
     * The options.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    ThriftServerOptions options() {
        return ThriftServerOptions.builder(name, endpoint())
                .model(properties.getModel())
                .wireFormat(properties.toWireFormat())
                .maxConnections(properties.getMaxConnections())
                .backlog(properties.getBacklog())
                .readTimeout(properties.getReadTimeout())
                .idleTimeout(properties.getIdleTimeout())
                .selectorThreads(properties.getSelectorThreads())
                .executor(executor())
                .shutdown(shutdown())
                .build();
    }

    private Endpoint endpoint() {
        int port = Objects.requireNonNull(properties.getPort());
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to " + MAX_PORT + ")");
        }
        if (properties.getAddress().isBlank()) {
            throw new IllegalArgumentException("address:  (expected: a host name or a literal address)");
        }
        return Endpoint.tcp(properties.getAddress(), port);
    }

    private ExecutorOptions executor() {
        ThriftServerProperties.Executor executor = properties.getExecutor();
        return new ExecutorOptions(executor.getMaxThreads(), executor.getQueueCapacity(), executor.threadsOr(threads));
    }

    private ShutdownOptions shutdown() {
        ThriftServerProperties.Shutdown shutdown = properties.getShutdown();
        return new ShutdownOptions(shutdown.getQuietPeriod(), shutdown.getGracePeriod());
    }
}
