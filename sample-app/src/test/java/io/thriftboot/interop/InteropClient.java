package io.thriftboot.interop;

import io.thriftboot.client.PoolStats;
import io.thriftboot.interop.api.Everything;
import io.thriftboot.interop.api.Later;
import io.thriftboot.spring.client.ThriftChannels;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;

/** An application with a client and nothing else. */
final class InteropClient implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private InteropClient(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** With a single connection, since servers such as TSimpleServer serve one at a time. */
    static InteropClient of(int port, Wire wire, boolean multiplexed, String... more) {
        return of("127.0.0.1:" + port, wire, multiplexed, more);
    }

    /** With a single connection that all callers share. */
    static InteropClient shared(int port, String protocol) {
        return of(
                port,
                new Wire(protocol, "framed"),
                false,
                "thrift.client.mode=shared",
                "thrift.client.shared.connections=1");
    }

    static InteropClient of(String address, Wire wire, boolean multiplexed, String... more) {
        return new InteropClient(new SpringApplicationBuilder(Application.class)
                .initializers(context -> TestPropertyValues.of(more).applyTo(context))
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.config.name=none",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn",
                        "--thrift.client.protocol=" + wire.protocol(),
                        "--thrift.client.transport=" + wire.transport(),
                        "--thrift.client.multiplexed=" + multiplexed,
                        "--thrift.client.timeout=20s",
                        "--thrift.client.pool.max-total=1",
                        "--thrift.client.pool.max-idle=1",
                        "--thrift.clients.interop.address=" + address));
    }

    EverythingCalls everything() {
        return new EverythingCalls(client(Everything.Iface.class), client(Later.Iface.class));
    }

    <T> T client(Class<T> iface) {
        return context.getBean(ThriftChannels.class).client("interop", iface);
    }

    /** What its connections have done. */
    PoolStats stats() {
        return context.getBean(ThriftChannels.class)
                .all()
                .get("interop")
                .stats()
                .values()
                .iterator()
                .next();
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
