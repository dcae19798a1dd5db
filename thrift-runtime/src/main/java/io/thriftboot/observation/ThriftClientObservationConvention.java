package io.thriftboot.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.thriftboot.observation.ThriftObservations.ClientKey;

/**
 * How the calls of clients are named and described. Its methods are the convention that is used by default; an
 * implementation overrides what it wants otherwise.
 *
 * @since 0.1
 */
public interface ThriftClientObservationConvention extends ObservationConvention<ThriftClientObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof ThriftClientObservationContext;
    }

    @Override
    default String getName() {
        return ThriftObservations.CLIENT.getName();
    }

    /** {@code UserService/get}. */
    @Override
    default String getContextualName(ThriftClientObservationContext context) {
        return ThriftObservations.spanName(context.call());
    }

    @Override
    default KeyValues getLowCardinalityKeyValues(ThriftClientObservationContext context) {
        return ThriftObservations.keyValues(context.call(), context.outcome())
                .and(ClientKey.CLIENT_NAME.withValue(context.clientName()));
    }
}
