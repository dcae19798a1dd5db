package io.thriftboot.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.thriftboot.Deadline;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is observed of a call, and that it is counted once whoever listens. */
class ThriftObservationInterceptorTests {

    private final TestObservationRegistry observations = TestObservationRegistry.create();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MethodDescriptor find =
            ServiceDescriptor.of(EchoService.class).methods().get("find");

    private ThriftCall call() {
        InetSocketAddress peer = InetSocketAddress.createUnresolved("10.0.0.7", 4711);
        return new ThriftCall(find, find.argsOf(1L), new ThriftContext(peer, 1, Deadline.NONE));
    }

    private void succeed(ThriftInterceptor interceptor) {
        interceptor.intercept(call(), ignored -> CompletableFuture.completedFuture("found"));
    }

    private void fail(ThriftInterceptor interceptor, Throwable thrown) {
        interceptor.intercept(call(), ignored -> CompletableFuture.failedFuture(thrown));
    }

    private ThriftObservationInterceptor server(ObservationRegistry registry) {
        return ThriftObservationInterceptor.server(registry, null, ThriftMetricsInterceptor.server(meters));
    }

    @Test
    void whenServerExecutesACallItIsObserved() {
        succeed(ThriftObservationInterceptor.server(observations, null, null));

        TestObservationRegistryAssert.assertThat(observations)
                .hasSingleObservationThat()
                .hasNameEqualTo("thrift.server")
                .hasContextualNameEqualTo("EchoService/find")
                .hasLowCardinalityKeyValue("rpc.system", "apache_thrift")
                .hasLowCardinalityKeyValue("rpc.service", "EchoService")
                .hasLowCardinalityKeyValue("rpc.method", "find")
                .hasLowCardinalityKeyValue("thrift.outcome", "success")
                .hasHighCardinalityKeyValue("network.peer.address", "10.0.0.7")
                .hasBeenStarted()
                .hasBeenStopped()
                .doesNotHaveError();
    }

    @Test
    void whenCallFailsItsObservationHasTheErrorAndTheOutcome() {
        NotFound thrown = new NotFound(1, "none");
        fail(ThriftObservationInterceptor.client(observations, "echo", null, null), thrown);

        TestObservationRegistryAssert.assertThat(observations)
                .hasSingleObservationThat()
                .hasNameEqualTo("thrift.client")
                .hasLowCardinalityKeyValue("thrift.client.name", "echo")
                .hasLowCardinalityKeyValue("thrift.outcome", "declared_exception")
                .hasError(thrown)
                .hasBeenStopped();
    }

    @Test
    void whileTheRestOfTheChainRunsTheObservationIsTheCurrentOne() {
        CompletableFuture<Object> pending = new CompletableFuture<>();
        List<String> current = new ArrayList<>();
        ThriftObservationInterceptor.server(observations, null, null).intercept(call(), call -> {
            Observation observation = observations.getCurrentObservation();
            ThriftServerObservationContext context = (ThriftServerObservationContext) observation.getContext();
            current.add(context.call().method().name() + " " + context.outcome());
            return pending;
        });
        assertThat(current).containsExactly("find unknown");
        assertThat(observations.getCurrentObservation()).isNull();
        TestObservationRegistryAssert.assertThat(observations)
                .hasSingleObservationThat()
                .isNotStopped();
        pending.complete("found");
        TestObservationRegistryAssert.assertThat(observations)
                .hasSingleObservationThat()
                .hasBeenStopped();
    }

    @Test
    void whenObservationsMakeMetersTheirNamesAndTagsAreThoseOfTheTimersAndNothingIsCountedTwice() {
        SimpleMeterRegistry byTimers = new SimpleMeterRegistry();
        ThriftMetricsInterceptor timers = ThriftMetricsInterceptor.client(byTimers, "echo");
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        ThriftObservationInterceptor observed = ThriftObservationInterceptor.client(
                observations, "echo", null, ThriftMetricsInterceptor.client(meters, "echo"));
        for (ThriftInterceptor interceptor : List.of(timers, observed)) {
            succeed(interceptor);
            fail(interceptor, new NotFound(1, "none"));
            fail(interceptor, new IllegalStateException("secret"));
        }
        assertThat(timers(meters)).isEqualTo(timers(byTimers)).hasSize(3);
        assertThat(meters.get("thrift.client").timers())
                .extracting(Timer::count)
                .containsOnly(1L);
    }

    private static Set<String> timers(SimpleMeterRegistry registry) {
        return registry.getMeters().stream()
                .filter(Timer.class::isInstance)
                .map(Meter::getId)
                .map(id -> id.getName() + " "
                        + id.getTags().stream().map(Tag::toString).collect(Collectors.joining()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whenNobodyMakesMetersOfObservationsTheCallIsTimed() {
        succeed(server(observations));
        assertThat(meters.get("thrift.server").timer().count()).isEqualTo(1);
        TestObservationRegistryAssert.assertThat(observations).hasNumberOfObservationsEqualTo(1);
    }

    @Test
    void whenNobodyListensTheCallIsTimed() {
        succeed(server(ObservationRegistry.create()));
        succeed(server(ObservationRegistry.NOOP));
        assertThat(meters.get("thrift.server").timer().count()).isEqualTo(2);
    }

    @Test
    void whenObservationIsDisabledItIsNotCounted() {
        observations.observationConfig().observationPredicate((name, context) -> !name.equals("thrift.server"));
        succeed(server(observations));
        assertThat(meters.getMeters()).isEmpty();
        TestObservationRegistryAssert.assertThat(observations).doesNotHaveAnyObservation();
    }

    @Test
    void whenThereIsAConventionItNamesAndDescribes() {
        ThriftServerObservationConvention convention = new ThriftServerObservationConvention() {
            @Override
            public KeyValues getLowCardinalityKeyValues(ThriftServerObservationContext context) {
                return ThriftServerObservationConvention.super
                        .getLowCardinalityKeyValues(context)
                        .and("tenant", "t1");
            }
        };
        succeed(ThriftObservationInterceptor.server(observations, convention, null));
        TestObservationRegistryAssert.assertThat(observations)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("tenant", "t1")
                .hasLowCardinalityKeyValue("rpc.method", "find");
    }

    @Test
    void whenHandlerAsksForTheArgumentsTheContextHasThem() {
        List<Object> arguments = new ArrayList<>();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new ObservationHandler<ThriftClientObservationContext>() {
            @Override
            public void onStop(ThriftClientObservationContext context) {
                arguments.addAll(context.call().arguments());
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof ThriftClientObservationContext;
            }
        });
        succeed(ThriftObservationInterceptor.client(registry, "echo", null, null));
        assertThat(arguments).containsExactly(1L);
    }
}
