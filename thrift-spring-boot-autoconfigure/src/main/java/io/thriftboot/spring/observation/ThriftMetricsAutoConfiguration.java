package io.thriftboot.spring.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.thriftboot.observation.ThriftMetricsInterceptor;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerInterceptor;
import io.thriftboot.spring.server.ThriftServers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the metrics of Thrift servers and clients.
 *
 * @since 0.1
 */
@AutoConfiguration(
        after = {ThriftServerAutoConfiguration.class, ThriftClientAutoConfiguration.class},
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class ThriftMetricsAutoConfiguration {

    ThriftMetricsAutoConfiguration() {}

    /** Outside of the user's, so that time and outcome are the client's view. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnBean(ThriftServers.class)
    ThriftServerInterceptor thriftServerTimer(MeterRegistry registry) {
        return ThriftMetricsInterceptor.server(registry)::intercept;
    }

    @Bean
    @ConditionalOnBean(ThriftServers.class)
    ThriftServerMetrics thriftServerMetrics(ThriftServers servers, MeterRegistry registry) {
        return new ThriftServerMetrics(servers, registry);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnBean(ThriftChannels.class)
    ThriftClientMetrics thriftClientMetrics(ObjectProvider<ThriftChannels> channels, MeterRegistry registry) {
        return new ThriftClientMetrics(channels::getObject, registry);
    }
}
