package io.thriftboot.spring.health;

import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.server.ThriftServers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;

/** The health of all servers and of all clients. */
final class ThriftHealth {

    private ThriftHealth() {}

    static CompositeHealthContributor of(
            @Nullable ThriftServers servers, @Nullable ThriftChannels channels, boolean connects) {
        Map<String, HealthContributor> sides = new LinkedHashMap<>();
        if (servers != null) {
            sides.put("servers", new LiveHealthContributors(() -> ofServers(servers)));
        }
        if (channels != null) {
            sides.put("clients", new LiveHealthContributors(() -> ofClients(channels, connects)));
        }
        return CompositeHealthContributor.fromMap(sides);
    }

    private static Map<String, HealthContributor> ofServers(ThriftServers servers) {
        Map<String, HealthContributor> contributors = new LinkedHashMap<>();
        servers.all()
                .forEach(server -> contributors.put(server.name(), new ThriftServerHealthIndicator(servers, server)));
        return contributors;
    }

    private static Map<String, HealthContributor> ofClients(ThriftChannels channels, boolean connects) {
        Map<String, HealthContributor> contributors = new TreeMap<>();
        channels.all()
                .forEach((name, channel) -> contributors.put(name, new ThriftClientHealthIndicator(channel, connects)));
        return contributors;
    }
}
