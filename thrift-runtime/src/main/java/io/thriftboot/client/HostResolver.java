package io.thriftboot.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Finds the addresses of a host.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HostResolver {

    /**
     * Looks a name up. May take as long as it takes: no call waits for it but the first.
     *
     * @param host the name
     * @return all its addresses
     * @throws UnknownHostException if there is no answer
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /**
     * Asks the operating system, as Java does everywhere. Java keeps an answer for 30 seconds, unless the security property {@code
     * networkaddress.cache.ttl} says otherwise.
     *
     * @return a resolver
     */
    static HostResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
