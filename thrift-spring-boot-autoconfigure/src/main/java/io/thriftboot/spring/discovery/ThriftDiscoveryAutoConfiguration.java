package io.thriftboot.spring.discovery;

import io.thriftboot.spring.client.EndpointDiscovery;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.server.ThriftServers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of Spring Cloud's discovery for Thrift: addresses such as {@code discovery:users}, and the Thrift ports in the
 * metadata of the application's own registration.
 *
 * @since 0.1
 */
@AutoConfiguration(after = {ThriftServerAutoConfiguration.class, ThriftClientAutoConfiguration.class})
@ConditionalOnClass(DiscoveryClient.class)
public final class ThriftDiscoveryAutoConfiguration {

    ThriftDiscoveryAutoConfiguration() {}

    @Bean
    EndpointDiscovery thriftCloudDiscovery(ObjectProvider<DiscoveryClient> client) {
        return new CloudDiscovery(client::getIfAvailable);
    }

    @Bean
    @ConditionalOnBean(ThriftServers.class)
    @SuppressWarnings({"unchecked", "rawtypes"})
    PortPublisher thriftPortPublisher(
            ObjectProvider<Registration> registrations, ObjectProvider<ServiceRegistry> registries) {
        return new PortPublisher(
                registrations, (ObjectProvider<ServiceRegistry<Registration>>) (ObjectProvider<?>) registries);
    }
}
