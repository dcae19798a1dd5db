package io.thriftboot.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.ClientMode;
import io.thriftboot.server.ServerModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One of three servers is killed under load. The test says what becomes of calls, and nothing of time: with the property
 * {@code thrift.restart.timeline} it prints how many calls succeed in each tenth of a second; see CONTRIBUTING.md.
 */
class KilledServerTests {

    private static final int CALLERS = 32;
    private static final int CALLS = Integer.getInteger("thrift.restart.calls", 2000);
    private static final boolean TIMELINE = Boolean.getBoolean("thrift.restart.timeline");
    private static final int KILLED = 1;

    @TempDir
    private Path folder;

    static Stream<Arguments> modelsAndModes() {
        return Stream.of(ServerModel.EVENT_LOOP, ServerModel.THREADED, ServerModel.THREADED_SELECTOR)
                .flatMap(model ->
                        Stream.of(ClientMode.POOLED, ClientMode.SHARED).map(mode -> Arguments.of(model, mode)));
    }

    /** Of 64 callers, 32 call a method that is idempotent. */
    @ParameterizedTest
    @MethodSource("modelsAndModes")
    void whenAServerIsKilledOnlyCallsInFlightOnItFailAndIdempotentOnesDoNot(ServerModel model, ClientMode mode)
            throws Exception {
        try (CounterServers servers = new CounterServers(folder, model);
                CounterClient client = CounterClient.start(mode, 2 * CALLERS, servers.ports());
                Callers once = new Callers(CALLERS, client.service()::execute);
                Callers repeating = new Callers(CALLERS, client.service()::repeat)) {
            awaitSuccesses(once, repeating);
            servers.kill(KILLED);
            long killed = System.nanoTime();
            List<String> executed = servers.executions(KILLED);
            awaitSuccesses(once, repeating);
            assertThat(servers.executions(KILLED)).isEqualTo(executed);

            servers.startAgain(KILLED, once, repeating);
            await("calls at the server that was started again")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> servers.executions(KILLED).size() > executed.size());
            once.finish();
            repeating.finish();

            assertThat(repeating.failed()).isEmpty();
            assertOnlyCallsInFlightFailed(once, killed, servers.ports().get(KILLED));
            Set<String> executions = Set.copyOf(servers.executions());
            assertThat(executions.containsAll(repeating.succeeded())).isTrue();
            assertThat(executions.containsAll(once.succeeded())).isTrue();
            Set<String> repeated = Set.copyOf(repeating.succeeded());
            assertThat(servers.executions().stream().filter(key -> !repeated.contains(key)))
                    .doesNotHaveDuplicates();
            if (TIMELINE) {
                System.out.printf("%s, %s, not idempotent:%n%s", model, mode, once.timeline(killed));
            }
        }
    }

    private static void awaitSuccesses(Callers once, Callers repeating) {
        once.awaitSuccesses(CALLS);
        repeating.awaitSuccesses(CALLS);
    }

    /**
     * A process takes a moment to die, in which its connections end one after the other: a caller may lose a call on each of
     * those that it gets. A connection of its own is lost once, a shared one, of which there are two, once for each caller.
     */
    private static void assertOnlyCallsInFlightFailed(Callers callers, long killed, int port) {
        assertThat(callers.failed()).hasSizeLessThanOrEqualTo(2 * CALLERS).allSatisfy(failure -> {
            assertThat(failure.startedNanos()).isLessThan(killed);
            assertThat(failure.thrown()).hasMessageContaining(":" + port + ":");
        });
    }
}
