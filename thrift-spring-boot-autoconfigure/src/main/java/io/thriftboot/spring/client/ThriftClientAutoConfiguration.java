package io.thriftboot.spring.client;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.properties.TlsBundles;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of Thrift clients: makes beans of what {@link io.thriftboot.spring.ThriftClient @ThriftClient} asks for.
 *
 * @since 0.1
 */
@AutoConfiguration
@ConditionalOnClass(value = ThriftChannel.class, name = "org.apache.commons.pool2.ObjectPool")
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
            ObjectProvider<ThriftChannelCustomizer> customizers,
            ObjectProvider<ThriftClientInterceptorFactory> interceptorFactories,
            ObjectProvider<ThriftClientInterceptor> interceptors,
            ObjectProvider<EndpointSelector> selector,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<ThriftConnectionDetails> details) {
        ThriftChannelFactory factory = new ThriftChannelFactory(
                environment,
                customizers.orderedStream().toList(),
                interceptorFactories.orderedStream().toList(),
                interceptors.orderedStream().toList(),
                () -> selector.getIfUnique(EndpointSelector::roundRobin),
                new TlsBundles(bundles::getIfAvailable),
                details.orderedStream().toList());
        return new ThriftChannels(factory::create);
    }
}
