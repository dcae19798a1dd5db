package io.thriftboot.spring.console;

import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.server.ThriftServers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration of the actuator endpoint {@code thriftconsole}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = {ThriftServerAutoConfiguration.class, ThriftClientAutoConfiguration.class})
@ConditionalOnClass({ThriftConsoleEndpoint.class, ConditionalOnAvailableEndpoint.class, ThriftChannels.class})
@ConditionalOnWebApplication
@ConditionalOnAvailableEndpoint(ThriftConsoleEndpoint.class)
@ImportRuntimeHints(ConsoleHints.class)
public final class ThriftConsoleAutoConfiguration {

    private static final String ID = "thriftconsole";

    ThriftConsoleAutoConfiguration() {}

    @Bean
    ConsoleHeaders thriftConsoleHeaders() {
        return new ConsoleHeaders();
    }

    @Bean
    @ConditionalOnMissingBean
    ThriftConsoleEndpoint thriftConsoleEndpoint(
            ObjectProvider<ThriftServers> servers,
            ObjectProvider<ThriftChannels> channels,
            WebEndpointProperties web,
            EndpointAccessResolver access,
            ApplicationContext context) {
        ClassLoader loader = context.getClassLoader();
        ConsoleTargets targets = new ConsoleTargets(
                servers.getIfAvailable(),
                channels.getIfAvailable(),
                loader == null ? ClassLoader.getSystemClassLoader() : loader);
        String path = path(web);
        boolean canCall = access.accessFor(EndpointId.of(ID), Access.NONE) == Access.UNRESTRICTED;
        return new ThriftConsoleEndpoint(targets, path.substring(path.lastIndexOf('/') + 1), canCall);
    }

    @Bean
    ConsoleAnnouncer thriftConsoleAnnouncer(ApplicationContext context, WebEndpointProperties web) {
        return new ConsoleAnnouncer(context, path(web));
    }

    private static String path(WebEndpointProperties web) {
        return ConsoleLocation.clean(web.getBasePath())
                + ConsoleLocation.clean(web.getPathMapping().getOrDefault(ID, ID));
    }
}
