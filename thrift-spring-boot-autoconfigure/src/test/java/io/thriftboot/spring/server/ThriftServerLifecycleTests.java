package io.thriftboot.spring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.ServerEvents;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.testapi.UserService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** When servers start and stop, and what the application learns of it. */
@ExtendWith(OutputCaptureExtension.class)
class ThriftServerLifecycleTests {

    private final ApplicationContextRunner runner =
            ThriftTestContexts.runner().withUserConfiguration(OneServer.class, ServerEvents.class);

    private final ApplicationContextRunner twoServers =
            runner.withUserConfiguration(AdminServer.class).withPropertyValues("thrift.servers.admin.port=0");

    @Test
    void whenServersStartTheirPortsArePublished() {
        twoServers.run(context -> {
            var environment = context.getEnvironment();
            int port = ThriftTestContexts.port(context);
            int admin = environment.getRequiredProperty("local.thrift.server.admin.port", Integer.class);
            assertThat(environment.getProperty("local.thrift.server.default.port", Integer.class))
                    .isEqualTo(port);
            assertThat(context.getBean(ServerEvents.class).seen)
                    .containsExactly(
                            new ThriftServerStartedEvent("default", port),
                            new ThriftServerStartedEvent("admin", admin));
        });
    }

    @Test
    void whenThereIsNoServiceNoServerIsStartedAndTheLogSaysSoOnce(CapturedOutput output) {
        ThriftTestContexts.runner().run(context -> {
            assertThat(context.getBean(ThriftServers.class).all()).isEmpty();
            assertThat(output.toString().split("No Thrift server is started", -1))
                    .hasSize(2);
        });
    }

    @Test
    void whenServerIsDisabledItIsNotStarted(CapturedOutput output) {
        twoServers.withPropertyValues("thrift.server.enabled=false").run(context -> {
            assertThat(context.getBean(ThriftServers.class).all())
                    .extracting(ThriftServers.Instance::name)
                    .containsExactly("admin");
            assertThat(output).contains("Thrift server 'default' is not started: thrift.server.enabled is false");
        });
    }

