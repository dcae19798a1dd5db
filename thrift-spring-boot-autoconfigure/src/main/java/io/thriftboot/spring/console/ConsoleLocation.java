package io.thriftboot.spring.console;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Where a browser on this machine finds the console, as Spring Boot's properties have it.
 *
 * @param tls whether the port speaks HTTPS
 * @param address which address the port is bound to, {@code null} for all
 * @param port the port, {@code null} if the web server is not the application's own
 * @param path where the page is
 */
record ConsoleLocation(
        boolean tls,
        @Nullable InetAddress address,
        @Nullable String port,
        String path) {

    /**
     * Of an application that has started.
     *
     * @param endpoint the endpoint's path, below what is in front of all of the web server's paths
     */
    static ConsoleLocation of(ApplicationContext context, String endpoint) {
        Environment environment = context.getEnvironment();
        Binder binder = Binder.get(environment);
        boolean own = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
        String server = own ? "management.server" : "server";
        return new ConsoleLocation(
                tls(binder, server + ".ssl")
                        .orElseGet(() -> tls(binder, "server.ssl").orElse(false)),
                binder.bind(server + ".address", InetAddress.class).orElse(null),
                environment.getProperty(own ? "local.management.port" : "local.server.port"),
                prefix(context, own) + endpoint);
    }

    /** Any property of it turns TLS on, unless {@code enabled} is false. */
    private static BindResult<Boolean> tls(Binder binder, String name) {
        return binder.bind(name, Bindable.mapOf(String.class, Object.class))
                .map(properties -> binder.bind(name + ".enabled", Boolean.class).orElse(true));
    }

    private static String prefix(ApplicationContext context, boolean ownPort) {
        Environment environment = context.getEnvironment();
        if (ownPort) {
            return path(environment, "management.server.base-path");
        }
        if (context instanceof ReactiveWebApplicationContext) {
            return path(environment, "spring.webflux.base-path");
        }
        boolean mvc =
                ClassUtils.isPresent("org.springframework.web.servlet.DispatcherServlet", context.getClassLoader());
        return path(environment, "server.servlet.context-path")
                + path(environment, mvc ? "spring.mvc.servlet.path" : "spring.jersey.application-path");
    }

    private static String path(Environment environment, String property) {
        return clean(environment.getProperty(property, ""));
    }

    /** As Spring Boot takes paths: with a slash in front and none at the end, nothing for the root. */
    static String clean(String path) {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.isEmpty() || trimmed.startsWith("/") ? trimmed : '/' + trimmed;
    }

    boolean isLoopback() {
        return address != null && address.isLoopbackAddress();
    }

    /** A URL; where the port is not known, the path. */
    @Override
    public String toString() {
        return port == null ? path : (tls ? "https://" : "http://") + host() + ':' + port + path;
    }

    private String host() {
        if (address == null || address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            return "localhost";
        }
        String literal = address.getHostAddress();
        return address instanceof Inet6Address ? '[' + literal + ']' : literal;
    }
}
