package io.thriftboot.spring.server;

import io.thriftboot.InterfaceKind;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.diagnostics.ThriftConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/** Finds the beans with {@link ThriftService @ThriftService} in a context, not in its parents. */
final class ThriftServiceDiscoverer {

    private final ListableBeanFactory beanFactory;

    ThriftServiceDiscoverer(ListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /** The services by server, in the order of the beans' definition. */
    List<ExportedService> discover() {
        List<ExportedService> exports = new ArrayList<>();
        for (String beanName : beanFactory.getBeanNamesForAnnotation(ThriftService.class)) {
            if (!ScopedProxyUtils.isScopedTarget(beanName)) {
                exports.addAll(exportsOf(beanName));
            }
        }
        return exports;
    }

    private List<ExportedService> exportsOf(String beanName) {
        ThriftService annotation =
                Objects.requireNonNull(beanFactory.findAnnotationOnBean(beanName, ThriftService.class));
        Object handler = beanFactory.getBean(beanName);
        List<ServiceDescriptor> services = servicesOf(beanName, handler, annotation);
        List<String> servers =
                annotation.server().length == 0 ? List.of(ThriftServers.DEFAULT) : List.of(annotation.server());
        return servers.stream()
                .flatMap(server -> services.stream()
                        .map(service -> new ExportedService(
                                server,
                                nameOf(service, annotation),
                                service,
                                beanName,
                                handler,
                                annotation.nonBlocking())))
                .toList();
    }

    private static String nameOf(ServiceDescriptor service, ThriftService annotation) {
        return annotation.name().isEmpty() ? service.name() : annotation.name();
    }

    private static List<ServiceDescriptor> servicesOf(String beanName, Object handler, ThriftService annotation) {
        List<ServiceDescriptor> services = ServiceDescriptor.implementedBy(handler.getClass());
        if (services.isEmpty()) {
            throw new ThriftConfigurationException(
                    "The bean '" + beanName + "' is annotated with @ThriftService, but its class "
                            + handler.getClass().getName()
                            + " implements no Iface or AsyncIface that the Thrift compiler generated.",
                    "Let the class implement the Iface or AsyncIface of a generated service, or remove the annotation. If a"
                            + " JDK proxy hides the interface, let the proxy have it.");
        }
        services.forEach(service -> refuseSeveralKinds(beanName, handler, service));
        if (services.size() > 1 && !annotation.name().isEmpty()) {
            throw new ThriftConfigurationException(
                    "The bean '" + beanName + "' has @ThriftService(name = \"" + annotation.name()
                            + "\"), but implements several services: "
                            + services.stream().map(ServiceDescriptor::name).collect(Collectors.joining(", ")) + ".",
                    "Remove the name, so that each service has its name of the IDL, or use a bean for each service.");
        }
        return services;
    }

    private static void refuseSeveralKinds(String beanName, Object handler, ServiceDescriptor service) {
        Set<InterfaceKind> kinds = service.kindsOf(handler.getClass());
        if (kinds.size() > 1) {
            throw new ThriftConfigurationException(
                    "The bean '" + beanName + "' is annotated with @ThriftService, but its class "
                            + handler.getClass().getName() + " implements "
                            + kinds.stream().map(InterfaceKind::simpleName).collect(Collectors.joining(" and "))
                            + " of the service " + service.name() + ", so there is no telling which of them to call.",
                    "Let the class implement one of them only, and export other services by other beans.");
        }
    }
}
