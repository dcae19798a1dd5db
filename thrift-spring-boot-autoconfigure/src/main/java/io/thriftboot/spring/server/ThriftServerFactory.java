package io.thriftboot.spring.server;

import io.thriftboot.server.MessageServer;
import io.thriftboot.server.ThriftExceptionHandler;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.spring.diagnostics.ThriftConfigurationException;
import io.thriftboot.spring.server.ThriftServers.Http;
import io.thriftboot.spring.server.ThriftServers.Instance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the servers that services are exported by. */
final class ThriftServerFactory {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServerFactory.class);

    private final ThriftServiceDiscoverer discoverer;
    private final ServerDefinitions definitions;
    private final ServerInterceptors interceptors;
    private final List<ThriftExceptionHandler> exceptionHandlers;
    private final boolean servletWeb;

    ThriftServerFactory(
            ThriftServiceDiscoverer discoverer,
            ServerDefinitions definitions,
            ServerInterceptors interceptors,
            List<ThriftExceptionHandler> exceptionHandlers,
            boolean servletWeb) {
        this.discoverer = discoverer;
        this.definitions = definitions;
        this.interceptors = interceptors;
        this.exceptionHandlers = exceptionHandlers;
        this.servletWeb = servletWeb;
    }

    /** New servers, not started yet, the default one first. */
    List<Instance> create() {
        List<Instance> servers = new ArrayList<>();
        servicesByServer().forEach((server, services) -> {
            List<String> beanNames =
                    services.values().stream().map(ExportedService::beanName).toList();
            ThriftServerProperties properties = definitions.properties(server, beanNames);
            if (properties.isEnabled()) {
                Instance created = create(server, properties, services);
                if (created.server() != null || created.http() != null) {
                    servers.add(created);
                }
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
        interceptors.requireSecurity(definitions.nameOf(server, "authorization"), properties.getAuthorization());
        ThriftProcessor.Builder processor = ThriftProcessor.builder();
        services.forEach((name, export) -> {
            processor.service(name, export.service(), export.handler());
            if (export.nonBlocking()) {
                processor.nonBlocking(name);
            }
        });
        String defaultService = definitions.defaultService(server, properties, services.keySet());
        if (defaultService != null) {
            processor.defaultService(defaultService);
        }
        processor
                .interceptors(service -> interceptors.of(server, Objects.requireNonNull(services.get(service))))
                .exceptionHandlers(exceptionHandlers);
        definitions.configure(processor, server, properties);
        ThriftProcessor built = processor.build();
        if (built.recorder() != null) {
            logger.warn(
                    "Thrift server '{}' records all requests and replies, arguments and all ({})",
                    server,
                    definitions.nameOf(server, "recording.directory"));
        }
        return instance(server, properties, built);
    }

    private Instance instance(String server, ThriftServerProperties properties, ThriftProcessor processor) {
        ThriftServerOptions options = definitions.options(server, properties);
        boolean listens = properties.listens() || !options.endpoint().hasPort();
        String path = definitions.httpPath(server, properties);
        if (path != null && !servletWeb) {
            logger.warn(
                    "Thrift server '{}' is not served at {}{}: this is no servlet web application",
                    server,
                    path,
                    listens ? "" : ", and not started, since it has no port");
        }
        return new Instance(
                options,
                processor,
                listens ? ThriftServer.create(options, processor) : null,
                path == null || !servletWeb ? null : new Http(path, new MessageServer(options, processor)));
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

    private static ThriftConfigurationException sameName(ExportedService one, ExportedService other) {
        return new ThriftConfigurationException(
                "The server '" + one.server() + "' cannot export two services under the name '" + one.name()
                        + "': the beans '" + other.beanName() + "' and '" + one.beanName() + "' both claim it.",
                "Give one of them another name with @ThriftService(name = …), export it by another server with"
                        + " @ThriftService(server = …), or remove the annotation from one of them.");
    }
}
