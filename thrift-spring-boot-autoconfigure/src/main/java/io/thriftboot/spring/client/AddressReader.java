package io.thriftboot.spring.client;

import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes endpoints of what {@code address} says: those that are written there, and those that something has to find.
 *
 * @param discoveries find endpoints, each by its scheme
 * @param refresh how often they look again
 */
record AddressReader(List<EndpointDiscovery> discoveries, Duration refresh) {

    /** A host may be called like a scheme: then what follows is its port. */
    private static final Pattern WITH_SCHEME = Pattern.compile("(?<scheme>[a-z][a-z0-9+-]*):(?<rest>.*[^0-9].*)");

    private static final String DISCOVERY = "discovery:";

    /**
     * Reads addresses.
     *
     * @param text comma separated
     * @throws IllegalArgumentException if one cannot be read
     */
    EndpointSupplier read(String text) {
        List<EndpointSupplier> suppliers = new ArrayList<>();
        List<Endpoint> written = new ArrayList<>();
        for (String address : text.split(",", -1)) {
            EndpointSupplier found = discover(address.strip());
            if (found == null) {
                written.add(parse(address));
            } else {
                suppliers.add(found);
            }
        }
        if (!written.isEmpty()) {
            suppliers.add(EndpointSupplier.fixed(written));
        }
        return EndpointSupplier.joined(suppliers);
    }

    private @Nullable EndpointSupplier discover(String address) {
        Matcher matcher = WITH_SCHEME.matcher(address);
        if (!matcher.matches()) {
            return null;
        }
        return discoveries.stream()
                .filter(discovery -> discovery.scheme().equals(matcher.group("scheme")))
                .findFirst()
                .map(discovery -> discovery.endpoints(matcher.group("rest"), refresh))
                .orElse(null);
    }

    private static Endpoint parse(String address) {
        if (address.strip().startsWith(DISCOVERY)
                && WITH_SCHEME.matcher(address.strip()).matches()) {
            throw new IllegalArgumentException("address: " + address
                    + " (expected: a DiscoveryClient of Spring Cloud among the beans, to find the service by)");
        }
        return Endpoint.parse(address);
    }
}
