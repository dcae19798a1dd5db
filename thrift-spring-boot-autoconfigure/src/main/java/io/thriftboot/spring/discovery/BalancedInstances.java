package io.thriftboot.spring.discovery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.DefaultRequestContext;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;

/**
 * The instances among which Spring Cloud LoadBalancer would choose, as it is configured for the service: those of the own zone,
 * those with a hint, those that are healthy.
 *
 * @param balancers asked for when instances are looked up, since it may need beans that need clients
 * @param registered asked where nothing is configured for a service
 */
record BalancedInstances(Supplier<LoadBalancerClientFactory> balancers, ServiceInstances registered)
        implements ServiceInstances {

    private static final String DEFAULT_HINT = "default";

    @Override
    public List<ServiceInstance> of(String serviceId) throws Exception {
        LoadBalancerClientFactory found = balancers.get();
        ServiceInstanceListSupplier supplier = found.getInstance(serviceId, ServiceInstanceListSupplier.class);
        return supplier == null
                ? registered.of(serviceId)
                : first(supplier, request(found.getProperties(serviceId).getHint(), serviceId));
    }

    /** The hint that Spring's own clients send. */
    private static Request<DefaultRequestContext> request(Map<String, String> hints, String serviceId) {
        String hint = hints.getOrDefault(serviceId, hints.getOrDefault(DEFAULT_HINT, DEFAULT_HINT));
        return new DefaultRequest<>(new DefaultRequestContext(null, hint));
    }

    /** Does not block by Reactor's means, which refuse it to threads of Reactor's own. */
    private static List<ServiceInstance> first(ServiceInstanceListSupplier supplier, Request<?> request)
            throws Exception {
        CompletableFuture<List<ServiceInstance>> answer =
                supplier.get(request).next().defaultIfEmpty(List.of()).toFuture();
        try {
            return answer.get();
        } finally {
            answer.cancel(true);
        }
    }
}
