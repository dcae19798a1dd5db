package io.thriftboot.spring.server;

import io.thriftboot.server.ThriftServerOptions;

/**
 * Changes the options of servers after their properties were applied. Every bean of this type is called once for each
 * server, in the order of {@link org.springframework.core.annotation.Order @Order}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftServerCustomizer {

    /**
     * Changes the options of a server.
     *
     * @param server the name of the server, {@code default} for the one without
     * @param options begin with what the properties say
     */
    void customize(String server, ThriftServerOptions.Builder options);
}
