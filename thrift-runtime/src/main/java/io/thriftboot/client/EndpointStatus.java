package io.thriftboot.client;

/**
 * How an endpoint fares, as a snapshot.
 *
 * @param reachable whether the last attempt to connect did not fail
 * @param ejected whether it gets no calls for a while because those that it got {@linkplain EjectionOptions failed}
 * @param calls attempts that are under way, those that wait for a connection included
 * @since 0.1
 */
public record EndpointStatus(boolean reachable, boolean ejected, int calls) {}
