package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a test has opened. It is closed the last first, so that channels end before the servers that they call. */
final class Opened {

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    FakeServer server(FakeServer.Script... scripts) {
        return add(FakeServer.start(scripts));
    }

    /** A server that reads a request and closes the connection. */
    FakeServer dying() {
        return server(FakeConnection::receive);
    }

    /** A server that reads a request and does not answer. */
    FakeServer silent() {
        return server(connection -> {
            connection.receive();
            connection.awaitClose();
        });
    }

    ThriftChannel channel(ThriftChannelOptions options, EndpointSupplier endpoints, EndpointSelector selector) {
        return add(ThriftChannel.create(options, endpoints, selector, List.of()));
    }

    /** A channel that calls the first endpoint, and the others in their order when it may not. */
    ThriftChannel inOrder(ThriftChannelOptions options, Endpoint... endpoints) {
        List<Endpoint> inOrder = List.of(endpoints);
        return channel(options, () -> inOrder, candidates -> candidates.get(0));
    }

    /** A channel that calls the endpoints in turn. */
    ThriftChannel inTurn(ThriftChannelOptions options, Endpoint... endpoints) {
        return channel(options, EndpointSupplier.fixed(List.of(endpoints)), EndpointSelector.roundRobin());
    }

    void close() throws Exception {
        while (!resources.isEmpty()) {
            resources.pop().close();
        }
    }
}
