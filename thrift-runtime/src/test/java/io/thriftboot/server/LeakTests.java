package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.PoolOptions;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.WireFormat;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server of each model and clients that call it, in every way that a call can end: nothing is left of them. */
class LeakTests {

    private static final int CALLERS = 64;
    private static final int ROUNDS = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    private static long openFiles() {
        return ((com.sun.management.UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }

    private static ThriftChannel channel(TestServer server) {
        // A simple server serves one connection after the other, so the callers take turns.
        int connections = server.setup.servesManyConnections() ? CALLERS : 1;
        ThriftChannelOptions options = ThriftChannelOptions.builder("leaks")
                .timeout(PATIENCE)
                .pool(new PoolOptions(connections, connections, 0, PATIENCE, PATIENCE, PATIENCE))
                .build();
        return ThriftChannel.create(
                options,
                EndpointSupplier.fixed(
                        List.of(Endpoint.tcp("127.0.0.1", server.address().getPort()))),
                EndpointSelector.roundRobin(),
                List.of());
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenManyCallersHaveCalledNothingIsLeft(ServerModel model) throws Exception {
        serveAndCall(model, 2);
        long files = openFiles();

        serveAndCall(model, ROUNDS);

        await().until(() -> openFiles() <= files);
    }

    private void serveAndCall(ServerModel model, int rounds) throws Exception {
        try (TestServer server = new TestServer(
                new Setup(model, WireFormat.DEFAULT),
                options -> options.executor(new ExecutorOptions(2 * CALLERS, 1000)))) {
            try (ThriftChannel channel = channel(server)) {
                EchoService.Iface client = channel.client(EchoService.Iface.class);
                List<Future<Void>> running = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    running.add(callers.submit(() -> call(client, server, rounds)));
                }
                for (Future<Void> caller : running) {
                    caller.get();
                }
                assertThat(channel.stats().values())
                        .allSatisfy(pool -> assertThat(pool.active()).isZero());
            }
            await().until(() -> server.stats().connections() == 0);
            assertThat(server.stats().callsInFlight()).isZero();
            assertThat(server.server.stop().get()).isTrue();
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("thrift-")));
    }

    private static Void call(EchoService.Iface client, TestServer server, int rounds) throws Exception {
        for (int i = 0; i < rounds; i++) {
            assertThat(client.echo("text")).isEqualTo("text");
            client.fire("shot");
            assertThat(thrownBy(() -> client.find(0))).isInstanceOf(NotFound.class);
            assertThat(thrownBy(() -> client.crash("now"))).isInstanceOf(TApplicationException.class);
            assertThat(thrownBy(client::broken)).isInstanceOf(TApplicationException.class);
            leaveWithinAMessage(server);
        }
        return null;
    }

    private interface Call {

        void run() throws Exception;
    }

    private static Exception thrownBy(Call call) {
        try {
            call.run();
        } catch (Exception ex) {
            return ex;
        }
        throw new AssertionError("expected an exception");
    }

    private static void leaveWithinAMessage(TestServer server) throws Exception {
        try (Socket socket = server.socket()) {
            socket.getOutputStream().write(new byte[] {0, 0, 1, 0, (byte) 0x80, 1});
        }
    }
}
