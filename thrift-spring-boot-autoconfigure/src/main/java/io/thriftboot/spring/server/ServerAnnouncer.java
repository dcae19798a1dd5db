package io.thriftboot.spring.server;

import io.thriftboot.spring.server.ThriftServers.Instance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/** Tells the application what its servers do: events, readiness, and properties with their ports. */
final class ServerAnnouncer {

    private static final Logger logger = LoggerFactory.getLogger(ServerAnnouncer.class);

    private final ApplicationContext context;

    ServerAnnouncer(ApplicationContext context) {
        this.context = context;
    }

    void started(Instance server) {
        if (server.port() >= 0) {
            LocalPorts.set(context, server.name(), server.port());
        }
        context.publishEvent(new ThriftServerStartedEvent(server.name(), server.port()));
    }

    void stopped(Instance server) {
        context.publishEvent(new ThriftServerStoppedEvent(server.name(), server.port()));
    }

    /** Web applications publish this too when they are closed; others do not. */
    void refuseTraffic() {
        try {
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        } catch (RuntimeException ex) {
            logger.warn("Readiness: a listener failed; the Thrift servers stop all the same", ex);
        }
    }

    void acceptTraffic() {
        AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
    }
}
