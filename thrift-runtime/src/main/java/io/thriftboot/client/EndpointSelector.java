package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

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

    /**
     * Takes the endpoints in turn, beginning anywhere.
     *
     * @return a selector for one channel
     */
    static EndpointSelector roundRobin() {
        AtomicInteger turn = new AtomicInteger(ThreadLocalRandom.current().nextInt());
        return candidates -> candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size()));
    }
}
