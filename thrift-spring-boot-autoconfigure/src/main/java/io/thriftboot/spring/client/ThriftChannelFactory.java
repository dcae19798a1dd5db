package io.thriftboot.spring.client;

import io.thriftboot.ThriftInterceptor;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.spring.properties.NamedProperties;
import io.thriftboot.spring.properties.TlsBundles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.Environment;

/** Makes the channel of a client from its properties, the customizers and the interceptors. */
final class ThriftChannelFactory {

    private final Environment environment;
    private final NamedProperties named;
    private final List<ThriftChannelCustomizer> customizers;
    private final List<ThriftClientInterceptorFactory> interceptorFactories;
    private final List<ThriftClientInterceptor> interceptors;
    private final Supplier<EndpointSelector> selector;
    private final TlsBundles bundles;
    private final List<ThriftConnectionDetails> details;

    ThriftChannelFactory(
            Environment environment,
            List<ThriftChannelCustomizer> customizers,
            List<ThriftClientInterceptorFactory> interceptorFactories,
            List<ThriftClientInterceptor> interceptors,
            Supplier<EndpointSelector> selector,
            TlsBundles bundles,
            List<ThriftConnectionDetails> details) {
        this.bundles = bundles;
        this.environment = environment;
        this.named = new NamedProperties(environment, "thrift.client", "thrift.clients");
        this.customizers = customizers;
        this.interceptorFactories = interceptorFactories;
        this.interceptors = interceptors;
        this.selector = selector;
        this.details = details;
    }

    ThriftChannel create(String client) {
        ThriftClientProperties properties = named.bindNamed(client, named.bindDefaults(new ThriftClientProperties()));
        EndpointSupplier endpoints = endpoints(client, properties);
        return ThriftChannel.create(options(client, properties), endpoints, selector.get(), interceptorsOf(client));
    }

    /** What details say counts more than properties. */
    private EndpointSupplier endpoints(String client, ThriftClientProperties properties) {
        for (ThriftConnectionDetails candidate : details) {
            List<String> addresses = candidate.getAddresses(client);
            if (!addresses.isEmpty()) {
                return endpoints(client, candidate, addresses);
            }
        }
        if (properties.getAddress().isEmpty()) {
            throw unknown(client);
        }
        return named.checkNamed(
                client,
                () -> Addresses.endpoints(properties.getAddress(), environment, named.nameOf(client, "address")));
    }

    private EndpointSupplier endpoints(String client, ThriftConnectionDetails source, List<String> addresses) {
        try {
            return Addresses.endpoints(addresses, environment, "connection details of the Thrift client " + client);
        } catch (IllegalArgumentException ex) {
            throw new FailureAnalyzedException(
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
        customizers.forEach(customizer -> customizer.customize(client, builder));
        return builder.build();
    }

    private List<ThriftInterceptor> interceptorsOf(String client) {
        List<ThriftInterceptor> steps = new ArrayList<>();
        interceptorFactories.forEach(factory -> steps.add(factory.create(client)));
        interceptors.stream()
                .filter(interceptor -> interceptor.appliesTo(client))
                .forEach(steps::add);
        return steps;
    }

    private FailureAnalyzedException unknown(String client) {
        String property = named.nameOf(client, "address");
        Set<String> known = named.namesWith("address");
        return new FailureAnalyzedException(
                "The Thrift client '" + client + "' is not configured: " + property + " is not set.",
                "Set " + property + ", such as localhost:9090"
                        + (known.isEmpty()
                                ? "."
                                : ", or use one of the clients that there are: " + String.join(", ", known) + "."));
    }
}
