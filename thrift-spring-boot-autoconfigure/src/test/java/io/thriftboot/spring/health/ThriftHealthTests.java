package io.thriftboot.spring.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.testapi.UserService;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors.Entry;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What health says of servers and clients, without a call of its own. */
class ThriftHealthTests {

    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withConfiguration(AutoConfigurations.of(ThriftHealthContributorAutoConfiguration.class))
            .withUserConfiguration(Handler.class, Clients.class)
            .withPropertyValues("thrift.clients.users.address=127.0.0.1:${local.thrift.server.port}");

    @Test
    void whenServerRunsItIsUpWithDetails() {
        runner.run(context -> {
            Health health = health(context, "servers", "default");
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry("address", "tcp://127.0.0.1:" + ThriftTestContexts.port(context))
                    .containsEntry("connections", 0)
                    .containsEntry("callsInFlight", 0);
            assertThat(health.getDetails().get("services")).asString().isEqualTo("[UserService]");
        });
    }

    @Test
    void whenServerDiesItIsDown() {
        runner.run(context -> {
            context.getBean(ThriftServers.class).all().get(0).server().close();
            assertThat(health(context, "servers", "default").getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void whenApplicationStopsItsServersTheyAreOutOfService() {
        runner.run(context -> {
            context.getSourceApplicationContext().stop();
            assertThat(health(context, "servers", "default").getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void whenClientWasNotCalledItIsUpWithoutAConnection() {
        runner.run(context -> {
            Health health = health(context, "clients", "users");
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("endpoints", Map.of());
            assertThat(context.getBean(ThriftServers.class)
                            .all()
                            .get(0)
                            .server()
                            .stats()
                            .connectionsAccepted())
                    .isZero();
        });
    }

    @Test
    void whenAskedToConnectClientsSayWhetherTheirServersAreThereBeforeAnyCall() {
        runner.withPropertyValues("management.health.thrift.connect=true").run(context -> {
            Health health = health(context, "clients", "users");
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails().get("endpoints")).asString().endsWith("=connected}");
        });
        runner.withPropertyValues("management.health.thrift.connect=true", "thrift.clients.users.address=127.0.0.1:1")
                .run(context -> assertThat(health(context, "clients", "users").getStatus())
                        .isEqualTo(Status.DOWN));
    }

    @Test
    void whenLastConnectFailedTheClientIsDownUntilOneSucceeds() {
        runner.run(context -> {
            UserService.Iface users = context.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
            users.ping("x");
            assertThat(health(context, "clients", "users").getStatus()).isEqualTo(Status.UP);
        });
        runner.withPropertyValues("thrift.clients.users.address=127.0.0.1:1").run(context -> {
            UserService.Iface users = context.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
            assertThatThrownBy(() -> users.ping("x")).isNotNull();
            Health health = health(context, "clients", "users");
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().get("endpoints")).asString().contains("tcp://127.0.0.1:1=");
        });
    }

    @Test
    void whenThereAreNoServersAndClientsTheCompositeIsThereAndEmpty() {
        ThriftTestContexts.runner()
                .withConfiguration(AutoConfigurations.of(ThriftHealthContributorAutoConfiguration.class))
                .run(context -> assertThat(side(context, "servers").stream()).isEmpty());
    }

    @Test
    void whenIndicatorIsDisabledThereIsNone() {
        runner.withPropertyValues("management.health.thrift.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("thriftHealthContributor"));
    }

    @Test
    void whenUserHasAnIndicatorOfTheNameItReplacesOurs() {
        runner.withBean(
                        "thriftHealthIndicator",
                        HealthIndicator.class,
                        () -> () -> Health.up().build())
                .run(context -> assertThat(context).doesNotHaveBean("thriftHealthContributor"));
    }

    private static Health health(ApplicationContext context, String side, String name) {
        assertThat(side(context, side).stream()).extracting(Entry::name).containsExactly(name);
        HealthIndicator indicator = (HealthIndicator) side(context, side).getContributor(name);
        return indicator.health(true);
    }

    private static CompositeHealthContributor side(ApplicationContext context, String side) {
        return (CompositeHealthContributor) context.getBean("thriftHealthContributor", CompositeHealthContributor.class)
                .getContributor(side);
    }

    @ThriftService
    static class Handler extends Users {}

    @ImportThriftClients(name = "users", types = UserService.class)
    static class Clients {}
}
