package io.thriftboot.spring.observation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.thriftboot.client.PoolStats;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.spring.client.ThriftChannelCustomizer;
import io.thriftboot.spring.client.ThriftChannels;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Gauges and counters of the pools of each client, sums over its endpoints. Changes no option: it registers them as it is told
 * that there is a client.
 */
final class ThriftClientMetrics implements ThriftChannelCustomizer {

    private static final String CLIENT = "thrift.client.name";

    private final Supplier<ThriftChannels> channels;
    private final MeterRegistry registry;

    ThriftClientMetrics(Supplier<ThriftChannels> channels, MeterRegistry registry) {
        this.channels = channels;
        this.registry = registry;
    }

    @Override
    public void customize(String client, ThriftChannelOptions.Builder options) {
        gauge(client, "active", "Connections in use by a call", PoolStats::active);
        gauge(client, "idle", "Connections without a call", PoolStats::idle);
        gauge(client, "waiting", "Calls that wait for a connection", PoolStats::waiting);
        gauge(client, "calls", "Calls that have a connection, alone or shared", PoolStats::calls);
        gauge(client, "max", "Most connections allowed", PoolStats::maxTotal);
        // not "created", which Prometheus cuts off a name
        counter(client, "opened", "Connections that were opened", PoolStats::created);
    }

    private void gauge(String client, String name, String description, ToDoubleFunction<PoolStats> value) {
        Gauge.builder("thrift.client.pool." + name, this, metrics -> metrics.sum(client, value))
                .description(description)
                .tag(CLIENT, client)
                .register(registry);
    }

    private void counter(String client, String name, String description, ToDoubleFunction<PoolStats> value) {
        FunctionCounter.builder("thrift.client.pool." + name, this, metrics -> metrics.sum(client, value))
                .description(description)
                .tag(CLIENT, client)
                .register(registry);
    }

    private double sum(String client, ToDoubleFunction<PoolStats> value) {
        ThriftChannel channel = channels.get().all().get(client);
        return channel == null
                ? 0
                : channel.stats().values().stream().mapToDouble(value).sum();
    }
}
