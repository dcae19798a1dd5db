package io.thriftboot.spring.observation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.thriftboot.client.CloseCause;
import io.thriftboot.client.EndpointStatus;
import io.thriftboot.client.PoolHistory;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.spring.client.ThriftChannelCustomizer;
import io.thriftboot.spring.client.ThriftChannels;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What each client's connections have gone through and which endpoints can be reached, summed up over the endpoints: their
 * number may be anything.
 */
final class ThriftClientHistoryMetrics implements ThriftChannelCustomizer {

    private static final String CLIENT = "thrift.client.name";

    private final Supplier<ThriftChannels> channels;
    private final MeterRegistry registry;

    ThriftClientHistoryMetrics(Supplier<ThriftChannels> channels, MeterRegistry registry) {
        this.channels = channels;
        this.registry = registry;
    }

    @Override
    public void customize(String client, ThriftChannelOptions.Builder options) {
        retries(client);
        borrowing(client);
        for (CloseCause cause : CloseCause.values()) {
            closed(client, cause);
        }
        endpoints(client, "up", true);
        endpoints(client, "down", false);
        ejections(client);
    }

    private void retries(String client) {
        FunctionCounter.builder("thrift.client.retries", this, metrics -> metrics.read(client, ThriftChannel::retries))
                .description("Attempts beside the first one of each call")
                .tag(CLIENT, client)
                .register(registry);
        FunctionCounter.builder(
                        "thrift.client.retries.denied",
                        this,
                        metrics -> metrics.read(client, ThriftChannel::retriesDenied))
                .description("Calls that failed without another attempt because the budget for retries was used up")
                .tag(CLIENT, client)
                .register(registry);
    }

    private void borrowing(String client) {
        FunctionTimer.builder(
                        "thrift.client.pool.borrow",
                        this,
                        metrics -> metrics.sum(client, PoolHistory::borrows),
                        metrics -> metrics.sum(client, PoolHistory::borrowNanos),
                        TimeUnit.NANOSECONDS)
                .description("How long calls waited for a connection, or for room on one that is shared")
                .tag(CLIENT, client)
                .register(registry);
    }

    private void closed(String client, CloseCause cause) {
        FunctionCounter.builder(
                        "thrift.client.pool.closed",
                        this,
                        metrics ->
                                metrics.sum(client, history -> history.closed().getOrDefault(cause, 0L)))
                .description("Connections that were closed")
                .tag(CLIENT, client)
                .tag("thrift.close.cause", cause.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private void endpoints(String client, String state, boolean up) {
        Gauge.builder("thrift.client.endpoints", this, metrics -> metrics.count(client, up))
                .description("Endpoints that were called, by whether the last attempt to connect succeeded")
                .tag(CLIENT, client)
                .tag("thrift.endpoint.state", state)
                .register(registry);
    }

    private void ejections(String client) {
        Gauge.builder(
                        "thrift.client.endpoints.ejected",
                        this,
                        metrics -> metrics.read(client, channel -> channel.status().values().stream()
                                .filter(EndpointStatus::ejected)
                                .count()))
                .description("Endpoints that get no calls for a while, because those that they got failed")
                .tag(CLIENT, client)
                .register(registry);
        FunctionCounter.builder(
                        "thrift.client.ejections", this, metrics -> metrics.read(client, ThriftChannel::ejections))
                .description("How often an endpoint got no calls for a while, because those that it got failed")
                .tag(CLIENT, client)
                .register(registry);
    }

    private double count(String client, boolean up) {
        return read(client, channel -> channel.stats().values().stream()
                .filter(stats -> (stats.connectError() == null) == up)
                .count());
    }

    private long sum(String client, Function<PoolHistory, Long> value) {
        return histories(client).mapToLong(value::apply).sum();
    }

    private Stream<PoolHistory> histories(String client) {
        return find(client).stream().flatMap(channel -> channel.history().values().stream());
    }

    private double read(String client, ToDoubleFunction<ThriftChannel> value) {
        return find(client).map(value::applyAsDouble).orElse(0.0);
    }

    private Optional<ThriftChannel> find(String client) {
        return Optional.ofNullable(channels.get().all().get(client));
    }
}
