package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.client.ClientMode;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Servers and clients of both kinds that come and go under load, again and again: what they take of the process returns to
 * where it was. For longer than an ordinary build does it, with the property {@code thrift.soak.seconds}; see CONTRIBUTING.md.
 */
class SoakTests {

    private static final Duration TIME = Duration.ofSeconds(Long.getLong("thrift.soak.seconds", 20));
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CALLERS = 8;
    private static final int CALLS = 150;
    private static final long SOME_MEMORY = 32L << 20;

    private final ExecutorService callers = Executors.newFixedThreadPool(2 * CALLERS);

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    /** What a process has that may leak. */
    private record Taken(long files, long heap, long direct) {

        static Taken now() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .mapToLong(BufferPoolMXBean::getMemoryUsed)
                    .sum();
            long files = ((com.sun.management.UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getOpenFileDescriptorCount();
            return new Taken(files, runtime.totalMemory() - runtime.freeMemory(), direct);
        }
    }

    private static ThriftServer start(ServerModel model, int port) throws Exception {
        ThriftServer server = ThriftServer.create(
                ThriftServerOptions.builder("soak", Endpoint.tcp("127.0.0.1", port))
                        .model(model)
                        .build(),
                ThriftProcessor.builder()
                        .service(ServiceDescriptor.of(EchoService.class), new Forgetful())
                        .build());
        server.start();
        return server;
    }

    /** Keeps nothing of what it is told. */
    private static final class Forgetful extends EchoHandler {

        @Override
        public void fire(String text) {}
    }

    private static ThriftChannel channel(ClientMode mode, ThriftServer... servers) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (ThriftServer server : servers) {
            endpoints.add(Endpoint.tcp("127.0.0.1", server.address().getPort()));
        }
        return ThriftChannel.create(
                ThriftChannelOptions.builder("soak")
                        .mode(mode)
                        .timeout(PATIENCE)
                        .build(),
                EndpointSupplier.fixed(endpoints),
                EndpointSelector.roundRobin(),
                List.of());
    }

    @Test
    void whenServersAndClientsComeAndGoNothingIsLeft() throws Exception {
        long end = System.nanoTime() + TIME.toNanos();
        cycle();
        cycle();
        Taken before = Taken.now();
        int cycles = 0;
        while (System.nanoTime() < end) {
            cycle();
            cycles++;
        }
        System.out.printf("soak: %,d restarts, %,d calls%n", 2 * cycles, 2L * cycles * CALLERS * CALLS);
        await().untilAsserted(() -> {
            Taken after = Taken.now();
            assertThat(after.files()).isLessThanOrEqualTo(before.files());
            assertThat(after.heap()).isLessThan(before.heap() + SOME_MEMORY);
            assertThat(after.direct()).isLessThan(before.direct() + SOME_MEMORY);
        });
    }

    /** Each server is restarted once while all are calling. */
    private void cycle() throws Exception {
        ThriftServer one = start(ServerModel.EVENT_LOOP, 0);
        ThriftServer two = start(ServerModel.THREADED, 0);
        try (ThriftChannel pooled = channel(ClientMode.POOLED, one, two);
                ThriftChannel shared = channel(ClientMode.SHARED, one, two)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                running.add(callers.submit(() -> call(pooled)));
                running.add(callers.submit(() -> call(shared)));
            }
            one = restart(one, ServerModel.EVENT_LOOP);
            two = restart(two, ServerModel.THREADED);
            for (Future<Void> caller : running) {
                caller.get();
            }
        } finally {
            one.close();
            two.close();
        }
        await().atMost(PATIENCE).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("thrift-")));
    }

    private static ThriftServer restart(ThriftServer server, ServerModel model) throws Exception {
        int port = server.address().getPort();
        server.close();
        return start(model, port);
    }

    private static Void call(ThriftChannel channel) throws Exception {
        EchoService.Iface client = channel.client(EchoService.Iface.class);
        for (int i = 0; i < CALLS; i++) {
            String text = "text ".repeat(i * i);
            assertThat(client.echo(text)).isEqualTo(text);
            client.fire("shot");
        }
        return null;
    }
}
