package io.thriftboot.spring.server;

import io.thriftboot.server.ThriftExceptionHandler;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.spring.properties.TlsBundles;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of Thrift servers: exports beans with {@link io.thriftboot.spring.ThriftService @ThriftService}.
 *
 * @since 0.1
 */
@AutoConfiguration
@ConditionalOnClass(ThriftServer.class)
@ImportRuntimeHints(ServerPropertiesHints.class)
public final class ThriftServerAutoConfiguration {

    ThriftServerAutoConfiguration() {}

    @Bean
    ThriftServers thriftServers(Environment environment) {
        return new ThriftServers(new ServerDefinitions(environment, List.of(), new TlsBundles(() -> null))::httpPaths);
    }

    @Bean
    ServerDefinitions thriftServerDefinitions(
            Environment environment,
            ObjectProvider<ThriftServerCustomizer> customizers,
            ObjectProvider<SslBundles> bundles) {
        return new ServerDefinitions(
                environment, customizers.orderedStream().toList(), new TlsBundles(bundles::getIfAvailable));
    }

    @Bean
    ThriftServerAuthorization thriftServerAuthorization(
            ServerDefinitions definitions, ListableBeanFactory beanFactory) {
        return new ThriftServerAuthorization(definitions, new ThriftServiceDiscoverer(beanFactory));
    }

    @Bean
    ThriftServerLifecycle thriftServerLifecycle(
            ApplicationContext context,
            ListableBeanFactory beanFactory,
            ServerDefinitions definitions,
            ThriftServers servers,
            ObjectProvider<ThriftServerInterceptorFactory> factories,
            ObjectProvider<ThriftServerInterceptor> interceptors,
            ObjectProvider<ThriftExceptionHandler> exceptionHandlers) {
        ThriftServerFactory factory = new ThriftServerFactory(
                new ThriftServiceDiscoverer(beanFactory),
                definitions,
                new ServerInterceptors(
                        factories.orderedStream().toList(),
                        interceptors.orderedStream().toList(),
                        beanFactory.containsBean(ThriftServers.SECURITY)),
                exceptionHandlers.orderedStream().toList(),
                beanFactory.containsBean(ThriftServers.SERVLET));
        return new ThriftServerLifecycle(
                factory::create,
                servers,
                new ServerStarter(definitions, context.getEnvironment()),
                new ServerAnnouncer(context));
    }
}
