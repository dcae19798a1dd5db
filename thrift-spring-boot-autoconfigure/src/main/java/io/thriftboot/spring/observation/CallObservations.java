package io.thriftboot.spring.observation;

import io.micrometer.observation.ObservationRegistry;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.observation.ThriftClientObservationConvention;
import io.thriftboot.observation.ThriftMetricsInterceptor;
import io.thriftboot.observation.ThriftObservationInterceptor;
import io.thriftboot.observation.ThriftServerObservationConvention;
import org.jspecify.annotations.Nullable;

/**
 * How calls are observed: by a timer alone where nothing else would come of an observation, which costs ten times as much.
 *
 * @param registry of observations, {@code null} if timers alone will do
 * @param timers {@code null} if there is no registry of meters
 * @param server the user's convention, if there is one
 * @param client the user's convention, if there is one
 */
record CallObservations(
        @Nullable ObservationRegistry registry,
        @Nullable Timers timers,
        @Nullable ThriftServerObservationConvention server,
        @Nullable ThriftClientObservationConvention client) {

    ThriftInterceptor ofServers() {
        ThriftMetricsInterceptor timer = timers == null ? null : timers.server();
        return registry == null ? timerAlone(timer) : ThriftObservationInterceptor.server(registry, server, timer);
    }

    ThriftInterceptor ofClient(String name) {
        ThriftMetricsInterceptor timer = timers == null ? null : timers.client(name);
        return registry == null
                ? timerAlone(timer)
                : ThriftObservationInterceptor.client(registry, name, client, timer);
    }

    private static ThriftInterceptor timerAlone(@Nullable ThriftMetricsInterceptor timer) {
        if (timer == null) {
            throw new IllegalStateException("observations: no registry (expected: one of meters or of observations)");
        }
        return timer;
    }
}
