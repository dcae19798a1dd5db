package io.thriftboot.spring;

import io.thriftboot.spring.server.ThriftServerStartedEvent;
import io.thriftboot.spring.server.ThriftServerStoppedEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.EventListener;

/** A bean that remembers what servers tell the application. */
public class ServerEvents {

    /** That servers were started and stopped. */
    public final List<Object> seen = new CopyOnWriteArrayList<>();

    public final List<ReadinessState> readiness = new CopyOnWriteArrayList<>();

    @EventListener
    void started(ThriftServerStartedEvent event) {
        seen.add(event);
    }

    @EventListener
    void stopped(ThriftServerStoppedEvent event) {
        seen.add(event);
    }

    @EventListener
    void changed(AvailabilityChangeEvent<ReadinessState> event) {
        readiness.add(event.getState());
    }
}
