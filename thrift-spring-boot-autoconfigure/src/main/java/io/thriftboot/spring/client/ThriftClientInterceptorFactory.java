package io.thriftboot.spring.client;

import io.thriftboot.ThriftInterceptor;

/**
 * Makes an interceptor for each client, such as a circuit breaker with a state of its own, or a timer with the client's
 * name. What it makes stands outside of every {@link ThriftClientInterceptor}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftClientInterceptorFactory {

    /**
     * Makes the interceptor of a client.
     *
     * @param client the name of the client
     * @return its interceptor
     */
    ThriftInterceptor create(String client);
}
