package io.thriftboot.spring.test;

import io.thriftboot.server.AllowedPeers;
import io.thriftboot.spring.client.ThriftChannelCustomizer;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.client.ThriftConnectionDetails;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerCustomizer;
import java.util.Set;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of servers and clients in memory, for {@link AutoConfigureThriftTransport @AutoConfigureThriftTransport}.
 *
 * @since 0.1
 */
@AutoConfiguration(before = {ThriftServerAutoConfiguration.class, ThriftClientAutoConfiguration.class})
@ConditionalOnBooleanProperty("thrift.test.transport.enabled")
public final class ThriftTransportTestAutoConfiguration {

    ThriftTransportTestAutoConfiguration() {}

    @Bean
    ThriftTestTransport thriftTestTransport(Environment environment, ListableBeanFactory beanFactory) {
        Set<String> except = Binder.get(environment)
                .bind("thrift.test.transport.except-clients", Bindable.setOf(String.class))
                .orElseGet(Set::of);
        return new ThriftTestTransport(environment, beanFactory, except);
    }

    /** Last, since it is no setting but where the test is. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ThriftServerCustomizer thriftTestServerCustomizer(ThriftTestTransport transport) {
        return (server, options) -> options.endpoint(transport.endpointOf(server))
                .unixMode(null)
                .tls(null)
                .allowedPeers(AllowedPeers.ALL);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ThriftConnectionDetails thriftTestConnectionDetails(ThriftTestTransport transport) {
        return transport::addressesOf;
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ThriftChannelCustomizer thriftTestChannelCustomizer(ThriftTestTransport transport) {
        return (client, options) -> {
            if (!transport.addressesOf(client).isEmpty()) {
                options.tls(null);
            }
            if (transport.needsMultiplexing(client)) {
                options.multiplexed(true);
            }
        };
    }
}
