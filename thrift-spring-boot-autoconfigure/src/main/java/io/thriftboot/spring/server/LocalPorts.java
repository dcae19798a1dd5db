package io.thriftboot.spring.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/** The properties {@code local.thrift.server.port} and {@code local.thrift.server.<name>.port}. */
final class LocalPorts {

    private static final String SOURCE = "thrift.server.ports";

    private LocalPorts() {}

    /** Sets them in the context and its parents, as Spring Boot does with the web server's port. */
    static void set(ApplicationContext context, String server, int port) {
        for (@Nullable ApplicationContext current = context; current != null; current = current.getParent()) {
            if (current.getEnvironment() instanceof ConfigurableEnvironment environment) {
                Map<String, Object> ports = ports(environment.getPropertySources());
                ports.put("local.thrift.server." + server + ".port", port);
                if (server.equals(ThriftServers.DEFAULT)) {
                    ports.put("local.thrift.server.port", port);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> ports(MutablePropertySources sources) {
        PropertySource<?> source = sources.get(SOURCE);
        if (source == null) {
            source = new MapPropertySource(SOURCE, new ConcurrentHashMap<>());
            sources.addFirst(source);
        }
        return (Map<String, Object>) source.getSource();
    }
}
