package io.thriftboot.spring.client;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.HostResolver;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.properties.TlsBundles;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of Thrift clients: makes beans of what {@link io.thriftboot.spring.ThriftClient @ThriftClient} asks for.
 *
 * @since 0.1
 */
@AutoConfiguration
@ConditionalOnClass(value = ThriftChannel.class, name = "org.apache.commons.pool2.ObjectPool")
@ImportRuntimeHints(ClientPropertiesHints.class)
public final class ThriftClientAutoConfiguration {

    static final String CHANNELS = "thriftChannels";

    ThriftClientAutoConfiguration() {}

    @Bean
    static ThriftClientRegistrar thriftClientRegistrar() {
        return new ThriftClientRegistrar();
    }

    @Bean(CHANNELS)
    ThriftChannels thriftChannels(
            Environment environment,
            ClientExtensions extensions,
            BeanFactory beans,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<ThriftConnectionDetails> details) {
        TlsBundles tls = new TlsBundles(bundles::getIfAvailable);
        List<ThriftConnectionDetails> found = details.orderedStream().toList();
        return new ThriftChannels(new ThriftChannelFactory(environment, extensions, beans, tls, found)::create);
    }

    @Bean
    ClientExtensions thriftClientExtensions(
            ObjectProvider<ThriftChannelCustomizer> customizers,
            ObjectProvider<ThriftClientInterceptorFactory> interceptorFactories,
            ObjectProvider<ThriftClientInterceptor> interceptors,
            ObjectProvider<ThriftClientGuard> guards,
            ObjectProvider<EndpointDiscovery> discoveries,
            ObjectProvider<EndpointSelector> selector) {
        return new ClientExtensions(
                customizers.orderedStream().toList(),
                interceptorFactories.orderedStream().toList(),
                interceptors.orderedStream().toList(),
                guards.orderedStream().toList(),
                discoveries.orderedStream().toList(),
                balancing -> selector.getIfUnique(balancing::newSelector));
    }

    @Bean
    EndpointDiscovery thriftDnsDiscovery(ObjectProvider<HostResolver> resolver) {
        return new DnsDiscovery(resolver.getIfUnique(HostResolver::system));
    }
}
