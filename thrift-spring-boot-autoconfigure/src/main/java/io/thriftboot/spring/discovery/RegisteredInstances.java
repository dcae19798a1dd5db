package io.thriftboot.spring.discovery;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * All instances that Spring Cloud's {@link DiscoveryClient} knows.
 *
 * @param client asked for when instances are looked up, since it may need beans that need clients
 */
record RegisteredInstances(Supplier<@Nullable DiscoveryClient> client) implements ServiceInstances {

    @Override
    public List<ServiceInstance> of(String serviceId) {
        DiscoveryClient found = client.get();
        if (found == null) {
            throw new IllegalStateException("no DiscoveryClient (expected: one among the beans, of Spring Cloud)");
        }
        return found.getInstances(serviceId);
    }
}
