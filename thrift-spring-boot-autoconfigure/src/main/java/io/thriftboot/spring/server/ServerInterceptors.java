package io.thriftboot.spring.server;

import io.thriftboot.ThriftInterceptor;
import io.thriftboot.spring.diagnostics.ThriftConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in front of services.
 *
 * @param factories make what is outermost, in their order
 * @param interceptors the others, in their order
 * @param secured whether one of the factories authorizes calls
 */
record ServerInterceptors(
        List<ThriftServerInterceptorFactory> factories, List<ThriftServerInterceptor> interceptors, boolean secured) {

    /** In front of one service, the outermost first. */
    List<ThriftInterceptor> of(String server, ExportedService service) {
        List<ThriftInterceptor> steps = new ArrayList<>();
        for (ThriftServerInterceptorFactory factory : factories) {
            ThriftInterceptor step = factory.create(server, service.name(), service.service());
            if (step != null) {
                steps.add(step);
            }
        }
        interceptors.stream()
                .filter(interceptor -> interceptor.appliesTo(server, service.name()))
                .forEach(steps::add);
        return steps;
    }

    /** Rules that nobody would keep must not look as if they were kept. */
    void requireSecurity(String property, AuthorizationProperties authorization) {
        if (authorization.isInUse() && !secured) {
            throw new ThriftConfigurationException(
                    property + " says who may call, but there is no Spring Security that would see to it.",
                    "Add the dependency org.springframework.boot:spring-boot-starter-security, or set " + property
                            + ".enabled to false.");
        }
    }
}
