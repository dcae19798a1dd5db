package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the ways of all calls of a channel have in common.
 *
 * @param options of the channel
 * @param supplier says where the servers are
 * @param selector chooses among them
 * @param connections those to an endpoint, {@code null} before its first call
 * @param tokens what is left of the budget for retries
 */
record RouteMap(
        ThriftChannelOptions options,
        EndpointSupplier supplier,
        EndpointSelector selector,
        Function<Endpoint, @Nullable EndpointConnections> connections,
        RetryTokens tokens) {

    /** The way of a call that begins. */
    Route route(EncodedCall call) {
        return new Route(this, call.deadline(), call.method().isIdempotent(), call.tried());
    }

    /** Chooses where each call is tried first, and never fails: nearly all calls need no route of their own. */
    Route firstChoice() {
        return new Route(this, Deadline.NONE, false, null);
    }

    /** Chooses one: rather one that is not ejected, and then rather one that is not known to be out of reach. */
    @Nullable
    Endpoint select(List<Endpoint> endpoints) {
        if (endpoints.size() == 1) {
            return selector.select(endpoints, this::callsInFlight);
        }
        List<Endpoint> reachable = orAll(filter(endpoints, this::isReachable), endpoints);
        return selector.select(orAll(filter(reachable, this::isAdmitted), reachable), this::callsInFlight);
    }

    /** Whether a call that has not been answered may be sent to a second server. */
    boolean mayHedge() {
        return supplier.endpoints().size() > 1 && tokens.take();
    }

    private boolean isReachable(Endpoint endpoint) {
        EndpointConnections known = connections.apply(endpoint);
        return known == null || known.isReachable();
    }

    private boolean isAdmitted(Endpoint endpoint) {
        EndpointConnections known = connections.apply(endpoint);
        return known == null || known.health().admits();
    }

    private int callsInFlight(Endpoint endpoint) {
        EndpointConnections known = connections.apply(endpoint);
        return known == null ? 0 : known.health().calls();
    }

    /** The same list where all match, as nearly always. */
    static List<Endpoint> filter(List<Endpoint> endpoints, Predicate<Endpoint> wanted) {
        int first = 0;
        while (first < endpoints.size() && wanted.test(endpoints.get(first))) {
            first++;
        }
        return first == endpoints.size() ? endpoints : without(endpoints, first, wanted);
    }

    /** Asks for none twice, since the answer may be another. */
    private static List<Endpoint> without(List<Endpoint> endpoints, int refused, Predicate<Endpoint> wanted) {
        List<Endpoint> some = new ArrayList<>(endpoints.subList(0, refused));
        endpoints.subList(refused + 1, endpoints.size()).stream().filter(wanted).forEach(some::add);
        return some;
    }

    static List<Endpoint> orAll(List<Endpoint> some, List<Endpoint> all) {
        return some.isEmpty() ? all : some;
    }
}
