package io.thriftboot.spring.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerCalls;
import io.thriftboot.spring.server.ThriftServers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the metrics of Thrift servers and clients; {@link ThriftObservationAutoConfiguration} has those of calls.
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

    @Bean
    Timers thriftTimers(MeterRegistry registry) {
        return new Timers(registry);
    }

    @Bean
    @ConditionalOnBean(ThriftServers.class)
    ThriftServerMetrics thriftServerMetrics(ThriftServers servers, MeterRegistry registry) {
        return new ThriftServerMetrics(servers, registry);
    }

    @Bean
    @ConditionalOnBean(ThriftServers.class)
    ThriftServerCalls thriftServerCalls(MeterRegistry registry) {
        return new TimedServerCalls(registry);
    }

    @Bean
    @ConditionalOnBean(ThriftServers.class)
    ThriftServerThreadMetrics thriftServerThreadMetrics(ThriftServers servers, MeterRegistry registry) {
        return new ThriftServerThreadMetrics(servers, registry);
    }

    @Bean
    @ConditionalOnBean(ThriftServers.class)
    ThriftServerRecordingMetrics thriftServerRecordingMetrics(ThriftServers servers, MeterRegistry registry) {
        return new ThriftServerRecordingMetrics(servers, registry);
    }

    @Bean
    @ConditionalOnBean(ThriftChannels.class)
    ThriftClientMetrics thriftClientMetrics(ObjectProvider<ThriftChannels> channels, MeterRegistry registry) {
        return new ThriftClientMetrics(channels::getObject, registry);
    }

    @Bean
    @ConditionalOnBean(ThriftChannels.class)
    ThriftClientHistoryMetrics thriftClientHistoryMetrics(
            ObjectProvider<ThriftChannels> channels, MeterRegistry registry) {
        return new ThriftClientHistoryMetrics(channels::getObject, registry);
    }
}
