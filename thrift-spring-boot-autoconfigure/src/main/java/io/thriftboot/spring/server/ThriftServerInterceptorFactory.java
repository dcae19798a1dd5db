package io.thriftboot.spring.server;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Makes an interceptor for each service of each server, such as one that knows who may call what. What it makes stands outside of every
 * {@link ThriftServerInterceptor}, in the order of the factories' {@link org.springframework.core.annotation.Order @Order}: metrics at
 * {@link org.springframework.core.Ordered#HIGHEST_PRECEDENCE}, then security.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftServerInterceptorFactory {

    /**
     * Makes the interceptor of a service.
     *
     * @param server the name of the server, {@code default} for the one without
     * @param service the name under which this server exports the service
     * @param descriptor the service
     * @return its interceptor, {@code null} for none
     */
    @Nullable
    ThriftInterceptor create(String server, String service, ServiceDescriptor descriptor);
}
