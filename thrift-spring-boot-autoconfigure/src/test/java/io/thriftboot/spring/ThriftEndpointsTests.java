package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.server.ThriftServerStartedEvent;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.testapi.UserService;
import io.thriftboot.transport.Endpoint;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

/** Servers and clients at endpoints that have no port. */
class ThriftEndpointsTests {

    @TempDir
    private static Path folder;

    private final Path path = folder.resolve("users.sock");
    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withUserConfiguration(Handler.class, Consumer.class)
            .withBean(Events.class);

    private ApplicationContextRunner onUnix() {
        return runner.withPropertyValues(
                "thrift.server.unix.path=" + path, "thrift.clients.users.address=unix:" + path);
    }

    private static UserService.Iface users(ApplicationContext context) {
        return context.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
    }

    @Test
    void whenServerHasAPathItListensThereAndOnNoPort() {
        onUnix().run(context -> {
            assertThat(users(context).name(7)).isEqualTo("user7");
            assertThat(context.getEnvironment().getProperty("local.thrift.server.port"))
                    .isNull();
            assertThat(context.getBean(Events.class).seen).containsExactly(new ThriftServerStartedEvent("default", -1));
            ThriftServers.Instance server =
                    context.getBean(ThriftServers.class).all().get(0);
            assertThat(server.address()).isEqualTo("unix:" + path);
            assertThat(server.port()).isEqualTo(-1);
            assertThat(context.getBean(ThriftChannels.class).all().get("users").stats())
                    .containsOnlyKeys(Endpoint.unix(path));
        });
        assertThat(path).doesNotExist();
    }

    @Test
    void whenAStockClientConnectsItIsAnswered() {
        onUnix().run(context -> {
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
                    TTransport stream = new TIOStreamTransport(
                            Channels.newInputStream(channel), Channels.newOutputStream(channel))) {
                assertThat(new UserService.Client(new TBinaryProtocol(new TFramedTransport(stream))).name(8))
                        .isEqualTo("user8");
            }
        });
    }

    @Test
    void whenAModeIsSetTheSocketHasIt() {
        onUnix().withPropertyValues("thrift.server.unix.mode=rw-rw----").run(context -> {
            assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
            assertThat(users(context).name(7)).isEqualTo("user7");
        });
    }

    @Test
    void whenAnotherServerListensAtThePathTheStartFails() throws Exception {
        try (ServerSocketChannel other =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path))) {
            onUnix().run(context -> assertThat(ThriftTestContexts.analysis(context))
                    .contains(
                            "The Thrift server 'default' was not started: default unix:" + path
                                    + ": cannot listen (address in use)",
                            "Stop the server that listens there, or change thrift.server.unix.path"));
            assertThat(other.isOpen()).isTrue();
        } finally {
            Files.delete(path);
        }
    }

    @Test
    void whenTheFolderDoesNotExistTheStartFails() {
        onUnix().withPropertyValues(
                        "thrift.server.unix.path=" + folder.resolve("absent").resolve("x.sock"))
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("cannot listen (", "Check thrift.server.unix.path: its folder must exist"));
    }

    @Test
    void whenServerHasANameClientsOfTheProcessReachIt() {
        runner.withPropertyValues(
                        "thrift.server.memory.name=test-users", "thrift.clients.users.address=memory:test-users")
                .run(context -> {
                    assertThat(users(context).name(7)).isEqualTo("user7");
                    assertThat(context.getBean(ThriftServers.class).all().get(0).address())
                            .isEqualTo("memory:test-users");
                });
    }

    @Test
    void whenServerHasANameAndAPathTheStartFails() {
        onUnix().withPropertyValues("thrift.server.memory.name=both")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .startsWith("thrift.server.memory.name: both (expected: nothing, since unix.path is set)"));
    }

    @Test
    void whenNamedServerHasAPathItNeedsNoPortAndInheritsNone() {
        ThriftTestContexts.runner()
                .withUserConfiguration(OnBoth.class, Consumer.class)
                .withPropertyValues(
                        "thrift.server.memory.name=the-default",
                        "thrift.servers.local.unix.path=" + path,
                        "thrift.clients.users.address=unix:" + path + ",memory:the-default")
                .run(context -> {
                    assertThat(users(context).name(1)).isEqualTo("user1");
                    assertThat(users(context).name(2)).isEqualTo("user2");
                    assertThat(context.getBean(ThriftServers.class).all())
                            .extracting(ThriftServers.Instance::address)
                            .containsExactly("memory:the-default", "unix:" + path);
                });
    }

    @Test
    void whenModeIsShortNoConnectionIsKept() {
        onUnix().withPropertyValues("thrift.client.mode=short").run(context -> {
            assertThat(users(context).name(7)).isEqualTo("user7");
            assertThat(context.getBean(ThriftChannels.class).all().get("users").stats())
                    .hasEntrySatisfying(Endpoint.unix(path), stats -> assertThat(stats.idle())
                            .isZero());
        });
    }

    @ThriftService
    static class Handler extends Users {}

    @ThriftService(server = {"default", "local"})
    static class OnBoth extends Users {}

    @ImportThriftClients(name = "users", types = UserService.class)
    static class Consumer {}

    static class Events {

        final List<ThriftServerStartedEvent> seen = new CopyOnWriteArrayList<>();

        @EventListener
        void on(ThriftServerStartedEvent event) {
            seen.add(event);
        }
    }
}
