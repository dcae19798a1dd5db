package io.thriftboot.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.observation.ThriftObservations.CallKey;
import io.thriftboot.observation.ThriftObservations.ClientKey;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times calls: {@code thrift.server} or {@code thrift.client}, by service ({@code rpc.service}), method
 * ({@code rpc.method}), how they ended ({@code thrift.outcome}: success, declared_exception, not_executed, not_authenticated,
 * access_denied, timeout, connection, error) and with which exception's simple class name ({@code error}, {@code none} if with none).
 *
 * @since 0.1
 */
public final class ThriftMetricsInterceptor implements ThriftInterceptor {

    private static final String NO_ERROR = "none";

    private final MeterRegistry registry;
    private final String name;
    private final Tags tags;
    private final Map<Ending, Timer> timers = new ConcurrentHashMap<>();

    private ThriftMetricsInterceptor(MeterRegistry registry, String name, Tags tags) {
        this.registry = registry;
        this.name = name;
        this.tags = tags.and(CallKey.SYSTEM.asString(), CallKey.APACHE_THRIFT);
    }

    /**
     * Times the calls that servers execute, as {@code thrift.server}.
     *
     * @param registry where the timers are
     * @return an interceptor to put before all others
     */
    public static ThriftMetricsInterceptor server(MeterRegistry registry) {
        return new ThriftMetricsInterceptor(registry, ThriftObservations.SERVER.getName(), Tags.empty());
    }

    /**
     * Times the calls of a client, as {@code thrift.client}.
     *
     * @param registry where the timers are
     * @param clientName the value of the additional tag {@code thrift.client.name}
     * @return an interceptor to put before all others
     */
    public static ThriftMetricsInterceptor client(MeterRegistry registry, String clientName) {
        return new ThriftMetricsInterceptor(
                registry, ThriftObservations.CLIENT.getName(), Tags.of(ClientKey.CLIENT_NAME.asString(), clientName));
    }

    @Override
    public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
        long begin = now();
        return next.invoke(call)
                .whenComplete((value, thrown) -> record(call.method(), Outcome.causeOf(thrown), now() - begin));
    }

    /** Nanoseconds of the registry's clock. */
    long now() {
        return registry.config().clock().monotonicTime();
    }

    void record(MethodDescriptor method, @Nullable Throwable thrown, long nanos) {
        timer(method, thrown).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Whether a handler of Micrometer's makes a timer of an observation: it keeps its sample there. */
    static boolean isTimed(Observation.Context observation) {
        return observation.containsKey(Timer.Sample.class);
    }

    private Timer timer(MethodDescriptor method, @Nullable Throwable thrown) {
        Ending ending = new Ending(method, Outcome.of(method, thrown), thrown == null ? null : thrown.getClass());
        Timer timer = timers.get(ending);
        return timer == null ? timers.computeIfAbsent(ending, this::register) : timer;
    }

    private Timer register(Ending ending) {
        return Timer.builder(name)
                .description("calls of Thrift methods")
                .tags(tags)
                .tag(CallKey.SERVICE.asString(), ending.method().serviceName())
                .tag(CallKey.METHOD.asString(), ending.method().name())
                .tag(CallKey.OUTCOME.asString(), ending.outcome().toString())
                .tag(
                        ThriftObservations.ERROR,
                        ending.thrown() == null ? NO_ERROR : ending.thrown().getSimpleName())
                .register(registry);
    }

    /** What a timer is for: as many as there are methods and kinds of exception, whatever the clients send. */
    private record Ending(
            MethodDescriptor method,
            Outcome outcome,
            @Nullable Class<?> thrown) {}
}
