package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No accepted call is lost when a server stops. */
class ServerDrainTests {

    private static final String ALL = "io.thriftboot.server.TestServer$Setup#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void whenStoppedDuringCallsAllRepliesArrive(Setup setup) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (TestServer server = new TestServer(setup)) {
            List<Future<Long>> replies = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                EchoService.Client client = server.client();
                replies.add(threads.submit(() -> client.execute("key")));
            }
            await().until(() -> server.handler.executing.get() == 16);
            CompletableFuture<Boolean> stopped = server.server.stop();
            await().until(() -> !server.server.isRunning());
            server.handler.mayAnswer.countDown();

            for (Future<Long> reply : replies) {
                assertThat(reply.get()).isPositive();
            }
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(true);
            assertThat(server.stats().connections()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }
}
