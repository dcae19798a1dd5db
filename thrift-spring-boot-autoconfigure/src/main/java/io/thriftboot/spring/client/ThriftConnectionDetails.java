package io.thriftboot.spring.client;

import java.util.List;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Says where the servers of clients are, in place of {@code thrift.clients.<name>.address}: for servers that only a test or a
 * development environment starts, such as containers. Of several beans the first one, by {@link
 * org.springframework.core.annotation.Order @Order}, that knows a client counts.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftConnectionDetails extends ConnectionDetails {

    /**
     * The addresses of a client's servers. Asked once, when the client is made, which may be before the context's servers have
     * started.
     *
     * @param client the name of the client, as in {@code thrift.clients.<name>}
     * @return addresses as the property has them, which may have placeholders such as {@code
     *     localhost:${local.thrift.server.port}}; empty if they are not known here, and the property is to be used
     */
    List<String> getAddresses(String client);

    /**
     * Knows one client.
     *
     * @param client the name of the client, as in {@code thrift.clients.<name>}
     * @param addresses of its servers, at least one
     * @return details that know no other client
     * @throws IllegalArgumentException if there is no address
     */
    static ThriftConnectionDetails of(String client, String... addresses) {
        List<String> known = List.of(addresses);
        if (known.isEmpty()) {
            throw new IllegalArgumentException(
                    "addresses: none for client " + client + " (expected: at least one, such as localhost:9090)");
        }
        return name -> name.equals(client) ? known : List.of();
    }
}
