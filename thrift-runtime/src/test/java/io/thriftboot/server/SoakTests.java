package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.client.ClientMode;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.RetryPolicy;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
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

    /** Of a client that connects for each call: the operating system keeps ports for a minute. */
    private static final int CONNECTIONS = 10;

    private static final long SOME_MEMORY = 32L << 20;

    /** What Netty's allocator keeps: 20 to 36 MB from the first minutes on, and no more after an hour with 8.8 million calls. */
    private static final long MEMORY_FOR_LATER = 128L << 20;

    /**
     * A connection that comes in the moment in which a port is closed is lost, and here connections are opened while ports are
     * closed, so that calls must be tried again. That none is lost otherwise is for the tests of restarts.
     */
    private static final RetryPolicy AGAIN = new RetryPolicy(
            5,
            RetryPolicy.DEFAULT.on(),
            RetryPolicy.DEFAULT.backoff(),
            RetryPolicy.DEFAULT.budget(),
            List.of("*"),
            Duration.ZERO);

    private final ExecutorService callers = Executors.newFixedThreadPool(2 * CALLERS + 1);

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    /** What a process has that may leak. */
    private record Taken(long files, long threads, long heap, long buffers, long netty) {

        static Taken now() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .mapToLong(BufferPoolMXBean::getMemoryUsed)
                    .sum();
            long files = ((com.sun.management.UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getOpenFileDescriptorCount();
            long netty = Math.max(0, PlatformDependent.usedDirectMemory());
            return new Taken(files, liveThreads(), runtime.totalMemory() - runtime.freeMemory(), buffers, netty);
        }

        /** All but that of who waits for them to end. */
        private static long liveThreads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !thread.getName().startsWith("awaitility"))
                    .count();
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
                        .retry(AGAIN)
                        .build(),
                EndpointSupplier.fixed(endpoints),
                EndpointSelector.roundRobin(),
                List.of());
    }

    @Test
    void whenServersAndClientsComeAndGoNothingIsLeft() throws Exception {
        cycle();
        Taken before = Taken.now();
        long end = System.nanoTime() + TIME.toNanos();
        int cycles = 0;
        do {
            cycle();
            cycles++;
        } while (System.nanoTime() < end);
        System.out.printf(
                "soak: %,d restarts, %,d calls, %s before, %s after%n",
                2 * cycles, 2L * cycles * CALLERS * 3 * CALLS, before, Taken.now());
        await().untilAsserted(() -> {
            Taken after = Taken.now();
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
            assertThat(after.files()).isLessThanOrEqualTo(before.files());
            assertThat(after.heap()).isLessThan(before.heap() + SOME_MEMORY);
            assertThat(after.buffers()).isLessThan(before.buffers() + SOME_MEMORY);
            assertThat(after.netty()).isLessThan(before.netty() + MEMORY_FOR_LATER);
        });
    }

    /** Each server is restarted once while all are calling. */
    private void cycle() throws Exception {
        ThriftServer one = start(ServerModel.EVENT_LOOP, 0);
        ThriftServer two = start(ServerModel.THREADED, 0);
        try (ThriftChannel pooled = channel(ClientMode.POOLED, one, two);
                ThriftChannel shared = channel(ClientMode.SHARED, one, two);
                ThriftChannel brief = channel(ClientMode.SHORT, one, two)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                running.add(callers.submit(() -> call(pooled, CALLS)));
                running.add(callers.submit(() -> call(shared, CALLS)));
            }
            running.add(callers.submit(() -> call(brief, CONNECTIONS)));
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
        assertThat(server.stop().get()).isTrue();
        return start(model, port);
    }

    private static Void call(ThriftChannel channel, int calls) throws Exception {
        EchoService.Iface client = channel.client(EchoService.Iface.class);
        for (int i = 0; i < calls; i++) {
            String text = "text ".repeat(i * i);
            assertThat(client.echo(text)).isEqualTo(text);
            client.fire("shot");
            assertThat(catchThrowable(() -> client.find(0))).isInstanceOf(NotFound.class);
        }
        return null;
    }
}
