package io.thriftboot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.ThriftInvoker;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Observes calls, see {@link ThriftObservations}. The observation is the current one while the rest of the chain runs. Where
 * no handler of observations makes a meter, the call is timed under the same name and keys, so that it is counted exactly
 * once; an observation that is disabled is not counted.
 *
 * @since 0.1
 */
public final class ThriftObservationInterceptor implements ThriftInterceptor {

    private static final ThriftServerObservationConvention SERVER = new ThriftServerObservationConvention() {};
    private static final ThriftClientObservationConvention CLIENT = new ThriftClientObservationConvention() {};

    /** Where Micrometer's tracing keeps the id of the current trace. */
    private static final String TRACE_ID_KEY = "traceId";

    private final ObservationRegistry registry;
    private final boolean ofServer;
    private final Function<ThriftCall, Observation> observations;
    private final @Nullable ThriftMetricsInterceptor timers;

    private ThriftObservationInterceptor(
            ObservationRegistry registry,
            boolean ofServer,
            Function<ThriftCall, Observation> observations,
            @Nullable ThriftMetricsInterceptor timers) {
        this.registry = registry;
        this.ofServer = ofServer;
        this.observations = observations;
        this.timers = timers;
    }

    /**
     * Observes the calls that servers execute, as {@code thrift.server}.
     *
     * @param registry knows who listens
     * @param convention names and describes them, {@code null} for the default
     * @param timers times calls of which the registry makes no meter, {@code null} if nothing does
     * @return an interceptor to put before all others
     */
    public static ThriftObservationInterceptor server(
            ObservationRegistry registry,
            @Nullable ThriftServerObservationConvention convention,
            @Nullable ThriftMetricsInterceptor timers) {
        return new ThriftObservationInterceptor(
                registry,
                true,
                call -> ThriftObservations.SERVER.observation(
                        convention, SERVER, () -> new ThriftServerObservationContext(call), registry),
                timers);
    }

    /**
     * Observes the calls of a client, as {@code thrift.client}.
     *
     * @param registry knows who listens
     * @param clientName the value of the additional key {@code thrift.client.name}
     * @param convention names and describes them, {@code null} for the default
     * @param timers times calls of which the registry makes no meter, {@code null} if nothing does
     * @return an interceptor to put before all others
     */
    public static ThriftObservationInterceptor client(
            ObservationRegistry registry,
            String clientName,
            @Nullable ThriftClientObservationConvention convention,
            @Nullable ThriftMetricsInterceptor timers) {
        return new ThriftObservationInterceptor(
                registry,
                false,
                call -> ThriftObservations.CLIENT.observation(
                        convention, CLIENT, () -> new ThriftClientObservationContext(call, clientName), registry),
                timers);
    }

    @Override
    public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
        if (registry.isNoop()) {
            return timers == null ? next.invoke(call) : timers.intercept(call, next);
        }
        Observation observation = observations.apply(call);
        return observation.isNoop() ? next.invoke(call) : observed(observation, call, next);
    }

    private CompletionStage<@Nullable Object> observed(Observation observation, ThriftCall call, ThriftInvoker next) {
        long begin = timers == null ? 0 : timers.now();
        CompletionStage<@Nullable Object> stage;
        observation.start();
        Observation.Scope current = observation.openScope();
        try {
            if (ofServer) {
                call.context().traced(MDC.get(TRACE_ID_KEY), () -> observation.openScope()::close);
            }
            stage = next.invoke(call);
        } finally {
            current.close();
        }
        return stage.whenComplete((value, thrown) -> end(observation, call, begin, Outcome.causeOf(thrown)));
    }

    private void end(Observation observation, ThriftCall call, long begin, @Nullable Throwable thrown) {
        Observation.Context context = observation.getContext();
        context.put(Outcome.class, Outcome.of(call.method(), thrown));
        if (thrown != null) {
            observation.error(thrown);
        }
        observation.stop();
        if (timers != null && !ThriftMetricsInterceptor.isTimed(context)) {
            timers.record(call.method(), thrown, timers.now() - begin);
        }
    }
}
