package io.thriftboot.spring.health;

import io.thriftboot.client.PoolStats;
import io.thriftboot.client.ThriftChannel;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether a client can reach a server, as far as its calls have shown, or as a new connection shows: down if the last connect to
 * every endpoint failed.
 */
final class ThriftClientHealthIndicator extends AbstractHealthIndicator {

    private final ThriftChannel channel;
    private final boolean connects;

    ThriftClientHealthIndicator(ThriftChannel channel, boolean connects) {
        super("Thrift client health check failed");
        this.channel = channel;
        this.connects = connects;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (connects) {
            channel.probe();
        }
        Map<String, String> endpoints = new TreeMap<>();
        boolean reachable = false;
        for (var entry : channel.stats().entrySet()) {
            PoolStats pool = entry.getValue();
            reachable |= pool.connectError() == null;
            endpoints.put(entry.getKey().toString(), pool.connectError() == null ? "connected" : pool.connectError());
        }
        health.status(reachable || endpoints.isEmpty() ? Status.UP : Status.DOWN)
                .withDetail("endpoints", endpoints);
    }
}
