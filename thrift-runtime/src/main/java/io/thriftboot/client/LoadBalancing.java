package io.thriftboot.client;

/**
 * How the endpoint of a call is chosen among those that are reachable.
 *
 * @since 0.1
 */
public enum LoadBalancing {
    /** One after the other. */
    ROUND_ROBIN,
    /** The one with fewer calls in flight of two that are chosen at random. */
    LEAST_REQUEST;

    /**
     * A selector for one channel.
     *
     * @return a new selector
     */
    public EndpointSelector newSelector() {
        return switch (this) {
            case ROUND_ROBIN -> EndpointSelector.roundRobin();
            case LEAST_REQUEST -> EndpointSelector.leastRequest();
        };
    }
}
