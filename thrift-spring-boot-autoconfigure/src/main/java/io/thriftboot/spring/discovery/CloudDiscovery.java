package io.thriftboot.spring.discovery;

import io.thriftboot.client.EndpointSource;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.spring.client.EndpointDiscovery;
import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/** Addresses that begin with {@code discovery:}, found by Spring Cloud. */
final class CloudDiscovery implements EndpointDiscovery {

    private static final Logger logger = LoggerFactory.getLogger(CloudDiscovery.class);

    private final ServiceInstances instances;

    CloudDiscovery(ServiceInstances instances) {
        this.instances = instances;
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

    private List<Endpoint> lookUp(ServiceAddress service) throws Exception {
        List<Endpoint> endpoints = new ArrayList<>();
        for (ServiceInstance instance : instances.of(service.serviceId())) {
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
