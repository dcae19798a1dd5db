package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;

/** Of two random endpoints the one with fewer calls in flight: nearly as good as the best of all, and callers do not flock to it. */
final class LeastRequest implements EndpointSelector {

    @Override
    public Endpoint select(List<Endpoint> candidates) {
        return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
    }

    @Override
    public Endpoint select(List<Endpoint> candidates, ToIntFunction<Endpoint> callsInFlight) {
        int size = candidates.size();
        if (size == 1) {
            return candidates.get(0);
        }
        int first = ThreadLocalRandom.current().nextInt(size);
        int second = (first + 1 + ThreadLocalRandom.current().nextInt(size - 1)) % size;
        Endpoint one = candidates.get(first);
        Endpoint other = candidates.get(second);
        return callsInFlight.applyAsInt(other) < callsInFlight.applyAsInt(one) ? other : one;
    }
}
