package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutorThreadsTests {

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        callers.shutdownNow();
    }

    @Test
    void whenThreadsArePlatformTheyAreNumberedAndKeepTheJvmAlive() {
        ThreadFactory factory = ExecutorThreads.PLATFORM.factory("pool");

        assertThat(factory.newThread(() -> {}).getName()).isEqualTo("pool-1");
        Thread second = factory.newThread(() -> {});
        assertThat(second.getName()).isEqualTo("pool-2");
        assertThat(second.isDaemon()).isFalse();
    }

    @Test
    void whenJavaIsTooOldForVirtualThreadsRefusesThem() {
        assumeFalse(ExecutorThreads.VIRTUAL.isAvailable(), "Java 21 or newer has virtual threads");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExecutorOptions(1, 0, ExecutorThreads.VIRTUAL))
                .withMessage("executor.threads: virtual (expected: platform, because this is Java "
                        + Runtime.version().feature() + "; virtual threads need 21 or newer)");
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREAD_POOL", "HSHA", "THREADED_SELECTOR", "EVENT_LOOP"})
    void whenThreadsAreVirtualHandlersRunOnThemWithinTheBound(ServerModel model) throws Exception {
        assumeTrue(ExecutorThreads.VIRTUAL.isAvailable(), "virtual threads need Java 21 or newer");
        ExecutorOptions executor = new ExecutorOptions(3, 100, ExecutorThreads.VIRTUAL);
        try (TestServer server =
                new TestServer(new Setup(model, WireFormat.DEFAULT), options -> options.executor(executor))) {
            List<Future<Long>> replies = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                EchoService.Client client = server.client();
                replies.add(callers.submit(() -> client.execute("key")));
            }
            await().until(() -> server.handler.executing.get() == 3);
            server.handler.mayAnswer.countDown();
            for (Future<Long> reply : replies) {
                assertThat(reply.get()).isPositive();
            }
            assertThat(server.handler.mostExecuting).hasValue(3);
            server.client().echo("where");
            assertThat(server.handler.lastThread.getClass().getSimpleName()).isEqualTo("VirtualThread");
            assertThat(server.handler.lastThread.getName()).startsWith("thrift-test-call-");
        }
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenServerIsClosedCallsThatRunAreInterrupted(ServerModel model) throws Exception {
        try (TestServer server = new TestServer(new Setup(model, WireFormat.DEFAULT))) {
            EchoService.Client client = server.client();
            callers.submit(() -> client.execute("key"));
            await().until(() -> server.handler.executing.get() == 1);

            server.server.close();

            await().until(() -> server.handler.executing.get() == 0);
            assertThat(server.handler.mayAnswer.getCount()).isEqualTo(1);
        }
    }
}
