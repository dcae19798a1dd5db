package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.testapi.EchoService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.thrift.transport.TTransportException;

/** Asynchronous calls of several threads, while the channel is closed. */
final class ClosingRace {

    private static final int THREADS = 4;
    private static final int CALLS = 50;

    private ClosingRace() {}

    /** Each call is answered or fails. Returns what the callbacks were told. */
    static List<CallbackResult<String>> run(ThriftChannel channel, EchoService.AsyncIface client) throws Exception {
        List<CallbackResult<String>> results = new CopyOnWriteArrayList<>();
        List<Caller> callers = IntStream.range(0, THREADS)
                .mapToObj(thread -> Caller.start(() -> call(client, results)))
                .toList();
        await().pollDelay(Duration.ZERO).until(() -> results.size() > 20);
        channel.close();
        for (Caller caller : callers) {
            caller.value();
        }
        assertThat(results).hasSize(THREADS * CALLS);
        for (CallbackResult<String> result : results) {
            assertThat(result.future
                            .handle((value, thrown) -> value != null ? value : thrown.getClass())
                            .get(20, TimeUnit.SECONDS))
                    .isIn("x", TTransportException.class);
        }
        return results;
    }

    private static int call(EchoService.AsyncIface client, List<CallbackResult<String>> results) throws Exception {
        for (int i = 0; i < CALLS; i++) {
            CallbackResult<String> result = new CallbackResult<>();
            results.add(result);
            client.echo("x", result);
        }
        return CALLS;
    }
}
