package io.thriftboot.compatibility;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A server with some handlers, and a client's way to it. */
record Pair(ThriftServer server, ThriftChannel channel) implements AutoCloseable {

    static Pair start(Setup setup, Object... handlers) throws IOException {
        ThriftProcessor.Builder processor = ThriftProcessor.builder();
        for (Object handler : handlers) {
            ServiceDescriptor.implementedBy(handler.getClass()).forEach(service -> processor.service(service, handler));
        }
        ThriftServer server = ThriftServer.create(
                ThriftServerOptions.builder("compatibility", Endpoint.tcp("127.0.0.1", 0))
                        .model(setup.model())
                        .wireFormat(setup.wireFormat())
                        .build(),
                processor.build());
        server.start();
        ThriftChannelOptions options = ThriftChannelOptions.builder("compatibility")
                .mode(setup.mode())
                .wireFormat(setup.wireFormat())
                .timeout(Duration.ofSeconds(30))
                .multiplexed(true)
                .build();
        return new Pair(
                server,
                ThriftChannel.create(
                        options,
                        EndpointSupplier.fixed(List.of(server.endpoint())),
                        EndpointSelector.roundRobin(),
                        List.of()));
    }

    <T> T client(Class<T> type) {
        return channel.client(type);
    }

    @Override
    public void close() {
        channel.close();
        server.close();
    }
}
