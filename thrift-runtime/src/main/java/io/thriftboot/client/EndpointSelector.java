package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.util.List;

/**
 * Chooses the server for an attempt.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EndpointSelector {

    /**
     * Chooses one. Called by many threads at once.
     *
     * @param candidates the endpoints to choose from, never empty
     * @return one of them
     */
    Endpoint select(List<Endpoint> candidates);
}