    @Test
    void whenPortIsTakenTheStartFailsAndNamesTheProperty() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            runner.withPropertyValues("thrift.server.port=" + taken.getLocalPort())
                    .run(context -> assertThat(ThriftTestContexts.analysis(context))
                            .contains("The Thrift server 'default' was not started", "Address already in use")
                            .contains("Stop the process that listens on port " + taken.getLocalPort())
                            .contains("set thrift.server.port to another port"));
        }
    }

    @Test
    void whenSecondServerCannotStartTheFirstFreesItsPort() throws IOException {
        int free = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            twoServers
                    .withPropertyValues("thrift.server.port=" + free)
                    .withPropertyValues("thrift.servers.admin.port=" + taken.getLocalPort())
                    .run(context -> {
                        assertThat(ThriftTestContexts.analysis(context)).contains("thrift.servers.admin.port");
                        assertFree(free);
                    });
        }
    }

    @Test
    void whenAddressIsNotOfThisMachineTheStartFailsAndNamesTheProperty() {
        runner.withPropertyValues("thrift.server.address=192.0.2.1")
                .run(context ->
                        assertThat(ThriftTestContexts.analysis(context)).contains("Check thrift.server.address"));
    }

    @Test
    void whenRefreshFailsAfterTheStartThePortIsFree() throws IOException {
        int free = freePort();
        runner.withPropertyValues("thrift.server.port=" + free)
                .withBean(FailingListener.class)
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertFree(free);
                });
    }

    @Test
    void whenContextIsRestartedANewServerServes() {
        runner.run(context -> {
            var source = context.getSourceApplicationContext();
            var before = context.getBean(ThriftServers.class).all().get(0).server();
            source.stop();
            assertThat(before.isRunning()).isFalse();
            source.start();
            assertThat(context.getBean(ThriftServers.class).all().get(0).server())
                    .isNotSameAs(before);
            try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                assertThat(channel.client(UserService.Iface.class).ping("again"))
                        .isEqualTo("again");
            }
            assertThat(context.getBean(ServerEvents.class).readiness)
                    .containsExactly(ReadinessState.REFUSING_TRAFFIC, ReadinessState.ACCEPTING_TRAFFIC);
        });
    }

    @Test
    void whenContextIsClosedReadinessIsRefusedBeforeTheDrainAndTheRunningCallFinishes() throws Exception {
        CompletableFuture<String> reply = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        runner.run(context -> {
            Users users = context.getBean(Users.class);
            ServerEvents events = context.getBean(ServerEvents.class);
            ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false);
            async(() -> reply.complete(channel.client(UserService.Iface.class).ping("wait")));
            users.entered.await();
            ConfigurableApplicationContext source = context.getSourceApplicationContext();
            async(() -> {
                source.close();
                closed.complete(null);
            });
            await().untilAsserted(() -> assertThat(events.readiness).containsExactly(ReadinessState.REFUSING_TRAFFIC));
            await().until(() ->
                    !context.getBean(ThriftServers.class).all().get(0).server().isRunning());
            assertThat(closed).isNotDone();
            assertThat(reply).isNotDone();
            users.release.countDown();
            closed.get();
            assertThat(reply.get()).isEqualTo("wait");
            assertThat(events.seen.get(1)).isInstanceOf(ThriftServerStoppedEvent.class);
            channel.close();
        });
    }

    @Test
    void whenListenersFailTheServersStopAllTheSame() {
        runner.withBean(FailingOnStop.class).run(context -> {
            var server = context.getBean(ThriftServers.class).all().get(0).server();
            context.getSourceApplicationContext().stop();
            assertThat(server.isRunning()).isFalse();
            assertFree(server.address().getPort());
        });
    }

    @Test
    void whenSeveralServersStopTheyDrainSideBySide() {
        twoServers
                .withPropertyValues("thrift.server.shutdown.quiet-period=700ms")
                .run(context -> {
                    SmartLifecycle lifecycle = context.getBean("thriftServerLifecycle", SmartLifecycle.class);
                    CountDownLatch stopped = new CountDownLatch(1);
                    long begin = System.nanoTime();
                    lifecycle.stop(stopped::countDown);
                    assertThat(System.nanoTime() - begin)
                            .as("the stop is asynchronous")
                            .isLessThan(500_000_000L);
                    stopped.await();
                    assertThat(System.nanoTime() - begin).isBetween(700_000_000L, 1_300_000_000L);
                });
    }

    @Test
    void whenStopMayTakeLongerThanSpringWaitsTheLogWarns(CapturedOutput output) {
        runner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=10s")
                .run(context -> assertThat(output)
                        .contains("Thrift server 'default': quiet-period PT0S + grace-period PT20S = PT20S")
                        .contains("spring.lifecycle.timeout-per-shutdown-phase, PT10S"));
    }

    @Test
    void whenStopIsShortEnoughTheLogDoesNotWarn(CapturedOutput output) {
        runner.run(context -> assertThat(output).doesNotContain("timeout-per-shutdown-phase"));
    }

    @Test
    void whenAllBeansAreLazyTheServerIsStarted() {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                        assertThat(channel.client(UserService.Iface.class).ping("lazy"))
                                .isEqualTo("lazy");
                    }
                });
    }

    @Test
    void whenTestContextIsPausedTheServerGoesOn() {
        runner.run(context -> {
            SmartLifecycle lifecycle = context.getBean("thriftServerLifecycle", SmartLifecycle.class);
            assertThat(lifecycle.isPauseable()).isFalse();
            assertThat(lifecycle.getPhase()).isEqualTo(Integer.MAX_VALUE);
        });
    }

    @Test
    void whenServerHasThreadsTheApplicationsExecutorIsStillThere() {
        runner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
                .run(context -> {
                    assertThat(context).hasBean("applicationTaskExecutor");
                    assertThat(context.getBeansOfType(Executor.class)).hasSize(1);
                });
    }

    @Test
    void whenTwoContextsRunSideBySideEachHasItsOwnServer() {
        runner.run(one -> runner.run(other -> {
            assertThat(ThriftTestContexts.port(one)).isNotEqualTo(ThriftTestContexts.port(other));
            other.getSourceApplicationContext().close();
            try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(one), false)) {
                assertThat(channel.client(UserService.Iface.class).ping("still"))
                        .isEqualTo("still");
            }
        }));
    }

    @Test
    void whenParentHasServicesTheChildDoesNotExportThemAgain() {
        runner.run(parent -> ThriftTestContexts.runner().withParent(parent).run(child -> {
            assertThat(child.getBean(ThriftServers.class).all()).isEmpty();
            assertThat(parent.getBean(ThriftServers.class).all()).hasSize(1);
        }));
    }

    @Test
    void whenChildHasAServerTheParentKnowsItsPort() {
        ThriftTestContexts.runner().run(parent -> runner.withParent(parent)
                .run(child -> assertThat(ThriftTestContexts.port(parent)).isEqualTo(ThriftTestContexts.port(child))));
    }

    @Test
    void whenNothingElseRunsTheServerKeepsTheApplicationAlive() {
        runner.run(context -> assertThat(Thread.getAllStackTraces().keySet())
                .anyMatch(thread -> thread.getName().startsWith("thrift-default") && !thread.isDaemon()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void assertFree(int port) {
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(IOException.class);
    }

    private static void async(Action action) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (Exception ex) {
                throw new IllegalStateException(ex);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Action {
        void run() throws Exception;
    }

    @Configuration(proxyBeanMethods = false)
    static class OneServer {

        @Bean
        @ThriftService
        Users users() {
            return new Users();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AdminServer {

        @Bean
        @ThriftService(server = "admin")
        Users admin() {
            return new Users("admin");
        }
    }

    static class FailingOnStop {

        @EventListener
        void changed(AvailabilityChangeEvent<ReadinessState> event) {
            throw new IllegalStateException("told to fail");
        }

        @EventListener
        void stopped(ThriftServerStoppedEvent event) {
            throw new IllegalStateException("told to fail");
        }
    }

    static class FailingListener {

        @EventListener
        void started(ThriftServerStartedEvent event) {
            throw new IllegalStateException("told to fail");
        }
    }
}
