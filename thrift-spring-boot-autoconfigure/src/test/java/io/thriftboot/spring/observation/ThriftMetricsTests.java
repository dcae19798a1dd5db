package io.thriftboot.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.thriftboot.server.ServerLimit;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.client.ThriftClientInterceptorFactory;
import io.thriftboot.spring.server.ThriftServerInterceptorFactory;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.testapi.UserNotFound;
import io.thriftboot.spring.testapi.UserService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** The meters of servers and clients, with Spring Boot's registry. */
class ThriftMetricsTests {

    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withConfiguration(AutoConfigurations.of(
                    ThriftMetricsAutoConfiguration.class,
                    ThriftObservationAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class))
            .withUserConfiguration(Handler.class, Clients.class)
            .withPropertyValues("thrift.clients.users.address=127.0.0.1:${local.thrift.server.port}");

    @Test
    void whenCallsAreMadeBothSidesTimeThem() {
        runner.run(context -> {
            UserService.Iface users = users(context);
            users.ping("x");
            assertThatThrownBy(() -> users.name(-1)).isInstanceOf(UserNotFound.class);
            for (String name : new String[] {"thrift.server", "thrift.client"}) {
                assertThat(meters(context, name)
                                .tags("rpc.service", "UserService", "rpc.method", "ping", "thrift.outcome", "success")
                                .timer()
                                .count())
                        .isEqualTo(1);
                assertThat(meters(context, name)
                                .tags("rpc.method", "name", "error", "UserNotFound")
                                .timer()
                                .count())
                        .isEqualTo(1);
            }
            assertThat(meters(context, "thrift.client")
                            .tag("thrift.client.name", "users")
                            .timers())
                    .hasSize(2);
        });
    }

    @Test
    void whenServerRunsItsConnectionsAreCounted() {
        runner.run(context -> {
            users(context).ping("x");
            assertThat(server(context, "connections").gauge().value()).isEqualTo(1);
            await().until(() -> server(context, "calls.active").gauge().value() == 0);
            assertThat(server(context, "calls.waiting").gauge().value()).isZero();
            assertThat(server(context, "connections.accepted").functionCounter().count())
                    .isEqualTo(1);
            assertThat(server(context, "connections.refused").functionCounter().count())
                    .isZero();
            assertThat(server(context, "calls.not.executed").functionCounter().count())
                    .isZero();
            assertThat(server(context, "protocol.errors").functionCounter().count())
                    .isZero();
            assertThat(server(context, "receive.memory").gauge().value()).isZero();
            for (ServerLimit limit : ServerLimit.values()) {
                assertThat(reached(context, limit)).isZero();
            }
        });
    }

