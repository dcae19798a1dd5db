package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

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
     * Chooses one by how busy they are. By default that does not matter.
     *
     * @param candidates the endpoints to choose from, never empty
     * @param callsInFlight how many attempts of the channel's are under way at an endpoint
     * @return one of the candidates
     */
    default Endpoint select(List<Endpoint> candidates, ToIntFunction<Endpoint> callsInFlight) {
        return select(candidates);
    }

    /**
     * Takes the one with fewer calls in flight of two that are chosen at random.
     *
     * @return a selector
     */
    static EndpointSelector leastRequest() {
        return new LeastRequest();
    }

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
