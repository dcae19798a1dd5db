package io.thriftboot.spring.discovery;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;

/** The instances of a service that clients may call. */
@FunctionalInterface
interface ServiceInstances {

    /**
     * Asks for them. May take as long as it takes.
     *
     * @param serviceId names the application in the registry
     * @return the instances as they are now; empty if none is known
     * @throws Exception if there is no answer
     */
    List<ServiceInstance> of(String serviceId) throws Exception;
}
