package io.thriftboot.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.thriftboot.observation.ThriftObservations.HighCardinality;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * How the calls of servers are named and described. Its methods are the convention that is used by default; an
 * implementation overrides what it wants otherwise.
 *
 * @since 0.1
 */
public interface ThriftServerObservationConvention extends ObservationConvention<ThriftServerObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof ThriftServerObservationContext;
    }

    @Override
    default String getName() {
        return ThriftObservations.SERVER.getName();
    }

    /** {@code UserService/get}. */
    @Override
    default String getContextualName(ThriftServerObservationContext context) {
        return ThriftObservations.spanName(context.call());
    }

    @Override
    default KeyValues getLowCardinalityKeyValues(ThriftServerObservationContext context) {
        return ThriftObservations.keyValues(context.call(), context.outcome());
    }

    @Override
    default KeyValues getHighCardinalityKeyValues(ThriftServerObservationContext context) {
        SocketAddress peer = context.call().context().peer();
        return peer instanceof InetSocketAddress address
                ? KeyValues.of(HighCardinality.PEER_ADDRESS.withValue(address.getHostString()))
                : KeyValues.empty();
    }
}
