package io.thriftboot.spring.observation;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.thriftboot.server.ThreadStats;
import io.thriftboot.spring.server.ThriftServerStartedEvent;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.server.ThriftServers.Instance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.springframework.context.event.EventListener;

/** Whether each server serves, and what its threads are doing; registered when it has started. */
final class ThriftServerThreadMetrics {

    private static final String SERVER = "thrift.server.name";
    private static final String LOOP = "thrift.server.loop";

    private final ThriftServers servers;
    private final MeterRegistry registry;

    ThriftServerThreadMetrics(ThriftServers servers, MeterRegistry registry) {
        this.servers = servers;
        this.registry = registry;
    }

    @EventListener
    void started(ThriftServerStartedEvent event) {
        String server = event.server();
        gauge(server, "running", "Whether the server executes calls", one -> one.isRunning() ? 1 : 0);
        gauge(server, "draining", "Whether the server is stopping", one -> one.isDraining() ? 1 : 0);
        gauge(
                server,
                "threads.active",
                "Threads that run a call, or serve a connection where each has its own",
                one -> one.threads().active());
        gauge(server, "threads.max", "Most such threads, 0 if the model has none", one -> one.threads()
                .max());
        FunctionTimer.builder(
                        "thrift.server.queue",
                        this,
                        metrics -> metrics.threads(server).waits(),
                        metrics -> metrics.threads(server).waitNanos(),
                        TimeUnit.NANOSECONDS)
                .description("How long calls waited for a thread before they began")
                .tag(SERVER, server)
                .register(registry);
        for (int i = 0; i < threads(server).loopTasks().size(); i++) {
            loop(server, i);
        }
    }

    private void loop(String server, int number) {
        loop(server, number, "tasks", "Tasks that wait for an event loop", ThreadStats::loopTasks);
        loop(server, number, "connections", "Connections that an event loop serves", ThreadStats::loopConnections);
    }

    private void loop(
            String server, int number, String name, String description, Function<ThreadStats, List<Integer>> values) {
        Gauge.builder("thrift.server.loop." + name, this, metrics -> {
                    List<Integer> ofLoops = values.apply(metrics.threads(server));
                    return number < ofLoops.size() ? ofLoops.get(number) : 0;
                })
                .description(description)
                .tag(SERVER, server)
                .tag(LOOP, Integer.toString(number))
                .register(registry);
    }

    private void gauge(String server, String name, String description, ToDoubleFunction<Instance> value) {
        Gauge.builder("thrift.server." + name, this, metrics -> metrics.find(server)
                        .map(value::applyAsDouble)
                        .orElse(0.0))
                .description(description)
                .tag(SERVER, server)
                .register(registry);
    }

    private ThreadStats threads(String server) {
        return find(server).map(Instance::threads).orElse(ThreadStats.NONE);
    }

    private Optional<Instance> find(String server) {
        return servers.all().stream()
                .filter(candidate -> candidate.name().equals(server))
                .findFirst();
    }
}
