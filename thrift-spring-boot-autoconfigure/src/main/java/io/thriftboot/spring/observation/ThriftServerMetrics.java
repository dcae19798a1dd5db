package io.thriftboot.spring.observation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.thriftboot.server.NotExecuted;
import io.thriftboot.server.ProtocolError;
import io.thriftboot.server.ServerLimit;
import io.thriftboot.server.ServerStats;
import io.thriftboot.spring.server.ThriftServerStartedEvent;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.server.ThriftServers.Instance;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.context.event.EventListener;

/** Gauges and counters of each server, which are registered when it has started. A restarted server goes on with them. */
final class ThriftServerMetrics {

    private static final String SERVER = "thrift.server.name";

    private final ThriftServers servers;
    private final MeterRegistry registry;

    ThriftServerMetrics(ThriftServers servers, MeterRegistry registry) {
        this.servers = servers;
        this.registry = registry;
    }

    @EventListener
    void started(ThriftServerStartedEvent event) {
        String server = event.server();
        gauge(server, "connections", "Connections that are open", ServerStats::connections);
        gauge(server, "calls.active", "Calls that are being handled", ServerStats::callsInFlight);
        gauge(server, "calls.waiting", "Calls that wait for a thread", ServerStats::callsWaiting);
        counter(server, "connections.accepted", "Connections that were accepted", ServerStats::connectionsAccepted);
        counter(
                server,
                "connections.refused",
                "Connections that were closed at once, because there were as many as allowed",
                ServerStats::connectionsRefused);
        traffic(server);
        reasons(server);
        limits(server);
    }

    private void traffic(String server) {
        counter(server, "messages.received", "Messages that were read", ServerStats::messages);
        counter(
                server,
                "messages.sent",
                "Messages that were read and have a reply",
                stats -> stats.messages() - stats.oneways());
        counter(server, "messages.oneway", "Messages that were read and have no reply", ServerStats::oneways);
        bytes(server, "received", "Bytes that were read", ServerStats::bytesReceived);
        bytes(server, "sent", "Bytes that were written", ServerStats::bytesSent);
    }

    private void reasons(String server) {
        for (NotExecuted reason : NotExecuted.values()) {
            tagged(
                    server,
                    "calls.not.executed",
                    "Calls that were refused because of overload or shutdown",
                    Tag.of("thrift.reason", reason.toString()),
                    stats -> stats.notExecutedBy().getOrDefault(reason, 0L));
        }
        for (ProtocolError kind : ProtocolError.values()) {
            tagged(
                    server,
                    "protocol.errors",
                    "Messages that could not be understood, unknown methods included",
                    Tag.of("thrift.error.kind", kind.toString()),
                    stats -> stats.protocolErrorsBy().getOrDefault(kind, 0L));
        }
    }

    private void limits(String server) {
        Gauge.builder("thrift.server.receive.memory", this, metrics -> metrics.read(server, ServerStats::receiveMemory))
                .description("What messages take that have begun to arrive")
                .baseUnit(BaseUnits.BYTES)
                .tag(SERVER, server)
                .register(registry);
        for (ServerLimit limit : ServerLimit.values()) {
            tagged(
                    server,
                    "limit.reached",
                    "How often clients have reached a limit",
                    Tag.of("thrift.server.limit", limit.toString()),
                    stats -> stats.reached(limit));
        }
    }

    private void tagged(String server, String name, String description, Tag tag, ToDoubleFunction<ServerStats> value) {
        FunctionCounter.builder("thrift.server." + name, this, metrics -> metrics.read(server, value))
                .description(description)
                .tag(SERVER, server)
                .tags(List.of(tag))
                .register(registry);
    }

    private void bytes(String server, String name, String description, ToDoubleFunction<ServerStats> value) {
        FunctionCounter.builder("thrift.server." + name, this, metrics -> metrics.read(server, value))
                .description(description)
                .baseUnit(BaseUnits.BYTES)
                .tag(SERVER, server)
                .register(registry);
    }

    private void gauge(String server, String name, String description, ToDoubleFunction<ServerStats> value) {
        Gauge.builder("thrift.server." + name, this, metrics -> metrics.read(server, value))
                .description(description)
                .tag(SERVER, server)
                .register(registry);
    }

    private void counter(String server, String name, String description, ToDoubleFunction<ServerStats> value) {
        FunctionCounter.builder("thrift.server." + name, this, metrics -> metrics.read(server, value))
                .description(description)
                .tag(SERVER, server)
                .register(registry);
    }

    private double read(String server, ToDoubleFunction<ServerStats> value) {
        return servers.all().stream()
                .filter(candidate -> candidate.name().equals(server))
                .map(Instance::stats)
                .mapToDouble(value)
                .sum();
    }
}
