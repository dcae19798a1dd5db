package io.thriftboot.spring.discovery;

import io.thriftboot.spring.server.ThriftServerStartedEvent;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.context.event.EventListener;

/**
 * Adds the ports of the application's Thrift servers to the metadata of its registration. They are known when the servers have started,
 * which is after the application was registered: it is registered anew then.
 */
final class PortPublisher {

    private static final Logger logger = LoggerFactory.getLogger(PortPublisher.class);

    private final ObjectProvider<Registration> registrations;
    private final ObjectProvider<ServiceRegistry<Registration>> registries;
    private volatile boolean registered;

    PortPublisher(
            ObjectProvider<Registration> registrations, ObjectProvider<ServiceRegistry<Registration>> registries) {
        this.registrations = registrations;
        this.registries = registries;
    }

    @EventListener
    void registered(InstanceRegisteredEvent<?> event) {
        registered = true;
    }

    @EventListener
    void started(ThriftServerStartedEvent event) {
        if (event.port() > 0) {
            registrations.orderedStream().forEach(registration -> publish(registration, event));
        }
    }

    private void publish(Registration registration, ThriftServerStartedEvent event) {
        String key = ServiceAddress.key(event.server());
        String port = Integer.toString(event.port());
        try {
            Map<String, String> metadata = registration.getMetadata();
            if (metadata != null && !port.equals(metadata.put(key, port)) && registered) {
                registries().forEach(registry -> registry.register(registration));
            }
        } catch (RuntimeException ex) {
            logger.warn(
                    "{}: the Thrift port {} is not published, clients will not find it as discovery:{}",
                    registration.getServiceId(),
                    port,
                    registration.getServiceId(),
                    ex);
        }
    }

    private Stream<ServiceRegistry<Registration>> registries() {
        return registries.orderedStream();
    }
}
