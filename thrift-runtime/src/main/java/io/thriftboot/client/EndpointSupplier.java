package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
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
}
