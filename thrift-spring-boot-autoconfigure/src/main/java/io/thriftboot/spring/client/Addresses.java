package io.thriftboot.spring.client;

import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.transport.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Addresses with placeholders that could not be resolved at start, such as {@code ${local.thrift.server.port}}. They are
 * resolved for each call, since what they stand for changes when a server is restarted.
 */
final class Addresses implements EndpointSupplier {

    private static final String PLACEHOLDER = "${";

    private final String text;
    private final Environment environment;
    private final String property;
    private final AddressReader reader;
    private volatile @Nullable Resolved last;

    private Addresses(String text, Environment environment, String property, AddressReader reader) {
        this.text = text;
        this.environment = environment;
        this.property = property;
        this.reader = reader;
    }

    /**
     * The endpoints of a client.
     *
     * @throws IllegalArgumentException if an address has no placeholder and cannot be read
     */
    static EndpointSupplier endpoints(
            List<String> addresses, Environment environment, String property, AddressReader reader) {
        String text = String.join(",", addresses);
        return text.contains(PLACEHOLDER) ? new Addresses(text, environment, property, reader) : reader.read(text);
    }

    @Override
    public List<Endpoint> endpoints() {
        String resolved = environment.resolvePlaceholders(text);
        Resolved known = last;
        if (known == null || !known.text().equals(resolved)) {
            known = new Resolved(resolved, parseResolved(resolved));
            last = known;
        }
        return known.supplier().endpoints();
    }

    private EndpointSupplier parseResolved(String resolved) {
        if (resolved.contains(PLACEHOLDER)) {
            throw new IllegalStateException(property + ": " + resolved
                    + " (expected: a value for each placeholder; the port of a server is known once it has started)");
        }
        return reader.read(resolved);
    }

    private record Resolved(String text, EndpointSupplier supplier) {}
}
