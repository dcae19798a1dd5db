package io.thriftboot.spring.observation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.thriftboot.recording.Recorder;
import io.thriftboot.spring.server.ThriftServerStartedEvent;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.server.ThriftServers.Instance;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;

/** How much of each server is recorded and how much is not, of servers that record; registered when it has started. */
final class ThriftServerRecordingMetrics {

    private final ThriftServers servers;
    private final MeterRegistry registry;

    ThriftServerRecordingMetrics(ThriftServers servers, MeterRegistry registry) {
        this.servers = servers;
        this.registry = registry;
    }

    @EventListener
    void started(ThriftServerStartedEvent event) {
        String server = event.server();
        if (recorders(server).findAny().isPresent()) {
            counter(server, "written", "Messages that were recorded", Recorder::recorded);
            counter(
                    server,
                    "dropped",
                    "Messages that were not recorded: too large, more than can be written, or the file failed",
                    Recorder::dropped);
        }
    }

    private void counter(String server, String name, String description, ToLongFunction<Recorder> value) {
        FunctionCounter.builder("thrift.server.recording." + name, this, metrics -> metrics.recorders(server)
                        .mapToLong(value)
                        .sum())
                .description(description)
                .tag("thrift.server.name", server)
                .register(registry);
    }

    private Stream<Recorder> recorders(String server) {
        return servers.all().stream()
                .filter(candidate -> candidate.name().equals(server))
                .map(Instance::processor)
                .map(processor -> processor.recorder())
                .filter(Objects::nonNull);
    }
}
