package io.thriftboot.interop;

import io.thriftboot.sample.SampleApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;

/** The sample application with services for tests beside its own, and a second server with one service alone. */
final class InteropServer implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private InteropServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static InteropServer start(Wire wire, String... more) {
        return new InteropServer(new SpringApplicationBuilder(
                        SampleApplication.class, EverythingHandler.class, UuidsHandler.class, EchoedHeaders.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> TestPropertyValues.of(more).applyTo(context))
                .run(
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn",
                        "--logging.level.io.thriftboot.server.ThriftProcessor=off", // handlers fail on purpose
                        "--sample.interval=1h",
                        "--thrift.server.port=0",
                        "--thrift.server.model=" + wire.model(),
                        "--thrift.server.protocol=" + wire.protocol(),
                        "--thrift.server.transport=" + wire.transport(),
                        "--thrift.servers.everything.port=0",
                        "--thrift.client.protocol=" + wire.protocol(),
                        "--thrift.client.transport=" + wire.transport()));
    }

    /** The port of all services, by name; those of users are the default. */
    int port() {
        return port("local.thrift.server.port");
    }

    /** The port of the service with everything, for clients that name no service. */
    int everythingPort() {
        return port("local.thrift.server.everything.port");
    }

    private int port(String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
