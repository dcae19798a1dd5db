package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves out endpoints of a channel that fail again and again, and never so many that none is left. */
final class Ejector {

    private static final Logger logger = LoggerFactory.getLogger(Ejector.class);

    private final ThriftChannelOptions options;
    private final Supplier<List<Endpoint>> known;
    private final Function<Endpoint, @Nullable EndpointConnections> connections;
    private final LongAdder ejections = new LongAdder();

    /**
     * An ejector that has nothing to do yet.
     *
     * @param known the endpoints that there are
     * @param connections those to an endpoint, {@code null} before its first call
     */
    Ejector(
            ThriftChannelOptions options,
            Supplier<List<Endpoint>> known,
            Function<Endpoint, @Nullable EndpointConnections> connections) {
        this.options = options;
        this.known = known;
        this.connections = connections;
    }

    /** Ejects one if enough others are left; whether it did. One at a time, since two might not leave each other. */
    synchronized boolean eject(Endpoint endpoint, EndpointHealth health) {
        List<Endpoint> endpoints = known.get();
        long share = (long) (options.ejection().maxShare() * endpoints.size());
        long most = Math.min(Math.max(1, share), endpoints.size() - 1L);
        if (health.isEjected() || ejected(endpoints) >= most) {
            return false;
        }
        health.eject();
        ejections.increment();
        logger.warn("{} {}: gets no calls for a while, since they failed", options.name(), endpoint);
        return true;
    }

    private long ejected(Collection<Endpoint> endpoints) {
        return endpoints.stream()
                .map(connections)
                .filter(connection -> connection != null && connection.health().isEjected())
                .count();
    }

    /** How often an endpoint was ejected since the start. */
    long ejections() {
        return ejections.sum();
    }
}
