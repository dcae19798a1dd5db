package io.thriftboot.spring.web;

import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.server.ThriftServers;
import jakarta.servlet.http.HttpServlet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of Thrift over HTTP: serves each server that has an {@code http.path} at this path of the application's
 * servlet web server.
 *
 * @since 0.1
 */
@AutoConfiguration(after = ThriftServerAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(HttpServlet.class)
@ConditionalOnBean(ThriftServers.class)
public final class ThriftHttpAutoConfiguration {

    ThriftHttpAutoConfiguration() {}

    @Bean(ThriftServers.SERVLET)
    ServletRegistrationBean<ThriftServlet> thriftServlet(ThriftServers servers) {
        String[] paths = servers.httpPaths().toArray(String[]::new);
        var registration = new ServletRegistrationBean<>(new ThriftServlet(servers), paths);
        registration.setName(ThriftServers.SERVLET);
        registration.setEnabled(paths.length > 0);
        return registration;
    }
}
