package io.thriftboot.spring.observation;

import io.micrometer.observation.ObservationRegistry;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.observation.ThriftClientObservationConvention;
import io.thriftboot.observation.ThriftServerObservationConvention;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.client.ThriftClientInterceptorFactory;
import io.thriftboot.spring.server.ThriftServerInterceptorFactory;
import io.thriftboot.spring.server.ThriftServers;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the observation of calls: of timers where nobody but meters listens, else of observations.
 *
 * @since 0.1
 */
@AutoConfiguration(
        after = ThriftMetricsAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@Conditional(ThriftObservationAutoConfiguration.OnRegistry.class)
public final class ThriftObservationAutoConfiguration {

    ThriftObservationAutoConfiguration() {}

    @Bean
    CallObservations thriftCallObservations(
            ObjectProvider<ObservationRegistry> registries,
            ObjectProvider<Timers> timers,
            ObjectProvider<ThriftServerObservationConvention> server,
            ObjectProvider<ThriftClientObservationConvention> client,
            ListableBeanFactory beanFactory,
            Environment environment) {
        Timers ofMeters = timers.getIfAvailable();
        ObservationRegistry registry = registries.getIfUnique();
        boolean timersAlone =
                registry != null && ofMeters != null && new Listeners(beanFactory, environment).areMetersOnly(registry);
        return new CallObservations(
                timersAlone ? null : registry, ofMeters, server.getIfUnique(), client.getIfUnique());
    }

    /** Outside of the user's, so that time and outcome are the client's view. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnBean(ThriftServers.class)
    ThriftServerInterceptorFactory thriftServerObservation(CallObservations calls) {
        ThriftInterceptor ofAll = calls.ofServers();
        return (server, service, descriptor) -> ofAll;
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnBean(ThriftChannels.class)
    ThriftClientInterceptorFactory thriftClientObservation(CallObservations calls) {
        return calls::ofClient;
    }

    /** There is a registry of meters or of observations. */
    static final class OnRegistry extends AnyNestedCondition {

        OnRegistry() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBean(Timers.class)
        static class OfMeters {}

        @ConditionalOnBean(ObservationRegistry.class)
        static class OfObservations {}
    }
}
