package io.thriftboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.ClientMode;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.PoolOptions;
import io.thriftboot.client.PoolStats;
import io.thriftboot.client.SharedOptions;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.server.ExecutorOptions;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client and our server together: restarting servers one after the other goes unnoticed by callers. */
class RestartTests {

    private static final int CALLERS = 64;

    /** How long a call may look for a server is not what is tested, and on a busy machine it may be long. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AtomicLong executions = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private ThriftServer start(ServerModel model, int port) throws IOException {
        EchoService.Iface handler = (EchoService.Iface) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EchoService.Iface.class},
                (proxy, method, args) -> method.getName().equals("execute") ? executions.incrementAndGet() : null);
        ThriftServer server = ThriftServer.create(
                ThriftServerOptions.builder("restarted", Endpoint.tcp("127.0.0.1", port))
                        .model(model)
                        .executor(new ExecutorOptions(4 * CALLERS, 1000))
                        .build(),
                ThriftProcessor.builder()
                        .service(ServiceDescriptor.of(EchoService.class), handler)
                        .build());
        server.start();
        return server;
    }

    static Stream<Arguments> modelsAndModes() {
        return Stream.of(ServerModel.values()).flatMap(model -> Stream.of(ClientMode.POOLED, ClientMode.SHARED)
                .map(mode -> Arguments.of(model, mode)));
    }

    @ParameterizedTest
    @MethodSource("modelsAndModes")
    void whenServersRestartInTurnNoCallFailsOrIsExecutedTwice(ServerModel model, ClientMode mode) throws Exception {
        List<ThriftServer> servers = new ArrayList<>(List.of(start(model, 0), start(model, 0)));
        // A simple server serves one connection after the other, so the callers take turns.
        int connections = model == ServerModel.SIMPLE ? 1 : CALLERS;
        ThriftChannelOptions options = ThriftChannelOptions.builder("callers")
                .timeout(PATIENCE)
                .mode(mode)
                .pool(new PoolOptions(connections, connections, 0, PATIENCE, PATIENCE, PATIENCE))
                .shared(new SharedOptions(Math.min(2, connections), 1000, Duration.ofMillis(10), 100, 0))
                .build();
        List<Endpoint> endpoints = servers.stream()
                .map(server -> Endpoint.tcp("127.0.0.1", server.address().getPort()))
                .toList();
        AtomicBoolean ended = new AtomicBoolean();
        try (ThriftChannel channel = ThriftChannel.create(
                options, EndpointSupplier.fixed(endpoints), EndpointSelector.roundRobin(), List.of())) {
            List<Future<Long>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> callUntil(ended, channel)));
            }
            for (int i = 0; i < 12; i++) {
                awaitCallsWithoutNewConnections(channel);
                ThriftServer stopped = servers.remove(0);
                assertThat(stopped.stop().get()).isTrue();
                servers.add(start(model, stopped.address().getPort()));
            }
            ended.set(true);
            long answered = 0;
            for (Future<Long> caller : callers) {
                answered += caller.get();
            }
            assertThat(answered).isPositive().isEqualTo(executions.get());
        } finally {
            ended.set(true);
            servers.forEach(ThriftServer::close);
            threads.shutdownNow();
        }
    }

    /** Callers have the connections they need: one that comes between the last accept and the close of a port is lost. */
    private void awaitCallsWithoutNewConnections(ThriftChannel channel) {
        long openedBefore;
        do {
            openedBefore = opened(channel);
            long executedBefore = executions.get();
            await().atMost(PATIENCE).until(() -> executions.get() - executedBefore > 4 * CALLERS);
        } while (opened(channel) != openedBefore);
    }

    private static long opened(ThriftChannel channel) {
        return channel.stats().values().stream().mapToLong(PoolStats::created).sum();
    }

    private static long callUntil(AtomicBoolean ended, ThriftChannel channel) throws Exception {
        EchoService.Iface client = channel.client(EchoService.Iface.class);
        long answered = 0;
        while (!ended.get()) {
            client.execute("key");
            answered++;
        }
        return answered;
    }
}
