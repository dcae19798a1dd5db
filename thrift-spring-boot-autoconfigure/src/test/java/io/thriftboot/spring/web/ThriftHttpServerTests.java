package io.thriftboot.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ServerEvents;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.actuate.ThriftEndpoint;
import io.thriftboot.spring.actuate.ThriftEndpointAutoConfiguration;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.health.ThriftHealthContributorAutoConfiguration;
import io.thriftboot.spring.observation.ThriftMetricsAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerStartedEvent;
import io.thriftboot.spring.server.ThriftServerStoppedEvent;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.testapi.UserNotFound;
import io.thriftboot.spring.testapi.UserService;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which servers are served over HTTP, when, and how they stop beside the web server. */
@ExtendWith(OutputCaptureExtension.class)
class ThriftHttpServerTests {

    private final WebApplicationContextRunner runner =
            WebContexts.runner().withUserConfiguration(Handlers.class).withBean(ServerEvents.class);

    private final WebApplicationContextRunner counting = WebContexts.runner().withUserConfiguration(Counting.class);

    @Test
    void whenNoPathIsSetNothingIsServedOverHttp() {
        WebContexts.withoutPath().withUserConfiguration(Handlers.class).run(context -> {
            assertThat(context.getBean(ServletRegistrationBean.class).isEnabled())
                    .isFalse();
            HttpCall call = HttpCall.binary();
            call.users.send_ping("x");
            assertThat(call.send(WebContexts.port(context), "/thrift").statusCode())
                    .isEqualTo(404);
        });
    }

    @Test
    void whenNamedServersHavePathsEachIsServedAtItsOwn() {
        runner.withUserConfiguration(Admin.class)
                .withPropertyValues(
                        "thrift.servers.back-office.port=0", "thrift.servers.back-office.http.path=/admin/thrift")
                .run(context -> {
                    assertThat(name(context, "/thrift")).isEqualTo("user7");
                    assertThat(name(context, "/admin/thrift")).isEqualTo("admin7");
                });
    }

    @Test
    void whenDefaultServerHasAPathTheNamedOneDoesNotInheritIt() {
        runner.withUserConfiguration(Admin.class)
                .withPropertyValues("thrift.servers.back-office.port=0")
                .run(context -> {
                    assertThat(context.getBean(ThriftServers.class).httpPaths()).containsExactly("/thrift");
                    assertThat(context.getBean(ThriftServers.class).all().get(1).http())
                            .isNull();
                });
    }

    @Test
    void whenClientHasTheUrlItIsServed() {
        runner.withInitializer(new ServerPortInfoApplicationContextInitializer())
                .withUserConfiguration(Consumer.class)
                .withPropertyValues("thrift.clients.users.address=http://127.0.0.1:${local.server.port}/thrift")
                .run(context -> {
                    UserService.Iface users =
                            context.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
                    assertThat(users.name(7)).isEqualTo("user7");
                    users.touch(1);
                    assertThatThrownBy(() -> users.name(-1)).isInstanceOf(UserNotFound.class);
                });
    }

    @ImportThriftClients(name = "users", types = UserService.class)
    static class Consumer {}

    @Test
    void whenServerHasNoPortItIsServedOverHttpOnly() {
        runner.withPropertyValues("thrift.server.port=-1").run(context -> {
            assertThat(name(context, "/thrift")).isEqualTo("user7");
            assertThat(context.getBean(ThriftServers.class).all().get(0).server())
                    .isNull();
            assertThat(context.getEnvironment().getProperty("local.thrift.server.port"))
                    .isNull();
            ServerEvents events = context.getBean(ServerEvents.class);
            assertThat(events.seen).containsExactly(new ThriftServerStartedEvent("default", -1));
            context.getSourceApplicationContext().close();
            assertThat(events.seen)
                    .containsExactly(
                            new ThriftServerStartedEvent("default", -1), new ThriftServerStoppedEvent("default", -1));
        });
    }

    @Test
    void whenServerHasNoPortHealthEndpointAndMetersShowItAllTheSame() {
        runner.withConfiguration(AutoConfigurations.of(
                        ThriftHealthContributorAutoConfiguration.class,
                        ThriftEndpointAutoConfiguration.class,
                        ThriftMetricsAutoConfiguration.class))
                .withBean(SimpleMeterRegistry.class)
                .withPropertyValues("thrift.server.port=-1", "management.endpoints.web.exposure.include=thrift")
                .run(context -> {
                    name(context, "/thrift");
                    Health health = health(context);
                    assertThat(health.getStatus()).isEqualTo(Status.UP);
                    assertThat(health.getDetails())
                            .containsEntry("httpPath", "/thrift")
                            .doesNotContainKey("address");
                    ThriftEndpoint.Server server = context.getBean(ThriftEndpoint.class)
                            .thrift()
                            .servers()
                            .get("default");
                    assertThat(server.httpPath()).isEqualTo("/thrift");
                    assertThat(server.address()).isNull();
                    assertThat(server.model()).isNull();
                    assertThat(server.stats().calls()).isEqualTo(1);
                    assertThat(context.getBean(SimpleMeterRegistry.class)
                                    .get("thrift.server.calls.active")
                                    .gauge()
                                    .value())
                            .isZero();
                });
    }

