package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
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
}
