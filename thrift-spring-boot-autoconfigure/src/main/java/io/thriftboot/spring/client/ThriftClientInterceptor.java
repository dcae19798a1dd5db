package io.thriftboot.spring.client;

import io.thriftboot.ThriftInterceptor;

/**
 * An interceptor for clients. Every bean of this type takes part in the calls of every client that it {@linkplain #appliesTo
 * applies to}, in the order of {@link org.springframework.core.annotation.Order @Order}, lower values further outside. It
 * sees a call once, however often the call is tried.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftClientInterceptor extends ThriftInterceptor {

    /**
     * Restricts the interceptor to some clients.
     *
     * @param client the name of a client
     * @return whether it takes part in the calls of this client; by default of all
     */
    default boolean appliesTo(String client) {
        return true;
    }
}
