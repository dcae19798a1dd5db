package io.thriftboot.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.thriftboot.observation.ThriftServerObservationContext;
import io.thriftboot.observation.ThriftServerObservationConvention;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.server.ThriftServerInterceptorFactory;
import io.thriftboot.spring.testapi.GreetingService;
import io.thriftboot.spring.testapi.UserNotFound;
import io.thriftboot.spring.testapi.UserService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Who observes the calls of servers and clients, with Spring Boot's registries. */
class ThriftObservationTests {

    private final ApplicationContextRunner withoutMeters = ThriftTestContexts.runner()
            .withConfiguration(AutoConfigurations.of(
                    ThriftMetricsAutoConfiguration.class, ThriftObservationAutoConfiguration.class))
            .withUserConfiguration(Handler.class, Clients.class)
            .withPropertyValues("thrift.clients.users.address=127.0.0.1:${local.thrift.server.port}");

    private final ApplicationContextRunner runner = withoutMeters.withConfiguration(AutoConfigurations.of(
            ObservationAutoConfiguration.class,
            MetricsAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class,
            SimpleMetricsExportAutoConfiguration.class));

    @Test
    void whenOnlyMetersListenThereAreTimersAlone() {
        runner.run(context -> {
            assertThat(context.getBean(CallObservations.class).registry()).isNull();
            callTwice(context);
            assertThat(timers(context)).hasSize(4).containsValue(1L);
            assertThat(context.getBean(MeterRegistry.class)
                            .find("thrift.server.active")
                            .meters())
                    .isEmpty();
        });
    }

    @Test
    void whenTracesListenTooTheMetersAreTheSameAndCountedOnce() {
        Map<String, Long> alone = new TreeMap<>();
        runner.run(context -> {
            callTwice(context);
            alone.putAll(timers(context));
        });
        runner.withBean(Traces.class).run(context -> {
            assertThat(context.getBean(CallObservations.class).registry()).isNotNull();
            callTwice(context);
            assertThat(timers(context)).isEqualTo(alone).hasSize(4);
            assertThat(context.getBean(Traces.class).spans)
                    .containsExactlyInAnyOrder(
                            "thrift.client UserService/ping",
                            "thrift.server UserService/ping",
                            "thrift.client UserService/name",
                            "thrift.server UserService/name");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"management.observations.key-values.region=north", "management.observations.enable.jdbc=false"})
    void whenBootsPropertiesConcernObservationsTheyAreMade(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(
                        context.getBean(CallObservations.class).registry())
                .isNotNull());
    }

    @Test
    void whenUserHasAConventionItIsUsed() {
        runner.withBean(Tenants.class).run(context -> {
            callTwice(context);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("thrift.server")
                            .tag("tenant", "t1")
                            .timers())
                    .hasSize(2);
        });
    }

    @Test
    void whenUserDisablesOurObservationsThereAreNone() {
        runner.withPropertyValues("management.observations.enable.thrift=false").run(context -> {
            callTwice(context);
            assertThat(timers(context)).isEmpty();
        });
    }

    @Test
    void whenThereAreNoMetersObservationsAreMade() {
        withoutMeters
                .withBean(TestObservationRegistry.class, TestObservationRegistry::create)
                .run(context -> {
                    callTwice(context);
                    TestObservationRegistry registry = context.getBean(TestObservationRegistry.class);
                    await().untilAsserted(() -> TestObservationRegistryAssert.assertThat(registry)
                            .hasNumberOfObservationsEqualTo(4)
                            .doesNotHaveAnyRemainingCurrentObservation());
                });
    }

    @Test
    void whenThereIsNoRegistryNothingIsObserved() {
        withoutMeters.run(context -> assertThat(context).doesNotHaveBean(ThriftServerInterceptorFactory.class));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenMethodIsUnknownTheServerMakesNoSeriesOfIt(boolean traced) {
        ApplicationContextRunner either = traced ? runner.withBean(Traces.class) : runner;
        either.run(context -> {
            GreetingService.Iface unknown =
                    context.getBean(ThriftChannels.class).client("users", GreetingService.Iface.class);
            assertThatThrownBy(() -> unknown.greet("x")).isInstanceOf(TApplicationException.class);
            assertThat(context.getBean(MeterRegistry.class)
                            .find("thrift.server")
                            .timers())
                    .isEmpty();
        });
    }

    @Test
    void whenServerHandlesACallItsObservationIsCurrent() {
        runner.withBean(Traces.class).run(context -> {
            callTwice(context);
            assertThat(context.getBean(Handler.class).current).isEqualTo("thrift.server");
        });
    }

    private static void callTwice(ApplicationContext context) throws Exception {
        UserService.Iface users = context.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
        users.ping("x");
        assertThatThrownBy(() -> users.name(-1)).isInstanceOf(UserNotFound.class);
    }

    /** The counts by names and tags. */
    private static Map<String, Long> timers(ApplicationContext context) {
        Map<String, Long> counts = new TreeMap<>();
        context.getBean(MeterRegistry.class).getMeters().stream()
                .filter(Timer.class::isInstance)
                .map(Timer.class::cast)
                .forEach(timer ->
                        counts.put(timer.getId().getName() + timer.getId().getTags(), timer.count()));
        return counts;
    }

    @ThriftService
    static class Handler extends Users {

        private final ObjectProvider<ObservationRegistry> registries;
        private volatile String current = "none";

        Handler(ObjectProvider<ObservationRegistry> registries) {
            this.registries = registries;
        }

        @Override
        public String ping(String text) {
            ObservationRegistry registry = registries.getIfAvailable();
            Observation observation = registry == null ? null : registry.getCurrentObservation();
            if (observation != null) {
                current = observation.getContext().getName();
            }
            return text;
        }
    }

    @ImportThriftClients(
            name = "users",
            types = {UserService.class, GreetingService.class})
    static class Clients {}

    static class Traces implements ObservationHandler<Observation.Context> {

        private final List<String> spans = new CopyOnWriteArrayList<>();

        @Override
        public void onStop(Observation.Context context) {
            spans.add(context.getName() + " " + context.getContextualName());
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    static class Tenants implements ThriftServerObservationConvention {

        @Override
        public KeyValues getLowCardinalityKeyValues(ThriftServerObservationContext context) {
            return ThriftServerObservationConvention.super
                    .getLowCardinalityKeyValues(context)
                    .and("tenant", "t1");
        }
    }
}
