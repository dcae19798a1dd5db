package io.thriftboot.spring.discovery;

import io.thriftboot.client.EndpointSource;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.spring.client.EndpointDiscovery;
import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** Addresses that begin with {@code discovery:}, found by Spring Cloud's {@link DiscoveryClient}. */
final class CloudDiscovery implements EndpointDiscovery {

    private static final Logger logger = LoggerFactory.getLogger(CloudDiscovery.class);

    private final Supplier<@Nullable DiscoveryClient> client;

    /**
     * A discovery.
     *
     * @param client asked for when an address is looked up, since it may need beans that need clients
     */
    CloudDiscovery(Supplier<@Nullable DiscoveryClient> client) {
        this.client = client;
    }

    @Override
    public String scheme() {
        return "discovery";
    }

    @Override
    public EndpointSupplier endpoints(String address, Duration refresh) {
        ServiceAddress service = ServiceAddress.parse(address);
        EndpointSource source = () -> lookUp(service);
        return EndpointSupplier.refreshed("discovery:" + address, source, refresh);
    }

    private List<Endpoint> lookUp(ServiceAddress service) {
        DiscoveryClient found = client.get();
        if (found == null) {
            throw new IllegalStateException("no DiscoveryClient (expected: one among the beans, of Spring Cloud)");
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (ServiceInstance instance : found.getInstances(service.serviceId())) {
            Integer port = service.portOf(instance.getMetadata());
            if (port == null) {
                logger.debug("{}: no Thrift port in the metadata of {}", service, instance);
            } else {
                endpoints.add(Endpoint.tcp(instance.getHost(), port));
            }
        }
        return endpoints;
    }
}
