package io.thriftboot.spring.server;

import io.thriftboot.ThriftInterceptor;
import io.thriftboot.server.ThriftExceptionHandler;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.spring.server.ThriftServers.Instance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Makes the servers that services are exported by. */
final class ThriftServerFactory {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServerFactory.class);

    private final ThriftServiceDiscoverer discoverer;
    private final ServerDefinitions definitions;
    private final List<ThriftServerInterceptor> interceptors;
    private final List<ThriftExceptionHandler> exceptionHandlers;

    ThriftServerFactory(
            ThriftServiceDiscoverer discoverer,
            ServerDefinitions definitions,
            List<ThriftServerInterceptor> interceptors,
            List<ThriftExceptionHandler> exceptionHandlers) {
        this.discoverer = discoverer;
        this.definitions = definitions;
        this.interceptors = interceptors;
        this.exceptionHandlers = exceptionHandlers;
    }

    /** New servers, not started yet, the default one first. */
    List<Instance> create() {
        List<Instance> servers = new ArrayList<>();
        servicesByServer().forEach((server, services) -> {
            List<String> beanNames =
                    services.values().stream().map(ExportedService::beanName).toList();
            ThriftServerProperties properties = definitions.properties(server, beanNames);
            if (properties.isEnabled()) {
                servers.add(create(server, properties, services));
            } else {
                logger.info(
                        "Thrift server '{}' is not started: {} is false",
                        server,
                        definitions.nameOf(server, "enabled"));
            }
        });
        return servers;
    }

    private Instance create(String server, ThriftServerProperties properties, Map<String, ExportedService> services) {
        ThriftProcessor.Builder processor = ThriftProcessor.builder();
        services.forEach((name, export) -> processor.service(name, export.service(), export.handler()));
        String defaultService = definitions.defaultService(server, properties, services.keySet());
        if (defaultService != null) {
            processor.defaultService(defaultService);
        }
        processor.interceptors(interceptorsOf(server)).exceptionHandlers(exceptionHandlers);
        ThriftProcessor built = processor.build();
        return new Instance(ThriftServer.create(definitions.options(server, properties), built), built);
    }

    private List<ThriftInterceptor> interceptorsOf(String server) {
        return interceptors.stream()
                .filter(interceptor -> interceptor.appliesTo(server))
                .map(ThriftInterceptor.class::cast)
                .toList();
    }

    private Map<String, Map<String, ExportedService>> servicesByServer() {
        Map<String, Map<String, ExportedService>> servers = new LinkedHashMap<>();
        servers.put(ThriftServers.DEFAULT, new LinkedHashMap<>());
        for (ExportedService export : discoverer.discover()) {
            ExportedService other = servers.computeIfAbsent(export.server(), server -> new LinkedHashMap<>())
                    .putIfAbsent(export.name(), export);
            if (other != null) {
                throw sameName(export, other);
            }
        }
        servers.values().removeIf(Map::isEmpty);
        return servers;
    }

    private static FailureAnalyzedException sameName(ExportedService one, ExportedService other) {
        return new FailureAnalyzedException(
                "The server '" + one.server() + "' cannot export two services under the name '" + one.name()
                        + "': the beans '" + other.beanName() + "' and '" + one.beanName() + "' both claim it.",
                "Give one of them another name with @ThriftService(name = …), export it by another server with"
                        + " @ThriftService(server = …), or remove the annotation from one of them.");
    }
}
