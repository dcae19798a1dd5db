package io.thriftboot.spring.actuate;

import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerCalls;
import io.thriftboot.spring.server.ThriftServers;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the actuator endpoint {@code thrift}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = {ThriftServerAutoConfiguration.class, ThriftClientAutoConfiguration.class})
@ConditionalOnClass({ThriftEndpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(ThriftEndpoint.class)
public final class ThriftEndpointAutoConfiguration {

    ThriftEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ThriftEndpoint thriftEndpoint(
            ObjectProvider<ThriftServers> servers,
            ObjectProvider<ThriftChannels> channels,
            ObjectProvider<ThriftServerCalls> calls) {
        return new ThriftEndpoint(
                servers.getIfAvailable(), channels.getIfAvailable(), calls.getIfAvailable(() -> Map::of));
    }
}
