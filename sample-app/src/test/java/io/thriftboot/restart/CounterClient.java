package io.thriftboot.restart;

import io.thriftboot.client.ClientMode;
import io.thriftboot.client.PoolStats;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.restart.api.CounterService;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.client.ThriftChannels;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** An application with a client of the counter, with whatever the starter brings. */
final class CounterClient implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private CounterClient(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts one whose calls have patience: how long they may take is not what is tested. */
    static CounterClient start(ClientMode mode, int connections, List<Integer> ports) {
        String addresses = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return new CounterClient(new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.config.name=none",
                        "--thrift.clients.counter.address=" + addresses,
                        "--thrift.client.mode=" + mode,
                        "--thrift.client.pool.max-total=" + connections,
                        "--thrift.client.pool.max-idle=" + connections,
                        "--thrift.client.pool.max-wait=40s",
                        "--thrift.client.shared.connections=2",
                        "--thrift.client.timeout=40s"));
    }

    CounterService.Iface service() {
        return context.getBean(Counter.class).service();
    }

    /** Waits until callers have the connections they need: one that comes in the moment in which a port is closed is lost. */
    void awaitCallsWithoutNewConnections(Callers callers, int calls) {
        long before;
        do {
            before = opened();
            callers.awaitSuccesses(calls);
        } while (opened() != before);
    }

    private long opened() {
        ThriftChannel channel = Objects.requireNonNull(
                context.getBean(ThriftChannels.class).all().get("counter"));
        return channel.stats().values().stream().mapToLong(PoolStats::created).sum();
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Counter counter(@ThriftClient("counter") CounterService.Iface service) {
            return new Counter(service);
        }
    }

    /** Holds the client, as a user's bean would. */
    record Counter(CounterService.Iface service) {}
}
