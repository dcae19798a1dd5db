package io.thriftboot.benchmarks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.observation.ThriftMetricsInterceptor;
import io.thriftboot.observation.ThriftObservationInterceptor;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServerOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.infra.Blackhole;

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
    },
    /** A handler that waits for two milliseconds, as for a database. */
    WAIT {
        @Override
        List<ThriftInterceptor> interceptors() {
            return List.of((call, next) -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
                return next.invoke(call);
            });
        }
    },
    /** A handler that computes, for about a fifth of a millisecond. */
    WORK {
        @Override
        List<ThriftInterceptor> interceptors() {
            return List.of((call, next) -> {
                Blackhole.consumeCPU(WORK_UNITS);
                return next.invoke(call);
            });
        }
    },
    /** A handler that some calls make fail in the worst ways; see {@link Trouble}. */
    TROUBLE {
        @Override
        List<ThriftInterceptor> interceptors() {
            return List.of(new Trouble());
        }

        @Override
        void addTo(ThriftServerOptions.Builder options) {
            options.interruptCancelled(true);
        }
    },
    /** A line for each call, at whatever place the logging says. */
    ACCESS_LOG {
        @Override
        List<ThriftInterceptor> interceptors() {
            return List.of();
        }

        @Override
        void addTo(ThriftProcessor.Builder processor) {
            processor.accessLog("benchmark", 100);
        }
    };

    private static final long WORK_UNITS = 100_000;

    abstract List<ThriftInterceptor> interceptors();

    void addTo(ThriftProcessor.Builder processor) {
        processor.interceptors(interceptors());
    }

    void addTo(ThriftServerOptions.Builder options) {}

    /** That of a word of a server's name. */
    static Optional<Extra> of(String word) {
        return word.isEmpty() ? Optional.empty() : Optional.of(valueOf(ServerName.constant(word)));
    }
}
