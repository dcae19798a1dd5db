package io.thriftboot.spring.server;

import io.thriftboot.ThriftInterceptor;

/**
 * An interceptor for servers. Every bean of this type stands in front of every service that it {@linkplain #appliesTo(String,
 * String) applies to}, in the order of {@link org.springframework.core.annotation.Order @Order}, lower values further
 * outside; metrics and security stand outside of all.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftServerInterceptor extends ThriftInterceptor {

    /**
     * Restricts the interceptor to some servers.
     *
     * @param server the name of a server, {@code default} for the one without
     * @return whether it intercepts the calls of this server; by default of all
     */
    default boolean appliesTo(String server) {
        return true;
    }

    /**
     * Restricts the interceptor to some services.
     *
     * @param server the name of a server, {@code default} for the one without
     * @param service the name under which this server exports a service
     * @return whether it intercepts the calls of this service; by default of all services of the servers it applies to
     */
    default boolean appliesTo(String server, String service) {
        return appliesTo(server);
    }
}
