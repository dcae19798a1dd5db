package io.thriftboot.spring.health;

import io.thriftboot.server.ServerStats;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.server.ThriftServers.Instance;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether a server accepts connections: down if its threads have died, out of service if the application has stopped it. */
final class ThriftServerHealthIndicator extends AbstractHealthIndicator {

    private final ThriftServers servers;
    private final Instance server;

    ThriftServerHealthIndicator(ThriftServers servers, Instance server) {
        super("Thrift server health check failed");
        this.servers = servers;
        this.server = server;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (servers.isStopped()) {
            health.outOfService();
        } else if (server.isRunning()) {
            health.up();
        } else {
            health.down();
        }
        String address = server.address();
        if (address != null) {
            health.withDetail("address", address);
        }
        if (server.http() != null) {
            health.withDetail("httpPath", server.http().path());
        }
        ServerStats stats = server.stats();
        health.withDetail("services", server.processor().services().keySet())
                .withDetail("connections", stats.connections())
                .withDetail("callsInFlight", stats.callsInFlight());
    }
}
