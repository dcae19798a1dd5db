package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.util.List;

/**
 * Finds out where the servers are, now and then: what a registry or the domain name system says.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EndpointSource {

    /**
     * Looks them up. May take as long as it takes: no call waits for it but the first.
     *
     * @return the servers as they are now; empty if nothing is known of them
     * @throws Exception if there is no answer
     */
    List<Endpoint> lookUp() throws Exception;
}
