package io.thriftboot.spring.client;

import io.thriftboot.ThriftInterceptor;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.spring.diagnostics.ThriftConfigurationException;
import io.thriftboot.spring.properties.NamedProperties;
import io.thriftboot.spring.properties.TlsBundles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.Environment;

/** Makes the channel of a client from its properties and the beans that take part. */
final class ThriftChannelFactory {

    private final Environment environment;
    private final NamedProperties named;
    private final ClientExtensions extensions;
    private final BeanFactory beans;
    private final TlsBundles bundles;
    private final List<ThriftConnectionDetails> details;

    ThriftChannelFactory(
            Environment environment,
            ClientExtensions extensions,
            BeanFactory beans,
            TlsBundles bundles,
            List<ThriftConnectionDetails> details) {
        this.bundles = bundles;
        this.environment = environment;
        this.named = new NamedProperties(environment, "thrift.client", "thrift.clients");
        this.extensions = extensions;
        this.beans = beans;
        this.details = details;
    }

    ThriftChannel create(String client) {
        ThriftClientProperties properties = named.bindNamed(client, named.bindDefaults(new ThriftClientProperties()));
        EndpointSupplier endpoints = endpoints(client, properties);
        return ThriftChannel.create(
                options(client, properties),
                endpoints,
                extensions.selector().apply(properties.getLoadBalancing()),
                interceptorsOf(client, properties));
    }

    /** What details say counts more than properties. */
    private EndpointSupplier endpoints(String client, ThriftClientProperties properties) {
        for (ThriftConnectionDetails candidate : details) {
            List<String> addresses = candidate.getAddresses(client);
            if (!addresses.isEmpty()) {
                return endpoints(client, properties, candidate, addresses);
            }
        }
        if (properties.getAddress().isEmpty()) {
            throw unknown(client);
        }
        return named.checkNamed(
                client,
                () -> Addresses.endpoints(
                        properties.getAddress(), environment, named.nameOf(client, "address"), reader(properties)));
    }

    private AddressReader reader(ThriftClientProperties properties) {
        return new AddressReader(extensions.discoveries(), properties.getAddressRefresh());
    }

    private EndpointSupplier endpoints(
            String client, ThriftClientProperties properties, ThriftConnectionDetails source, List<String> addresses) {
        try {
            return Addresses.endpoints(
                    addresses, environment, "connection details of the Thrift client " + client, reader(properties));
        } catch (IllegalArgumentException ex) {
            throw new ThriftConfigurationException(
                    "The Thrift client '" + client + "' has connection details with an address that cannot be read: "
                            + ex.getMessage() + ".",
                    "Change what the bean of type " + source.getClass().getName() + " returns.",
                    ex);
        }
    }

    /** Defaults, properties and customizers, in this order. */
    private ThriftChannelOptions options(String client, ThriftClientProperties properties) {
        ThriftChannelOptions.Builder builder = named
                .checkNamed(client, () -> new PropertiesChannelOptions(client, properties).options(bundles))
                .toBuilder();
        extensions.customizers().forEach(customizer -> customizer.customize(client, builder));
        return builder.build();
    }

    /** The fallback stands outside of the metrics, which thus count what it hides. */
    private List<ThriftInterceptor> interceptorsOf(String client, ThriftClientProperties properties) {
        List<ThriftInterceptor> steps = new ArrayList<>();
        if (properties.getFallback() != null) {
            steps.add(fallback(client, properties.getFallback()));
        }
        extensions.interceptorFactories().forEach(factory -> steps.add(factory.create(client)));
        extensions.interceptors().stream()
                .filter(interceptor -> interceptor.appliesTo(client))
                .forEach(steps::add);
        guard(client, "circuit-breaker", properties.getCircuitBreaker()).ifPresent(steps::add);
        guard(client, "rate-limiter", properties.getRateLimiter()).ifPresent(steps::add);
        guard(client, "bulkhead", properties.getBulkhead()).ifPresent(steps::add);
        return steps;
    }

    private Optional<ThriftInterceptor> guard(String client, String property, @Nullable String instance) {
        if (instance == null || instance.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>();
        for (ThriftClientGuard guard : extensions.guards()) {
            if (guard.property().equals(property)) {
                ThriftInterceptor found = guard.find(instance);
                if (found != null) {
                    return Optional.of(found);
                }
                names.addAll(guard.names());
            }
        }
        throw new ThriftConfigurationException(
                named.nameOf(client, property) + ": " + instance + " is the name of no " + property.replace('-', ' ')
                        + ".",
                "Have Resilience4j on the class path, a registry of these among the beans, and an instance of that name in it;"
                        + " there are: " + names + ".");
    }

    private Fallback fallback(String client, String bean) {
        String property = named.nameOf(client, "fallback");
        if (!beans.containsBean(bean)) {
            throw new ThriftConfigurationException(
                    property + ": " + bean + " is the name of no bean.",
                    "Define a bean of that name which implements the generated Iface of the services that the client"
                            + " calls.");
        }
        return new Fallback(property, () -> beans.getBean(bean));
    }

    private ThriftConfigurationException unknown(String client) {
        String property = named.nameOf(client, "address");
        Set<String> known = named.namesWith("address");
        return new ThriftConfigurationException(
                "The Thrift client '" + client + "' is not configured: " + property + " is not set.",
                "Set " + property + ", such as localhost:9090"
                        + (known.isEmpty()
                                ? "."
                                : ", or use one of the clients that there are: " + String.join(", ", known) + "."));
    }
}
