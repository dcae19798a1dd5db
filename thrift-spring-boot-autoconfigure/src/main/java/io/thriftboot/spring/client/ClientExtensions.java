package io.thriftboot.spring.client;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.LoadBalancing;
import java.util.List;
import java.util.function.Function;

/**
 * The beans that take part in making channels.
 *
 * @param customizers change options
 * @param interceptorFactories make interceptors for each client
 * @param interceptors take part in calls
 * @param guards let calls through or not
 * @param discoveries find endpoints
 * @param selector the selector of a new channel
 */
record ClientExtensions(
        List<ThriftChannelCustomizer> customizers,
        List<ThriftClientInterceptorFactory> interceptorFactories,
        List<ThriftClientInterceptor> interceptors,
        List<ThriftClientGuard> guards,
        List<EndpointDiscovery> discoveries,
        Function<LoadBalancing, EndpointSelector> selector) {}
