package io.thriftboot.spring.container;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * What the labels of a container say about the Thrift server in it.
 *
 * @param clients the clients that call it, as in {@code thrift.clients.<name>}; empty for every client
 * @param port the port in the container; {@code null} if it does not say
 */
record ServerLabels(Set<String> clients, @Nullable Integer port) {

    static final String CLIENT = "io.thriftboot.client";
    static final String PORT = "io.thriftboot.port";

    /** The port that counts if the container has several and no label says which. */
    static final int DEFAULT_PORT = 9090;

    /**
     * Reads labels.
     *
     * @throws IllegalStateException if the port is none
     */
    static ServerLabels of(Map<String, String> labels) {
        Set<String> clients = Set.of(StringUtils.tokenizeToStringArray(labels.getOrDefault(CLIENT, ""), ","));
        String port = labels.get(PORT);
        if (port == null) {
            return new ServerLabels(clients, null);
        }
        if (!port.matches("[1-9]\\d{0,4}")) {
            throw new IllegalStateException("label " + PORT + ": " + port + " (expected: a port such as 9090)");
        }
        return new ServerLabels(clients, Integer.valueOf(port));
    }

    boolean concerns(String client) {
        return clients.isEmpty() || clients.contains(client);
    }
}
