package io.thriftboot.spring.server;

import io.thriftboot.server.ExecutorThreads;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.spring.diagnostics.ThriftConfigurationException;
import io.thriftboot.spring.properties.NamedProperties;
import io.thriftboot.spring.properties.TlsBundles;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;

/** What properties and customizers say about each server. */
final class ServerDefinitions {

    private static final String SINGULAR = "thrift.server";
    private static final String HTTP_PATH = "http.path";
    private static final String UNIX_PATH = "unix.path";
    private static final String MEMORY_NAME = "memory.name";

    private final NamedProperties named;
    private final ExecutorThreads threads;
    private final List<ThriftServerCustomizer> customizers;
    private final TlsBundles bundles;

    ServerDefinitions(Environment environment, List<ThriftServerCustomizer> customizers, TlsBundles bundles) {
        this.bundles = bundles;
        this.named = new NamedProperties(environment, SINGULAR, "thrift.servers");
        this.threads = Threading.VIRTUAL.isActive(environment) ? ExecutorThreads.VIRTUAL : ExecutorThreads.PLATFORM;
        this.customizers = customizers;
    }

    /** The properties of a server to which a bean wants to be exported. */
    ThriftServerProperties properties(String server, Collection<String> beanNames) {
        ThriftServerProperties properties = named.bindDefaults(new ThriftServerProperties());
        if (isDefault(server)) {
            refuseNamedDefault();
            return properties;
        }
        properties.forgetOwn();
        named.bindNamed(server, properties);
        if (properties.getPort() == null) {
            if (properties.getHttp().getPath() == null && !properties.listens()) {
                throw unknown(server, beanNames);
            }
            properties.setPort(ThriftServerProperties.NO_PORT);
        }
        return properties;
    }

    private void refuseNamedDefault() {
        if (named.isSet(ThriftServers.DEFAULT)) {
            throw new ThriftConfigurationException(
                    "thrift.servers.default has properties, but the server of this name is configured by " + SINGULAR
                            + ".",
                    "Move them to " + SINGULAR + ", or name the server otherwise.");
        }
    }

    private ThriftConfigurationException unknown(String server, Collection<String> beanNames) {
        Set<String> known = new TreeSet<>(named.namesWith("port"));
        for (String other : List.of(UNIX_PATH, MEMORY_NAME, HTTP_PATH)) {
            known.addAll(named.namesWith(other));
        }
        known.add(ThriftServers.DEFAULT);
        String property = named.nameOf(server, "port");
        return new ThriftConfigurationException(
                "The server '" + server + "', named by @ThriftService on " + String.join(", ", beanNames)
                        + ", is not configured: " + property + " is not set.",
                "Set " + property + " (0 takes any free port), " + named.nameOf(server, UNIX_PATH) + " or "
                        + named.nameOf(server, HTTP_PATH) + ", or name one of the servers that there are: "
                        + String.join(", ", known) + ".");
    }

    /** Defaults, properties and customizers, in this order. */
    ThriftServerOptions options(String server, ThriftServerProperties properties) {
        PropertiesServerOptions source = source(server, properties);
        ThriftServerOptions.Builder builder = check(server, () -> source.options(bundles)).toBuilder();
        customizers.forEach(customizer -> customizer.customize(server, builder));
        return builder.build();
    }

    private PropertiesServerOptions source(String server, ThriftServerProperties properties) {
        return new PropertiesServerOptions(server, properties, threads);
    }

    /** The path for Thrift over HTTP, {@code null} if the server has none. */
    @Nullable
    String httpPath(String server, ThriftServerProperties properties) {
        return check(server, source(server, properties)::httpPath);
    }

    /** Has the processor do what the properties say. */
    void configure(ThriftProcessor.Builder processor, String server, ThriftServerProperties properties) {
        PropertiesServerOptions source = source(server, properties);
        check(server, () -> source.configure(processor));
    }

    /** Has the property named that a value is refused of. */
    <R> R check(String server, Supplier<R> conversion) {
        return isDefault(server) ? named.checkDefaults(conversion) : named.checkNamed(server, conversion);
    }

    /** The paths of all servers that have one, whether or not services are exported by them. */
    Set<String> httpPaths() {
        Map<String, String> serversByPath = new TreeMap<>();
        Set<String> servers = new LinkedHashSet<>(Set.of(ThriftServers.DEFAULT));
        servers.addAll(named.namesWith(HTTP_PATH));
        for (String server : servers) {
            ThriftServerProperties properties = properties(server, List.of());
            String path = httpPath(server, properties);
            if (path != null && properties.isEnabled()) {
                String other = serversByPath.put(path, server);
                if (other != null) {
                    throw samePath(path, other, server);
                }
            }
        }
        return serversByPath.keySet();
    }

    private ThriftConfigurationException samePath(String path, String one, String other) {
        String property = nameOf(other, HTTP_PATH);
        return new ThriftConfigurationException(
                nameOf(one, HTTP_PATH) + " and " + property + " are both " + path + ".", "Change one of them.");
    }

    /** The service for clients that are not multiplexed, if the properties name one. */
    @Nullable
    String defaultService(String server, ThriftServerProperties properties, Collection<String> services) {
        String name = properties.getDefaultService();
        if (name != null && !services.contains(name)) {
            throw new InvalidConfigurationPropertyValueException(
                    nameOf(server, "default-service"),
                    name,
                    name + " (expected: a service of the server, which are " + String.join(", ", services) + ")");
        }
        return name;
    }

    String nameOf(String server, String property) {
        return isDefault(server) ? SINGULAR + '.' + property : named.nameOf(server, property);
    }

    private static boolean isDefault(String server) {
        return server.equals(ThriftServers.DEFAULT);
    }
}
