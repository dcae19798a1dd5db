package io.thriftboot.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.client.ClientMode;
import io.thriftboot.server.ServerModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 64 callers of a server that is restarted and killed: nothing is lost that need not be, and nothing happens twice. */
class RestartTests {

    private static final int CALLERS = 64;
    private static final int CALLS = 2000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenTheServerIsRestartedGracefullyNoCallFailsAndNoneIsExecutedTwice(ServerModel model) throws Exception {
        try (CounterProcess first = CounterProcess.start(folder, model, 0);
                CounterClient client = client(model, first.port());
                Callers callers = new Callers(CALLERS, client.service()::execute)) {
            callers.awaitSuccesses(CALLS);
            first.stop();
            try (CounterProcess second = CounterProcess.start(folder, model, first.port())) {
                callers.awaitSuccesses(CALLS);
                callers.finish();
                assertThat(callers.failed()).isEmpty();
                assertThat(CounterProcess.executions(folder)).containsExactlyInAnyOrderElementsOf(callers.succeeded());
                assertThat(second.port()).isEqualTo(first.port());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenTheServerIsKilledOnlyCallsInFlightFailAndNoneIsExecutedTwice(ServerModel model) throws Exception {
        try (CounterProcess first = CounterProcess.start(folder, model, 0);
                CounterClient client = client(model, first.port());
                Callers callers = new Callers(CALLERS, client.service()::execute)) {
            callers.awaitSuccesses(CALLS);
            first.kill();
            long killed = System.nanoTime();
            try (CounterProcess second = CounterProcess.start(folder, model, first.port())) {
                callers.awaitSuccesses(CALLS);
                callers.finish();
                assertThat(callers.failed()).hasSizeLessThanOrEqualTo(CALLERS);
                assertThat(callers.failed()).allSatisfy(failure -> assertThat(failure.startedNanos())
                        .as(failure.toString())
                        .isLessThan(killed));
                List<String> executions = CounterProcess.executions(folder);
                assertThat(executions).doesNotHaveDuplicates().containsAll(callers.succeeded());
                assertThat(second.port()).isEqualTo(first.port());
            }
        }
    }

    /** A simple server serves one connection after the other, so its callers take turns. */
    private static CounterClient client(ServerModel model, int port) {
        return CounterClient.start(ClientMode.POOLED, model == ServerModel.SIMPLE ? 1 : 16, List.of(port));
    }
}
