package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.ClientMode;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.RetryPolicy;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More calls than a server can take. The rest are refused at once, and go elsewhere. */
@Timeout(120)
class OverloadTests {

    private static final int THREADS = 2;
    private static final int QUEUE = 10;
    private static final int TOO_MANY = 10 * (THREADS + QUEUE);
    private static final int REFUSALS = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    private static TestServer start(ServerModel model) throws IOException {
        return new TestServer(
                new Setup(model, WireFormat.DEFAULT), options -> options.executor(new ExecutorOptions(THREADS, QUEUE)));
    }

    private static Endpoint endpoint(TestServer server) {
        return Endpoint.tcp("127.0.0.1", server.address().getPort());
    }

    /** Handlers that wait until they may answer, and calls that wait for a thread. */
    private List<Future<Long>> fill(TestServer server) throws Exception {
        List<Future<Long>> accepted = new ArrayList<>();
        for (int i = 0; i < THREADS + QUEUE; i++) {
            EchoService.Client client = server.client();
            accepted.add(callers.submit(() -> client.execute("accepted")));
        }
        await().until(() ->
                server.handler.executing.get() == THREADS && server.stats().callsWaiting() == QUEUE);
        return accepted;
    }

    /** "At once" is while not one of the calls that were accepted is over. */
    @ParameterizedTest
    @EnumSource(names = {"EVENT_LOOP", "THREADED_SELECTOR", "HSHA"})
    void whenTenTimesAsManyCallAsFitTheRestAreRefusedAtOnce(ServerModel model) throws Exception {
        try (TestServer server = start(model)) {
            List<Future<Long>> accepted = fill(server);
            for (int i = 0; i < TOO_MANY - accepted.size(); i++) {
                EchoService.Client refused = server.client();
                assertThat(catchThrowable(() -> refused.execute("refused")))
                        .isInstanceOf(TApplicationException.class)
                        .hasMessage("not executed: overloaded");
                refused.getInputProtocol().getTransport().close();
            }
            assertThat(server.handler.executions).hasValue(0);
            assertThat(server.stats().callsWaiting()).isEqualTo(QUEUE);
            assertThat(server.stats().notExecuted()).isEqualTo(TOO_MANY - accepted.size());

            server.handler.mayAnswer.countDown();
            for (Future<Long> reply : accepted) {
                assertThat(reply.get()).isPositive();
            }
            assertThat(server.handler.executions).hasValue(accepted.size());
            assertThat(server.handler.mostExecuting).hasValue(THREADS);
        }
    }

    /** However long it lasts, nothing of the calls that are refused is kept. */
    @ParameterizedTest
    @EnumSource(names = {"EVENT_LOOP", "THREADED_SELECTOR", "HSHA"})
    void whenCallsAreRefusedForLongMemoryStaysFlat(ServerModel model) throws Exception {
        String large = "x".repeat(20_000);
        try (TestServer server = start(model)) {
            fill(server);
            EchoService.Client refused = server.client();
            refuse(refused, large, 100);
            long before = heap();

            refuse(refused, large, REFUSALS);

            assertThat(heap() - before).isLessThan(REFUSALS * 20_000L / 10);
            assertThat(server.stats().callsWaiting()).isEqualTo(QUEUE);
            assertThat(server.stats().notExecuted()).isEqualTo(100 + REFUSALS);
            assertThat(server.handler.executions).hasValue(0);
        }
    }

    private static void refuse(EchoService.Client client, String text, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(catchThrowable(() -> client.echo(text))).hasMessage("not executed: overloaded");
        }
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Not even a method that is not idempotent is executed twice, since the one that refused has executed nothing. */
    @ParameterizedTest
    @EnumSource(value = ClientMode.class)
    void whenOneServerIsOverloadedCallsGoToTheOther(ClientMode mode) throws Exception {
        try (TestServer full = start(ServerModel.EVENT_LOOP);
                TestServer free = start(ServerModel.EVENT_LOOP)) {
            List<Future<Long>> accepted = fill(full);
            free.handler.mayAnswer.countDown();
            try (ThriftChannel channel = channel(mode, 2, full, free)) {
                EchoService.Iface client = channel.client(EchoService.Iface.class);
                for (int i = 0; i < 20; i++) {
                    assertThat(client.execute("elsewhere")).isEqualTo(i + 1);
                }
            }
            assertThat(free.handler.executions).hasValue(20);
            assertThat(full.handler.executions).hasValue(0);
            assertThat(full.stats().notExecuted()).isEqualTo(20);
            full.handler.mayAnswer.countDown();
            for (Future<Long> reply : accepted) {
                reply.get();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = ClientMode.class)
    void whenAllServersAreOverloadedACallIsTriedOnceAtEach(ClientMode mode) throws Exception {
        try (TestServer full = start(ServerModel.EVENT_LOOP);
                TestServer fullToo = start(ServerModel.EVENT_LOOP)) {
            fill(full);
            fill(fullToo);
            try (ThriftChannel channel = channel(mode, 100, full, fullToo)) {
                EchoService.Iface client = channel.client(EchoService.Iface.class);

                assertThat(catchThrowable(() -> client.execute("nowhere"))).hasMessageContaining("overloaded");
            }
            assertThat(full.stats().notExecuted()).isEqualTo(1);
            assertThat(fullToo.stats().notExecuted()).isEqualTo(1);
        }
    }

    /** Asks the first server first, always. */
    private static ThriftChannel channel(ClientMode mode, int attempts, TestServer first, TestServer second) {
        ThriftChannelOptions options = ThriftChannelOptions.builder("overload")
                .mode(mode)
                .timeout(PATIENCE)
                .retry(new RetryPolicy(attempts))
                .build();
        return ThriftChannel.create(
                options,
                EndpointSupplier.fixed(List.of(endpoint(first), endpoint(second))),
                candidates -> candidates.contains(endpoint(first)) ? endpoint(first) : candidates.get(0),
                List.of());
    }
}
