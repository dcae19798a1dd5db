package io.thriftboot.spring.discovery;

import io.thriftboot.spring.client.EndpointDiscovery;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.server.ThriftServers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of Spring Cloud's discovery for Thrift: addresses such as {@code discovery:users}, and the Thrift ports in the
 * metadata of the application's own registration.
 *
 * @since 0.1
 */
@AutoConfiguration(
        after = {ThriftServerAutoConfiguration.class, ThriftClientAutoConfiguration.class},
        afterName = "org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration")
@ConditionalOnClass(DiscoveryClient.class)
public final class ThriftDiscoveryAutoConfiguration {

    ThriftDiscoveryAutoConfiguration() {}

    @Bean
    EndpointDiscovery thriftCloudDiscovery(ServiceInstances instances) {
        return new CloudDiscovery(instances);
    }

    @Bean
    @ConditionalOnMissingBean
    ServiceInstances thriftRegisteredInstances(ObjectProvider<DiscoveryClient> client) {
        return new RegisteredInstances(client::getIfAvailable);
    }

    @Bean
    @ConditionalOnBean(ThriftServers.class)
    @SuppressWarnings({"unchecked", "rawtypes"})
    PortPublisher thriftPortPublisher(
            ObjectProvider<Registration> registrations, ObjectProvider<ServiceRegistry> registries) {
        return new PortPublisher(
                registrations, (ObjectProvider<ServiceRegistry<Registration>>) (ObjectProvider<?>) registries);
    }

    /** Where Spring Cloud LoadBalancer says which instances to use. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(LoadBalancerClientFactory.class)
    @ConditionalOnBean(LoadBalancerClientFactory.class)
    static class OfLoadBalancer {

        @Bean
        ServiceInstances thriftBalancedInstances(
                ObjectProvider<LoadBalancerClientFactory> balancers, ObjectProvider<DiscoveryClient> client) {
            return new BalancedInstances(balancers::getObject, new RegisteredInstances(client::getIfAvailable));
        }
    }
}
