package io.thriftboot.spring.test;

import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.properties.NamedProperties;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.transport.Endpoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** Where the servers of one context are in memory, and which of them clients call. */
final class ThriftTestTransport {

    /** Part of names in memory, so that contexts of one process do not meet. */
    private static final AtomicInteger CONTEXT = new AtomicInteger();

    private final String context = "test-" + CONTEXT.incrementAndGet() + '-';
    private final Set<String> configuredClients;
    private final Set<String> exceptClients;
    private final ListableBeanFactory beanFactory;

    ThriftTestTransport(Environment environment, ListableBeanFactory beanFactory, Set<String> exceptClients) {
        this.configuredClients =
                new NamedProperties(environment, "thrift.client", "thrift.clients").namesWith("address");
        this.beanFactory = beanFactory;
        this.exceptClients = exceptClients;
    }

    Endpoint endpointOf(String server) {
        return Endpoint.memory(context + server.replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    List<String> addressesOf(String client) {
        return exceptClients.contains(client)
                ? List.of()
                : List.of(endpointOf(serverOf(client)).toString());
    }

    private String serverOf(String client) {
        Set<String> servers = servers();
        if (servers.contains(client)) {
            return client;
        }
        return servers.size() == 1 ? servers.iterator().next() : ThriftServers.DEFAULT;
    }

    /** The servers that handlers name. Does not create the handlers. */
    private Set<String> servers() {
        Set<String> servers = new LinkedHashSet<>();
        for (String handler : handlers()) {
            ThriftService annotation = beanFactory.findAnnotationOnBean(handler, ThriftService.class, false);
            if (annotation != null) {
                servers.addAll(
                        annotation.server().length == 0
                                ? List.of(ThriftServers.DEFAULT)
                                : List.of(annotation.server()));
            }
        }
        return servers;
    }

    private String[] handlers() {
        return beanFactory.getBeanNamesForAnnotation(ThriftService.class);
    }

    /** A client of the test alone says nothing of how the server tells its services apart; one of the application does. */
    boolean needsMultiplexing(String client) {
        return !configuredClients.contains(client) && !exceptClients.contains(client) && handlers().length > 1;
    }
}
