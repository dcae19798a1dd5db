package io.thriftboot.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.client.ClientMode;
import io.thriftboot.server.ServerModel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three servers that are restarted one after the other under load: no call is lost, and none is executed twice. */
class RollingRestartTests {

    private static final int CALLERS = 64;
    private static final int CALLS = Integer.getInteger("thrift.restart.calls", 2000);

    @TempDir
    private Path folder;

    /** No method is idempotent. 64 callers have connections of their own, 64 others share theirs. */
    @ParameterizedTest
    @EnumSource(names = {"EVENT_LOOP", "THREADED", "THREADED_SELECTOR"})
    void whenServersAreRestartedInTurnNoCallFailsAndNoneIsExecutedTwice(ServerModel model) throws Exception {
        try (CounterServers servers = new CounterServers(folder, model);
                CounterClient pooled = CounterClient.start(ClientMode.POOLED, CALLERS, servers.ports());
                CounterClient shared = CounterClient.start(ClientMode.SHARED, CALLERS, servers.ports());
                Callers ofPooled = new Callers(CALLERS, pooled.service()::execute);
                Callers ofShared = new Callers(CALLERS, shared.service()::execute)) {
            for (int i = 0; i < servers.count(); i++) {
                pooled.awaitCallsWithoutNewConnections(ofPooled, CALLS);
                shared.awaitCallsWithoutNewConnections(ofShared, CALLS);
                servers.stop(i);
                ofPooled.awaitSuccesses(CALLS);
                ofShared.awaitSuccesses(CALLS);
                servers.startAgain(i, ofPooled, ofShared);
            }
            ofPooled.awaitSuccesses(CALLS);
            ofShared.awaitSuccesses(CALLS);
            ofPooled.finish();
            ofShared.finish();

            assertThat(ofPooled.failed()).isEmpty();
            assertThat(ofShared.failed()).isEmpty();
            List<String> executions = servers.executions();
            assertThat(executions).doesNotHaveDuplicates();
            Set<String> succeeded = new HashSet<>(ofPooled.succeeded());
            succeeded.addAll(ofShared.succeeded());
            assertThat(Set.copyOf(executions)).isEqualTo(succeeded);
        }
    }
}
