package io.thriftboot.spring.health;

import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.server.ThriftServers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the health of Thrift servers and clients.
 *
 * @since 0.1
 */
@AutoConfiguration(after = {ThriftServerAutoConfiguration.class, ThriftClientAutoConfiguration.class})
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("thrift")
public final class ThriftHealthContributorAutoConfiguration {

    /** Whether clients connect to their servers when their health is asked for. */
    private static final String CONNECT = "management.health.thrift.connect";

    ThriftHealthContributorAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = {"thriftHealthIndicator", "thriftHealthContributor"})
    CompositeHealthContributor thriftHealthContributor(
            ObjectProvider<ThriftServers> servers, ObjectProvider<ThriftChannels> channels, Environment environment) {
        boolean connects = environment.getProperty(CONNECT, Boolean.class, false);
        return ThriftHealth.of(servers.getIfAvailable(), channels.getIfAvailable(), connects);
    }
}
