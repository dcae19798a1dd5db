package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.transport.Endpoint;
import java.util.function.Predicate;

/**
 * What the ways of all calls of a channel have in common.
 *
 * @param options of the channel
 * @param supplier says where the servers are
 * @param selector chooses among them
 * @param reachable whether an endpoint is not known to be out of reach
 * @param tokens what is left of the budget for retries
 */
record RouteMap(
        ThriftChannelOptions options,
        EndpointSupplier supplier,
        EndpointSelector selector,
        Predicate<Endpoint> reachable,
        RetryTokens tokens) {

    /** The way of a call that begins. */
    Route route(EncodedCall call) {
        return new Route(this, call.deadline(), call.method().isIdempotent());
    }

    /** Chooses where each call is tried first, and never fails: nearly all calls need no route of their own. */
    Route firstChoice() {
        return new Route(this, Deadline.NONE, false);
    }
}
