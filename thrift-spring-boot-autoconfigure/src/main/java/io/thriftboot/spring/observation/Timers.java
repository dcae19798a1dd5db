package io.thriftboot.spring.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.thriftboot.observation.ThriftMetricsInterceptor;

/** Makes the timers of calls. Apart from {@link CallObservations}, which must work without Micrometer's registry. */
final class Timers {

    private final MeterRegistry registry;

    Timers(MeterRegistry registry) {
        this.registry = registry;
    }

    ThriftMetricsInterceptor server() {
        return ThriftMetricsInterceptor.server(registry);
    }

    ThriftMetricsInterceptor client(String name) {
        return ThriftMetricsInterceptor.client(registry, name);
    }
}
