package io.thriftboot.spring.client;

import io.thriftboot.client.ThriftChannelOptions;

/**
 * Changes the options of clients' channels after their properties were applied. Every bean of this type is called once for
 * each client name, in the order of {@link org.springframework.core.annotation.Order @Order}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftChannelCustomizer {

    /**
     * Changes the options of a channel.
     *
     * @param client the name of the client
     * @param options begin with what the properties say
     */
    void customize(String client, ThriftChannelOptions.Builder options);
}
