package io.thriftboot.test;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs, and the way to it.
 *
 * @param proxy what clients connect to instead of the server, if anything
 */
record ServedHandlers(ThriftServer server, @Nullable FaultProxy proxy, ThriftChannel channel) implements AutoCloseable {

    static ServedHandlers start(
            ThriftServerOptions options, ThriftProcessor processor, ThriftChannelOptions client, boolean hasFaults)
            throws IOException {
        ThriftServer server = ThriftServer.create(options, processor);
        server.start();
        FaultProxy proxy = hasFaults ? FaultProxy.to(server.endpoint()) : null;
        Endpoint endpoint = proxy == null ? server.endpoint() : proxy.endpoint();
        ThriftChannel channel = ThriftChannel.create(
                client, EndpointSupplier.fixed(List.of(endpoint)), EndpointSelector.roundRobin(), List.of());
        return new ServedHandlers(server, proxy, channel);
    }

    Endpoint endpoint() {
        return proxy == null ? server.endpoint() : proxy.endpoint();
    }

    @Override
    public void close() {
        channel.close();
        if (proxy != null) {
            proxy.close();
        }
        server.close();
    }
}
