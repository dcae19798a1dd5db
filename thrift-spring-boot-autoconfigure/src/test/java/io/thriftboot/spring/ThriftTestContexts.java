package io.thriftboot.spring;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.diagnostics.ThriftConfigurationException;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.transport.Endpoint;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Contexts with our auto-configurations on free ports, and clients that do without Spring. */
public final class ThriftTestContexts {

    private ThriftTestContexts() {}

    /** Servers and clients; the default server on any free port. */
    public static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ThriftServerAutoConfiguration.class, ThriftClientAutoConfiguration.class))
                .withPropertyValues("thrift.server.port=0", "thrift.server.address=127.0.0.1");
    }

    /** The port of the default server. */
    public static int port(ApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.thrift.server.port", Integer.class);
    }

    /** Calls a service without Spring; to be closed. */
    public static ThriftChannel channel(int port, boolean multiplexed) {
        return ThriftChannel.create(
                ThriftChannelOptions.builder("test").multiplexed(multiplexed).build(),
                EndpointSupplier.fixed(List.of(Endpoint.tcp("127.0.0.1", port))),
                EndpointSelector.roundRobin(),
                List.of());
    }

    /** What the failure of a start tells the user. */
    public static String analysis(ApplicationContextAssertProvider<?> context) {
        for (Throwable failure = context.getStartupFailure(); failure != null; failure = failure.getCause()) {
            if (failure instanceof ThriftConfigurationException analyzed) {
                return analyzed.getMessage() + " " + analyzed.action();
            }
            if (failure instanceof InvalidConfigurationPropertyValueException refused) {
                return refused.getName() + ": " + refused.getReason();
            }
        }
        throw new AssertionError("no analysis", context.getStartupFailure());
    }
}
