package io.thriftboot.spring.client;

import io.thriftboot.client.EndpointSupplier;
import java.time.Duration;

/**
 * A kind of address behind which there are endpoints that change, such as {@code discovery:users}. A bean of this type adds one.
 *
 * @since 0.1
 */
public interface EndpointDiscovery {

    /**
     * How such addresses begin.
     *
     * @return letters, without the colon
     */
    String scheme();

    /**
     * The endpoints behind an address. Nothing is looked up before the first call.
     *
     * @param address what follows the scheme and its colon
     * @param refresh how often what is known is to be looked up again
     * @return a supplier, such as {@link EndpointSupplier#refreshed}
     * @throws IllegalArgumentException if the address cannot be understood, as {@code address: value (expected: …)}
     */
    EndpointSupplier endpoints(String address, Duration refresh);
}