    private static Health health(AssertableWebApplicationContext context) {
        CompositeHealthContributor servers = (CompositeHealthContributor)
                context.getBean("thriftHealthContributor", CompositeHealthContributor.class)
                        .getContributor("servers");
        return ((HealthIndicator) servers.getContributor("default")).health(true);
    }

    @Test
    void whenNamedServerHasOnlyAPathItNeedsNoPort() {
        runner.withUserConfiguration(Admin.class)
                .withPropertyValues("thrift.servers.back-office.http.path=/admin")
                .run(context -> assertThat(name(context, "/admin")).isEqualTo("admin7"));
    }

    @Test
    void whenServerHasNeitherPortNorPathTheStartFails() {
        ThriftTestContexts.runner()
                .withUserConfiguration(Handlers.class)
                .withPropertyValues("thrift.server.port=-1")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .isEqualTo("thrift.server.port: -1 (expected: 0 to 65535, or -1 together with http.path)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "thrift", "/thrift/", "/thrift/*", "/a b", "/x?y=z"})
    void whenPathIsRefusedTheStartFailsNamingIt(String path) {
        runner.withPropertyValues("thrift.server.http.path=" + path)
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .isEqualTo("thrift.server.http.path: " + path
                                + " (expected: a path such as /thrift, without wildcard and query)"));
    }

    @Test
    void whenTwoServersHaveOnePathTheStartFailsNamingBoth() {
        runner.withUserConfiguration(Admin.class)
                .withPropertyValues("thrift.servers.back-office.http.path=/thrift")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("thrift.server.http.path and thrift.servers.back-office.http.path are both /thrift"));
    }

    @Test
    void whenThereIsNoWebServerTheLogSaysThatThePathIsNotServed(CapturedOutput output) {
        var plain = ThriftTestContexts.runner()
                .withConfiguration(AutoConfigurations.of(ThriftHttpAutoConfiguration.class))
                .withUserConfiguration(Handlers.class)
                .withPropertyValues("thrift.server.http.path=/thrift");
        plain.run(context -> {
            assertThat(output).contains("Thrift server 'default' is not served at /thrift: this is no servlet web");
            assertThat(context).doesNotHaveBean(ServletRegistrationBean.class);
            assertThat(ThriftTestContexts.port(context)).isPositive();
        });
        plain.withPropertyValues("thrift.server.port=-1").run(context -> {
            assertThat(context.getBean(ThriftServers.class).all()).isEmpty();
            assertThat(output).contains("and not started, since it has no port");
        });
    }

    @Test
    void whenWebApplicationIsReactiveThePathIsNotServed(CapturedOutput output) {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ThriftServerAutoConfiguration.class, ThriftHttpAutoConfiguration.class))
                .withUserConfiguration(Handlers.class)
                .withPropertyValues("thrift.server.port=0", "thrift.server.http.path=/thrift")
                .run(context -> {
                    assertThat(context).doesNotHaveBean(ServletRegistrationBean.class);
                    assertThat(output).contains("is not served at /thrift: this is no servlet web application");
                });
    }

    @Test
    void whenServerIsDisabledItsPathIsNotServed() {
        runner.withPropertyValues("thrift.server.enabled=false").run(context -> {
            HttpCall call = HttpCall.binary();
            call.users.send_ping("x");
            assertThat(call.send(WebContexts.port(context), "/thrift").statusCode())
                    .isEqualTo(404);
        });
    }

    @Test
    void whenNoServiceIsExportedThePathIsUnavailable() {
        WebContexts.runner().run(context -> {
            HttpCall call = HttpCall.binary();
            call.users.send_ping("x");
            assertThat(call.send(WebContexts.port(context), "/thrift").statusCode())
                    .isEqualTo(503);
        });
    }

    @Test
    void whenContextIsClosedReadinessIsRefusedThenCallsOverHttpAndTheRunningOneFinishes() {
        runner.withPropertyValues("thrift.server.port=-1").run(context -> {
            Users users = context.getBean(Users.class);
            ServerEvents events = context.getBean(ServerEvents.class);
            int port = WebContexts.port(context);
            HttpCall running = HttpCall.binary();
            running.users.send_ping("wait");
            CompletableFuture<Integer> status =
                    async(() -> running.send(port, "/thrift").statusCode());
            users.entered.await();
            CompletableFuture<Void> closed = close(context.getSourceApplicationContext());
            await().until(() ->
                    !context.getBean(ThriftServers.class).all().get(0).isRunning());
            assertThat(events.readiness.get(0)).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
            HttpCall late = HttpCall.binary();
            late.users.send_ping("late");
            assertThat(late.send(port, "/thrift").statusCode()).isEqualTo(200);
            assertThatThrownBy(late.users::recv_ping).hasMessage("not executed: shutting down");
            assertThat(closed).isNotDone();
            users.release.countDown();
            assertThat(status.get()).isEqualTo(200);
            assertThat(running.users.recv_ping()).isEqualTo("wait");
            closed.get();
        });
    }

    @Test
    void whenManyCallWhileTheContextClosesNoExecutedCallLosesItsReply() {
        counting.withPropertyValues("thrift.server.port=-1").run(context -> {
            Counting users = context.getBean(Counting.class);
            int port = WebContexts.port(context);
            AtomicInteger answered = new AtomicInteger();
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                callers.add(async(() -> callUntilTheEnd(port, answered)));
            }
            await().until(() -> answered.get() > 200);
            context.getSourceApplicationContext().close();
            for (CompletableFuture<Void> caller : callers) {
                caller.get();
            }
            assertThat(users.named).hasValue(answered.get());
        });
    }

    /** Calls until the web server answers no more. */
    private static Void callUntilTheEnd(int port, AtomicInteger answered) throws Exception {
        while (true) {
            HttpCall call = HttpCall.binary();
            call.users.send_name(7);
            try {
                if (call.send(port, "/thrift").statusCode() != 200) {
                    return null;
                }
            } catch (IOException ended) {
                return null;
            }
            try {
                call.users.recv_name();
                answered.incrementAndGet();
            } catch (TApplicationException ex) {
                assertThat(ex).hasMessage("not executed: shutting down");
            }
        }
    }

    /** The web server stops after the Thrift servers: while they drain, handlers may still call it. */
    @Test
    void whenHandlerCallsTheApplicationsWebServerWhileTheContextClosesItsCallFinishes() {
        runner.withUserConfiguration(OwnEndpoint.class)
                .withPropertyValues("thrift.servers.calling.port=0")
                .run(context -> {
                    OwnEndpoint.Calling handler = context.getBean(OwnEndpoint.Calling.class);
                    handler.port = WebContexts.port(context);
                    int port = context.getEnvironment()
                            .getRequiredProperty("local.thrift.server.calling.port", Integer.class);
                    try (ThriftChannel channel = ThriftTestContexts.channel(port, false)) {
                        UserService.Iface client = channel.client(UserService.Iface.class);
                        CompletableFuture<String> reply = async(() -> client.ping("wait"));
                        handler.entered.await();
                        CompletableFuture<Void> closed = close(context.getSourceApplicationContext());
                        await().until(() -> context.getBean(ThriftServers.class).all().stream()
                                .noneMatch(ThriftServers.Instance::isRunning));
                        handler.release.countDown();
                        assertThat(reply.get()).isEqualTo("own endpoint");
                        closed.get();
                    }
                });
    }

    @Test
    void whenContextIsRestartedTheNewServerServes() {
        runner.run(context -> {
            context.getSourceApplicationContext().stop();
            context.getSourceApplicationContext().start();
            assertThat(name(context, "/thrift")).isEqualTo("user7");
        });
    }

    private static String name(AssertableWebApplicationContext context, String path) throws Exception {
        HttpCall call = HttpCall.binary();
        call.users.send_name(7);
        assertThat(call.send(WebContexts.port(context), path).statusCode()).isEqualTo(200);
        return call.users.recv_name();
    }

    private static CompletableFuture<Void> close(ConfigurableApplicationContext context) {
        return async(() -> {
            context.close();
            return null;
        });
    }

    private static <T> CompletableFuture<T> async(Callable<T> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(action.call());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        @ThriftService
        Users users() {
            return new Users();
        }
    }

    @ThriftService
    static class Counting extends Users {

        private final AtomicInteger named = new AtomicInteger();

        @Override
        public String name(long id) {
            named.incrementAndGet();
            return "user" + id;
        }
    }

    @ThriftService(server = "backOffice")
    static class Admin extends Users {

        Admin() {
            super("admin");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnEndpoint {

        @Bean
        ServletRegistrationBean<HttpServlet> own() {
            HttpServlet servlet = new HttpServlet() {

                private static final long serialVersionUID = 1L;

                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    response.getWriter().write("own endpoint");
                }
            };
            return new ServletRegistrationBean<>(servlet, "/own");
        }

        @Bean
        @ThriftService(server = "calling")
        Calling calling() {
            return new Calling();
        }

        static class Calling extends Users {

            private volatile int port;

            @Override
            public String ping(String text) {
                super.ping(text);
                try {
                    return new String(HttpCall.get(port, "/own").body(), StandardCharsets.UTF_8);
                } catch (IOException | InterruptedException ex) {
                    throw new IllegalStateException(ex);
                }
            }
        }
    }
}
