package io.thriftboot.spring.client;

import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.HostResolver;
import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All addresses of a host, {@code dns://host:port}.
 *
 * @param resolver looks names up
 */
record DnsDiscovery(HostResolver resolver) implements EndpointDiscovery {

    @Override
    public String scheme() {
        return "dns";
    }

    @Override
    public EndpointSupplier endpoints(String address, Duration refresh) {
        if (!address.startsWith("//")) {
            throw malformed(address, null);
        }
        Endpoint named = parse(address);
        return EndpointSupplier.dns(named.host(), named.port(), resolver, refresh);
    }

    private static Endpoint parse(String address) {
        try {
            return Endpoint.parse("tcp:" + address);
        } catch (IllegalArgumentException ex) {
            throw malformed(address, ex);
        }
    }

    private static IllegalArgumentException malformed(String address, @Nullable Throwable cause) {
        return new IllegalArgumentException("address: dns:" + address + " (expected: dns://host:port)", cause);
    }
}
