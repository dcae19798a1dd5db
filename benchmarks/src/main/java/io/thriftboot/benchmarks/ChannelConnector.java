package io.thriftboot.benchmarks;

import io.thriftboot.benchmarks.idl.Benchmark;
import io.thriftboot.client.ClientMode;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.PoolOptions;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.List;

/** This project's client, one for all callers. */
final class ChannelConnector implements Connector {

    /** As many connections as {@link PoolConnector} has; a wait and a timeout that 256 callers of them do not reach. */
    private static final PoolOptions POOL = new PoolOptions(
            PoolConnector.CONNECTIONS,
            PoolConnector.CONNECTIONS,
            0,
            Duration.ofSeconds(20),
            Duration.ZERO,
            Duration.ZERO);

    private final ThriftChannel channel;
    private final Benchmark.Iface client;

    ChannelConnector(String mode, int port) {
        ThriftChannelOptions options = ThriftChannelOptions.builder("benchmark")
                .mode(ClientMode.valueOf(ServerName.constant(mode)))
                .timeout(Duration.ofSeconds(20))
                .pool(POOL)
                .build();
        channel = ThriftChannel.create(
                options,
                EndpointSupplier.fixed(List.of(Endpoint.tcp("127.0.0.1", port))),
                EndpointSelector.roundRobin(),
                List.of());
        client = channel.client(Benchmark.Iface.class);
    }

    /** Whether this build has the mode. */
    static boolean exists(String mode) {
        return ServerName.isOneOf(ClientMode.values(), mode);
    }

    @Override
    public Call caller(Message message) {
        return () -> message.call(client);
    }

    @Override
    public void close() {
        channel.close();
    }
}
