package io.thriftboot.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.server.LoggedCall;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.observation.ThriftMetricsAutoConfiguration;
import io.thriftboot.spring.observation.ThriftObservationAutoConfiguration;
import io.thriftboot.spring.server.ThriftServers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What operators see of calls that were refused. */
class ThriftSecurityObservationTests {

    private final ApplicationContextRunner runner = Secured.runner()
            .withConfiguration(AutoConfigurations.of(
                    ThriftMetricsAutoConfiguration.class, ThriftObservationAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withUserConfiguration(Handler.class, Secured.People.class, Secured.Methods.class)
            .withPropertyValues(
                    "thrift.server.access-log.enabled=true",
                    "thrift.server.authorization.rules[0].method=ping",
                    "thrift.server.authorization.rules[0].access=hasRole('ADMIN')");

    private static long calls(MeterRegistry registry, String method, String outcome) {
        return registry.get("thrift.server")
                .tag("rpc.method", method)
                .tag("thrift.outcome", outcome)
                .timer()
                .count();
    }

    @Test
    void whenCallsAreRefusedTheyAreCountedAndLoggedAsRefused() {
        runner.run(context -> {
            try (ThriftChannel channel = Secured.channel(context)) {
                assertThatThrownBy(() -> Secured.ping(channel, "")).hasMessageEndingWith("not authenticated");
                assertThatThrownBy(() -> Secured.ping(channel, Secured.ANN)).hasMessageEndingWith("access denied");
                assertThatThrownBy(() -> Secured.call(channel, Secured.ANN, users -> users.name(1)))
                        .hasMessageEndingWith("access denied");
                assertThat(Secured.ping(channel, Secured.ADMIN)).isEqualTo("admin");
            }
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(calls(registry, "ping", "not_authenticated")).isEqualTo(1);
            assertThat(calls(registry, "ping", "access_denied")).isEqualTo(1);
            assertThat(calls(registry, "name", "access_denied")).isEqualTo(1);
            assertThat(calls(registry, "ping", "success")).isEqualTo(1);
            assertThat(context.getBean(ThriftServers.class)
                            .all()
                            .get(0)
                            .processor()
                            .callsAfter(0))
                    .extracting(LoggedCall::outcome)
                    .containsExactly("not_authenticated", "access_denied", "access_denied", "success");
        });
    }

    @ThriftService
    static class Handler extends Secured.Handler {}
}