    @Test
    void whenALimitIsReachedItIsCountedUnderItsName() {
        runner.withPropertyValues("thrift.server.max-frame-size=1KB").run(context -> {
            UserService.Iface users = users(context);
            assertThatThrownBy(() -> users.ping("x".repeat(2000))).hasMessageContaining("(expected: at most 1024)");
            assertThat(reached(context, ServerLimit.FRAME_SIZE)).isEqualTo(1);
            assertThat(server(context, "limit.reached")
                            .tag("thrift.server.limit", "frame-size")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        });
    }

    private static double reached(ApplicationContext context, ServerLimit limit) {
        return server(context, "limit.reached")
                .tag("thrift.server.limit", limit.toString())
                .functionCounter()
                .count();
    }

    @Test
    void whenServerIsRestartedTheMetersShowTheNewOne() {
        runner.run(context -> {
            users(context).ping("x");
            context.getSourceApplicationContext().stop();
            assertThat(server(context, "connections").gauge().value()).isZero();
            context.getSourceApplicationContext().start();
            users(context).ping("x");
            assertThat(server(context, "connections").gauge().value()).isEqualTo(1);
        });
    }

    @Test
    void whenClientHasConnectionsItsPoolIsShown() {
        runner.run(context -> {
            assertThat(pool(context, "max").gauge().value()).isZero();
            users(context).ping("x");
            assertThat(pool(context, "active").gauge().value()).isZero();
            assertThat(pool(context, "idle").gauge().value()).isEqualTo(1);
            assertThat(pool(context, "waiting").gauge().value()).isZero();
            assertThat(pool(context, "calls").gauge().value()).isZero();
            assertThat(pool(context, "max").gauge().value()).isEqualTo(16);
            assertThat(pool(context, "opened").functionCounter().count()).isEqualTo(1);
            assertThat(pool(context, "closed").functionCounter().count()).isZero();
        });
    }

    @Test
    void whenServerHasThreadsTheyAreShown() {
        runner.withPropertyValues("thrift.server.executor.max-threads=7").run(context -> {
            users(context).ping("x");
            assertThat(server(context, "threads.max").gauge().value()).isEqualTo(7);
            await().until(() -> server(context, "threads.active").gauge().value() == 0);
            assertThat(server(context, "queue").functionTimer().count()).isEqualTo(1);
            assertThat(server(context, "running").gauge().value()).isEqualTo(1);
            assertThat(server(context, "draining").gauge().value()).isZero();
            assertThat(server(context, "loop.tasks").gauges())
                    .hasSize(Runtime.getRuntime().availableProcessors());
            context.getSourceApplicationContext().stop();
            assertThat(server(context, "running").gauge().value()).isZero();
        });
    }

    @Test
    void whenMessagesComeAndGoTheyAreCounted() {
        runner.run(context -> {
            users(context).touch(1);
            users(context).ping("x");
            assertThat(server(context, "messages.received").functionCounter().count())
                    .isEqualTo(2);
            assertThat(server(context, "messages.sent").functionCounter().count())
                    .isEqualTo(1);
            assertThat(server(context, "messages.oneway").functionCounter().count())
                    .isEqualTo(1);
            assertThat(server(context, "received").functionCounter().count()).isPositive();
            assertThat(server(context, "sent").functionCounter().count()).isPositive();
        });
    }

    @Test
    void whenAServerRecordsWhatItDropsIsCountedToo(@TempDir Path folder) {
        runner.withPropertyValues(
                        "thrift.server.recording.enabled=true",
                        "thrift.server.recording.directory=" + folder,
                        "thrift.server.recording.max-file-size=1000B")
                .run(context -> {
                    users(context).ping("x");
                    users(context).ping("x".repeat(1000));
                    await().until(() -> recording(context, "written") == 1);
                    await().until(() -> recording(context, "dropped") == 1);
                });
    }

    private static double recording(ApplicationContext context, String what) {
        return server(context, "recording." + what).functionCounter().count();
    }

    @Test
    void whenAServerRecordsNothingThereAreNoMetersOfIt() {
        runner.run(context -> {
            users(context).ping("x");
            assertThat(context.getBean(MeterRegistry.class).getMeters())
                    .noneMatch(meter -> meter.getId().getName().startsWith("thrift.server.recording"));
        });
    }

    @Test
    void whenServerClosesAConnectionTheClientsPoolTellsWhyItClosedItToo() {
        runner.run(context -> {
            users(context).ping("x");
            ThriftServers.Instance server =
                    context.getBean(ThriftServers.class).all().get(0);
            server.closeConnection(server.connections().get(0).id());

            await().until(() -> {
                users(context).ping("x");
                return closed(context, "dead") == 1;
            });
            assertThat(closed(context, "idle")).isZero();
            assertThat(pool(context, "borrow").functionTimer().count()).isGreaterThanOrEqualTo(2);
            assertThat(pool(context, "borrow").functionTimer().totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
        });
    }

    private static double closed(ApplicationContext context, String cause) {
        return pool(context, "closed")
                .tag("thrift.close.cause", cause)
                .functionCounter()
                .count();
    }

    @Test
    void whenTheBudgetForRetriesIsUsedUpThatIsCounted() throws Exception {
        try (ServerSocket dying = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread closer = new Thread(() -> closeAll(dying));
            closer.setDaemon(true);
            closer.start();
            runner.withPropertyValues(
                            "thrift.clients.users.address=localhost:" + dying.getLocalPort(),
                            "thrift.clients.users.retry.idempotent-methods=ping",
                            "thrift.clients.users.retry.budget.ratio=0",
                            "thrift.clients.users.retry.budget.min-per-second=0")
                    .run(context -> {
                        assertThatThrownBy(() -> users(context).ping("x")).isInstanceOf(TTransportException.class);
                        assertThat(meters(context, "thrift.client.retries.denied")
                                        .functionCounter()
                                        .count())
                                .isEqualTo(1);
                    });
        }
    }

    /** Closes each connection when the first byte has come. */
    private static void closeAll(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read();
            } catch (IOException ex) {
                // The test is over, or the client closed the connection first.
            }
        }
    }

    @Test
    void whenEndpointIsDownItAndTheRetriesAreCounted() {
        runner.withPropertyValues(
                        "thrift.clients.users.address=unix:/nobody/listens/here", "thrift.clients.users.timeout=300ms")
                .run(context -> {
                    assertThatThrownBy(() -> users(context).ping("x")).isInstanceOf(TTransportException.class);
                    assertThat(meters(context, "thrift.client.retries")
                                    .functionCounter()
                                    .count())
                            .isPositive();
                    assertThat(meters(context, "thrift.client.endpoints")
                                    .tag("thrift.endpoint.state", "down")
                                    .gauge()
                                    .value())
                            .isEqualTo(1);
                    assertThat(meters(context, "thrift.client.endpoints")
                                    .tag("thrift.endpoint.state", "up")
                                    .gauge()
                                    .value())
                            .isZero();
                });
    }

    @Test
    void whenThereIsNoRegistryThereAreNoMeters() {
        ThriftTestContexts.runner()
                .withConfiguration(AutoConfigurations.of(
                        ThriftMetricsAutoConfiguration.class, ThriftObservationAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ThriftServerInterceptorFactory.class)
                        .doesNotHaveBean(ThriftClientInterceptorFactory.class));
    }

    @Test
    void whenUserHasARegistryItIsUsed() {
        ThriftTestContexts.runner()
                .withConfiguration(AutoConfigurations.of(
                        ThriftMetricsAutoConfiguration.class, ThriftObservationAutoConfiguration.class))
                .withBean(SimpleMeterRegistry.class)
                .withUserConfiguration(Handler.class)
                .run(context -> assertThat(
                                server(context, "connections").gauge().value())
                        .isZero());
    }

    private static UserService.Iface users(ApplicationContext context) {
        return context.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
    }

    private static RequiredSearch server(ApplicationContext context, String name) {
        return meters(context, "thrift.server." + name).tag("thrift.server.name", "default");
    }

    private static RequiredSearch pool(ApplicationContext context, String name) {
        return meters(context, "thrift.client.pool." + name).tag("thrift.client.name", "users");
    }

    private static RequiredSearch meters(ApplicationContext context, String name) {
        return context.getBean(MeterRegistry.class).get(name);
    }

    @ThriftService
    static class Handler extends Users {}

    @ImportThriftClients(name = "users", types = UserService.class)
    static class Clients {}
}
