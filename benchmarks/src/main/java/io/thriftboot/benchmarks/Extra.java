package io.thriftboot.benchmarks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.observation.ThriftMetricsInterceptor;
import io.thriftboot.observation.ThriftObservationInterceptor;
import java.util.List;

/** What a server does around each call, in order to see what it costs. */
enum Extra {
    /** An interceptor that only goes on. */
    INTERCEPTOR {
        @Override
        List<ThriftInterceptor> interceptors() {
            return List.of((call, next) -> next.invoke(call));
        }
    },
    /** Timers, as the starter sets them up where nobody listens to observations. */
    METRICS {
        @Override
        List<ThriftInterceptor> interceptors() {
            return List.of(ThriftMetricsInterceptor.server(new SimpleMeterRegistry()));
        }
    },
    /** An observation with a meter of its own for each call. */
    OBSERVATION {
        @Override
        List<ThriftInterceptor> interceptors() {
            MeterRegistry meters = new SimpleMeterRegistry();
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
            return List.of(ThriftObservationInterceptor.server(registry, null, null));
        }
    };

    abstract List<ThriftInterceptor> interceptors();

    /** Those of a word of a server's name. */
    static List<ThriftInterceptor> of(String word) {
        return word.isEmpty() ? List.of() : valueOf(ServerName.constant(word)).interceptors();
    }
}
