package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Says where the servers of a client are, asked for each call.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EndpointSupplier {

    /**
     * The servers as they are known now. Fast: it is asked for every call.
     *
     * @return the endpoints; empty if none is known
     */
    List<Endpoint> endpoints();

    /**
     * Endpoints that stay the same. Their order is shuffled, so that clients that are started together do not all begin with
     * the first.
     *
     * @param endpoints at least one
     * @return a supplier of them
     * @throws IllegalArgumentException if there are none
     */
    static EndpointSupplier fixed(List<Endpoint> endpoints) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("endpoints: none (expected: at least one)");
        }
        List<Endpoint> shuffled = new ArrayList<>(endpoints);
        Collections.shuffle(shuffled);
        List<Endpoint> fixed = List.copyOf(shuffled);
        return () -> fixed;
    }

    /**
     * Endpoints that are looked up again now and then: when they are asked for and what is known is older than the period. Nobody
     * waits for that but who asks first. If there is no answer, or an empty one, what is known stays, and a second later it is tried again.
     *
     * @param name what is looked up, for the log
     * @param source is asked by one thread at a time
     * @param period more than zero
     * @return a supplier
     * @throws IllegalArgumentException if the period is not more than zero
     */
    static EndpointSupplier refreshed(String name, EndpointSource source, Duration period) {
        return new RefreshedEndpoints(name, source, period, System::nanoTime, RefreshedEndpoints::onNewThread);
    }

    /**
     * All addresses of a host, as they are now.
     *
     * @param host its name
     * @param port the port of all of them, 1 to 65535
     * @param resolver looks the name up
     * @param period how often, more than zero
     * @return a supplier
     * @throws IllegalArgumentException if a value is out of its range
     */
    static EndpointSupplier dns(String host, int port, HostResolver resolver, Duration period) {
        Endpoint named = Endpoint.tcp(host, port);
        return refreshed(
                "dns://" + named.toString().substring("tcp://".length()),
                () -> resolver.resolve(host).stream()
                        .map(address -> Endpoint.tcp(address.getHostAddress(), port))
                        .toList(),
                period);
    }

    /**
     * The endpoints of several suppliers.
     *
     * @param suppliers asked for each call
     * @return a supplier of what they have, each endpoint once
     */
    static EndpointSupplier joined(List<EndpointSupplier> suppliers) {
        return suppliers.size() == 1 ? suppliers.get(0) : new JoinedEndpoints(suppliers);
    }
}
