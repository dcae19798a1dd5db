package io.thriftboot.spring.server;

import io.thriftboot.spring.server.ThriftServers.Instance;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Starts all servers last of all and stops them first of all, side by side: while they finish their calls, everything that
 * handlers use is still there, and the web server still answers health checks.
 */
final class ThriftServerLifecycle implements SmartLifecycle, DisposableBean {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServerLifecycle.class);

    private final Supplier<List<Instance>> factory;
    private final ThriftServers servers;
    private final ServerAnnouncer announcer;
    private final ServerStarter starter;
    private volatile boolean running;

    ThriftServerLifecycle(
            Supplier<List<Instance>> factory, ThriftServers servers, ServerStarter starter, ServerAnnouncer announcer) {
        this.factory = factory;
        this.servers = servers;
        this.starter = starter;
        this.announcer = announcer;
    }

    @Override
    public void start() {
        List<Instance> created = factory.get();
        if (created.isEmpty()) {
            logger.info("No Thrift server is started: no bean with @ThriftService is exported");
        }
        boolean restart = servers.isStopped() && !created.isEmpty();
        try {
            created.forEach(starter::start);
        } catch (RuntimeException ex) {
            close(created);
            throw ex;
        }
        servers.started(created);
        created.forEach(announcer::started);
        if (restart) {
            announcer.acceptTraffic();
        }
        running = true;
    }

    @Override
    public void stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        stop(() -> stopped.complete(null));
        stopped.join();
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        servers.stopped();
        if (!servers.all().isEmpty()) {
            announcer.refuseTraffic();
        }
        CompletableFuture<?>[] stops = servers.all().stream().map(this::stop).toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(stops).whenComplete((none, failure) -> callback.run());
    }

    private CompletableFuture<?> stop(Instance server) {
        return server.stop().handle((none, failure) -> {
            if (failure != null) {
                logger.error("Thrift server '{}' did not stop cleanly", server.name(), failure);
            }
            announcer.stopped(server);
            return null;
        });
    }

    /** Closes what a failed start has left open, or what did not stop in time. */
    @Override
    public void destroy() {
        close(servers.all());
    }

    private static void close(List<Instance> instances) {
        instances.forEach(Instance::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A server keeps its port while a test's context is cached. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
