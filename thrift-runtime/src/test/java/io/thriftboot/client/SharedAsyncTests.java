package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.TestEndpoint;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Note;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that nobody waits for, on connections that callers share: they need no thread until they are answered. */
@Timeout(60)
class SharedAsyncTests {

    private static final String THREADS = "thrift-client-shared-async";

    private static final SharedOptions ONE = new SharedOptions(1, 1000, Duration.ZERO, 1000, 0);

    private final EchoHandler handler = new EchoHandler();
    private final CountDownLatch gate = handler.shut();
    private final Opened opened = new Opened();

    @AfterEach
    void close() throws Exception {
        gate.countDown();
        opened.close();
        await().until(() -> threads("").isEmpty());
    }

    private Endpoint serve(ServerModel model) throws IOException {
        ThriftServer server = serve(model, TestEndpoint.TCP.free());
        return Endpoint.tcp("127.0.0.1", server.address().getPort());
    }

    private ThriftServer serve(ServerModel model, Endpoint endpoint) throws IOException {
        ThriftServer server = opened.add(ThriftServer.create(
                ThriftServerOptions.builder("server", endpoint).model(model).build(),
                ThriftProcessor.builder()
                        .service(ServiceDescriptor.of(EchoService.class), handler)
                        .build()));
        server.start();
        return server;
    }

    private ThriftChannel channel(
            UnaryOperator<ThriftChannelOptions.Builder> options, Endpoint endpoint, ThriftInterceptor... interceptors) {
        return channel(options, List.of(endpoint), interceptors);
    }

    private ThriftChannel channel(
            UnaryOperator<ThriftChannelOptions.Builder> options,
            List<Endpoint> endpoints,
            ThriftInterceptor... interceptors) {
        ThriftChannelOptions.Builder builder = ThriftChannelOptions.builder("shared-async")
                .mode(ClientMode.SHARED)
                .shared(ONE)
                .timeout(Duration.ofSeconds(20));
        return opened.add(ThriftChannel.create(
                options.apply(builder).build(),
                EndpointSupplier.fixed(endpoints),
                EndpointSelector.roundRobin(),
                List.of(interceptors)));
    }

    private static EchoService.AsyncIface client(ThriftChannel channel) {
        return channel.client(EchoService.AsyncIface.class);
    }

    private static List<String> threads(String kind) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(THREADS + kind))
                .sorted()
                .toList();
    }

    private static PoolStats stats(ThriftChannel channel) {
        return channel.stats().values().iterator().next();
    }

    private static List<CallbackResult<Long>> execute(EchoService.AsyncIface client, int count) throws TException {
        List<CallbackResult<Long>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CallbackResult<Long> result = new CallbackResult<>();
            client.execute("call-" + i, result);
            results.add(result);
        }
        return results;
    }

    @Test
    void whenManyCallsAreInFlightThereIsNoThreadForThem() throws Exception {
        ThriftChannel channel = channel(UnaryOperator.identity(), serve(ServerModel.EVENT_LOOP));

        List<CallbackResult<Long>> results = execute(client(channel), 500);

        await().until(() -> handler.executions() > 0);
        assertThat(stats(channel).calls()).isEqualTo(500);
        assertThat(threads("-call-")).isEmpty();
        gate.countDown();
        for (CallbackResult<Long> result : results) {
            assertThat(result.value()).isEqualTo(1);
            assertThat(result.thread.getName()).startsWith(THREADS + "-call-");
            assertThat(result.thread.isDaemon()).isTrue();
        }
        await().until(() -> stats(channel).calls() == 0);
        assertThat(stats(channel).created()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenManyCallEachCallbackGetsItsOwnReplyOnce(ServerModel model) throws Exception {
        ThriftChannel channel = channel(UnaryOperator.identity(), serve(model));
        EchoService.AsyncIface client = client(channel);
        List<CallbackResult<String>> results = new ArrayList<>();

        for (int i = 0; i < 900; i++) {
            CallbackResult<String> result = new CallbackResult<>();
            client.echo("text " + i + " ".repeat(i), result);
            results.add(result);
        }

        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).value()).isEqualTo("text " + i + " ".repeat(i));
            assertThat(results.get(i).calls).hasValue(1);
        }
        assertThat(stats(channel).created()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenManyCallEachFutureGetsItsOwnReply(ServerModel model) throws Exception {
        ThriftChannel channel = channel(UnaryOperator.identity(), serve(model));
        EchoService.FutureIface client = channel.client(EchoService.FutureIface.class);

        List<CompletableFuture<String>> futures = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            futures.add(client.echo("text " + i));
        }

        for (int i = 0; i < futures.size(); i++) {
            assertThat(futures.get(i).get(20, TimeUnit.SECONDS)).isEqualTo("text " + i);
        }
    }

    @Test
    void whenVoidOrOnewayTheCallbackGetsNull() throws Exception {
        EchoService.AsyncIface client = client(channel(UnaryOperator.identity(), serve(ServerModel.THREADED)));
        CallbackResult<Void> nothing = new CallbackResult<>();
        CallbackResult<Void> fire = new CallbackResult<>();

        client.nothing(nothing);
        client.fire("shot", fire);

        assertThat(nothing.value()).isNull();
        assertThat(fire.value()).isNull();
        await().until(() -> handler.fired.equals(List.of("shot")));
    }

    @Test
    void whenTheServerDoesNotAnswerTheDeadlineSaysWhatTheSyncClientWouldAndTheConnectionStays() throws Exception {
        Endpoint endpoint = serve(ServerModel.EVENT_LOOP);
        ThriftChannel channel = channel(builder -> builder.timeout(Duration.ofSeconds(1)), endpoint);

        List<CallbackResult<Long>> results = execute(client(channel), 3);

        for (CallbackResult<Long> result : results) {
            assertThat(result.thrown())
                    .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                            .isEqualTo(TTransportException.TIMED_OUT))
                    .hasMessageMatching(
                            "shared-async \\S+: EchoService\\.execute: timed out \\d+ms after sending began, on a"
                                    + " connection without any reply so far \\(expected: a server of binary/framed\\)");
            assertThat(result.thread.getName()).startsWith(THREADS + "-call-");
        }
        assertThat(stats(channel)).isEqualTo(new PoolStats(1, 0, 1, 0, 0, 1, 0, null));
        gate.countDown();
        assertThat(channel.client(EchoService.Iface.class).echo("next")).isEqualTo("next");
        assertThat(stats(channel).created()).isEqualTo(1);
        assertThat(results).allSatisfy(result -> assertThat(result.calls).hasValue(1));
    }

    @Test
    void whenThereIsNoRoomTheNextFailsAtOnceAndNoneIsLost() throws Exception {
        ThriftChannel channel = channel(
                builder -> builder.shared(new SharedOptions(1, 2, Duration.ZERO, 100, 0)),
                serve(ServerModel.EVENT_LOOP));
        EchoService.AsyncIface client = client(channel);
        List<CallbackResult<Long>> results = execute(client, 2);
        CallbackResult<Long> tooMuch = new CallbackResult<>();

        client.execute("too much", tooMuch);

        assertThat(tooMuch.thrown())
                .isInstanceOf(TTransportException.class)
                .hasMessageMatching("shared-async \\S+: not sent: too many calls in flight \\(connections=1, calls=2,"
                        + " waiting=0, expected: at most 2 calls on each, shared.max-calls-in-flight\\)");
        gate.countDown();
        for (CallbackResult<Long> result : results) {
            assertThat(result.value()).isEqualTo(1);
        }
        assertThat(handler.executions("too much")).isZero();
    }

    @Test
    void whenClosedAllFailOnceButThoseWhoseCallersWait() throws Exception {
        ThriftChannel channel = channel(builder -> builder.timeout(Duration.ZERO), serve(ServerModel.EVENT_LOOP));
        List<CallbackResult<Long>> results = execute(client(channel), 10);
        Caller waiting =
                Caller.start(() -> channel.client(EchoService.Iface.class).execute("waits"));
        await().until(() -> handler.executions("waits") == 1);

        channel.close();

        for (CallbackResult<Long> result : results) {
            assertThat(result.thrown())
                    .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                            .isEqualTo(TTransportException.NOT_OPEN))
                    .hasMessageEndingWith(": the channel is closed");
        }
        assertThat(stats(channel).calls()).isEqualTo(1);
        gate.countDown();
        assertThat(waiting.value()).isEqualTo(1L);
        await().until(() -> threads("").isEmpty());
        assertThat(stats(channel)).isEqualTo(new PoolStats(1, 0, 0, 0, 0, 1, 1, null));
        assertThat(results).allSatisfy(result -> assertThat(result.calls).hasValue(1));
        CallbackResult<String> late = new CallbackResult<>();
        client(channel).echo("late", late);
        assertThat(late.thrown()).hasMessageEndingWith(": the channel is closed");
    }

    @Test
    void whenCallsAndCloseRaceEveryCallbackIsCalledOnce() throws Exception {
        Endpoint endpoint = serve(ServerModel.EVENT_LOOP);
        for (int round = 0; round < 20; round++) {
            ThriftChannel channel = channel(UnaryOperator.identity(), endpoint);

            List<CallbackResult<String>> results = ClosingRace.run(channel, client(channel));

            await().until(() -> threads("").isEmpty());
            assertThat(results).allSatisfy(result -> assertThat(result.calls).hasValue(1));
        }
    }

    @Test
    void whenThereIsAnExecutorCallbacksRunThereAndItOutlivesTheChannel() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "chosen"));
        opened.add(executor::shutdownNow);
        ThriftChannel channel = channel(builder -> builder.callbackExecutor(executor), serve(ServerModel.EVENT_LOOP));
        CallbackResult<String> result = new CallbackResult<>();

        client(channel).echo("x", result);

        assertThat(result.value()).isEqualTo("x");
        assertThat(result.thread.getName()).isEqualTo("chosen");
        channel.close();
        assertThat(executor.isShutdown()).isFalse();
    }

    @Test
    void whenTheExecutorRefusesTheCallbackIsCalledAllTheSame() throws Exception {
        ThriftChannel channel = channel(
                builder -> builder.callbackExecutor(task -> {
                    throw new RejectedExecutionException("full");
                }),
                serve(ServerModel.EVENT_LOOP));
        CallbackResult<String> result = new CallbackResult<>();

        client(channel).echo("x", result);

        assertThat(result.value()).isEqualTo("x");
        assertThat(result.calls).hasValue(1);
        assertThat(channel.client(EchoService.Iface.class).echo("next")).isEqualTo("next");
    }

    /** Each callback makes the next call. */
    private static final class Chain implements AsyncMethodCallback<String> {

        private final EchoService.AsyncIface client;
        private final CompletableFuture<Integer> ended = new CompletableFuture<>();
        private int count;

        Chain(EchoService.AsyncIface client) {
            this.client = client;
        }

        @Override
        public void onComplete(String value) {
            try {
                if (!value.equals("" + count)) {
                    throw new IllegalStateException(value + " (expected: " + count + ")");
                }
                count++;
                if (count == 2000) {
                    ended.complete(count);
                } else {
                    client.echo("" + count, this);
                }
            } catch (TException | RuntimeException ex) {
                ended.completeExceptionally(ex);
            }
        }

        @Override
        public void onError(Exception thrown) {
            ended.completeExceptionally(thrown);
        }
    }

    @Test
    void whenCallbacksRunOnTheThreadThatReadsTheyMayCall() throws Exception {
        ThriftChannel channel =
                channel(builder -> builder.callbackExecutor(Runnable::run), serve(ServerModel.EVENT_LOOP));
        List<Chain> chains =
                IntStream.range(0, 8).mapToObj(i -> new Chain(client(channel))).toList();

        for (Chain chain : chains) {
            client(channel).echo("0", chain);
        }

        for (Chain chain : chains) {
            assertThat(chain.ended.get(20, TimeUnit.SECONDS)).isEqualTo(2000);
        }
        assertThat(threads("-call-")).isEmpty();
    }

    private static CompletableFuture<Void> fire(EchoService.FutureIface client, String shot) {
        try {
            return client.fire(shot);
        } catch (TException ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    @Test
    void whenOnewayCallsAreMadeByCallbacksOfThatThreadAllAreSent() throws Exception {
        ThriftChannel channel =
                channel(builder -> builder.callbackExecutor(Runnable::run), serve(ServerModel.THREADED));
        EchoService.FutureIface client = channel.client(EchoService.FutureIface.class);

        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < 100; i++) {
            String shot = "shot " + i;
            last = last.thenCompose(none -> fire(client, shot));
        }

        last.get(20, TimeUnit.SECONDS);
        await().until(() -> handler.fired.size() == 100);
        assertThat(handler.fired).startsWith("shot 0").endsWith("shot 99");
    }

    @Test
    void whenTheServerRefusesTheCallIsTriedElsewhere() throws Exception {
        FakeServer full = opened.server(connection -> {
            while (true) {
                connection.answerNotExecuted(connection.receive(), "full");
            }
        });
        FakeServer other = opened.server(FakeConnection::serve);
        EchoService.AsyncIface client =
                client(channel(UnaryOperator.identity(), List.of(full.endpoint(), other.endpoint())));

        // Servers are asked in turn, beginning anywhere.
        for (int calls = 1; full.requests() == 0 || calls < 4; calls++) {
            CallbackResult<String> result = new CallbackResult<>();
            client.echo("x", result);
            assertThat(result.value()).isEqualTo("echoed");
            assertThat(other.requests()).isEqualTo(calls);
        }
    }

    @Test
    void whenTheServerLeavesTheCallIsTriedOnAnotherConnection() throws Exception {
        FakeServer server = opened.server(
                connection -> {
                    connection.answerNotExecuted(connection.receive(), "shutting down");
                    connection.awaitClose();
                },
                FakeConnection::serve);
        ThriftChannel channel = channel(UnaryOperator.identity(), server.endpoint());
        CallbackResult<String> result = new CallbackResult<>();

        client(channel).echo("x", result);

        assertThat(result.value()).isEqualTo("echoed");
        assertThat(stats(channel)).isEqualTo(new PoolStats(1, 0, 1, 0, 0, 2, 1, null));
    }

    @Test
    void whenThePeerClosesCallsThatWereSentFailAndAreNotRepeated() throws Exception {
        FakeServer server = opened.server(FakeConnection::receive, FakeConnection::serve);
        EchoService.AsyncIface client = client(channel(UnaryOperator.identity(), server.endpoint()));
        CallbackResult<String> result = new CallbackResult<>();
        CallbackResult<String> next = new CallbackResult<>();

        client.echo("x", result);

        assertThat(result.thrown())
                .hasMessageEndingWith("EchoService.echo: the peer closed the connection without a reply");
        client.echo("next", next);
        assertThat(next.value()).isEqualTo("echoed");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void whenTheServerIsNotThereYetTheCallIsTriedUntilItIs() throws Exception {
        Endpoint endpoint = TestEndpoint.UNIX.free();
        ThriftChannel channel = channel(UnaryOperator.identity(), endpoint);
        CallbackResult<String> result = new CallbackResult<>();
        client(channel).echo("x", result);
        await().until(() -> stats(channel).connectError() != null);

        serve(ServerModel.EVENT_LOOP, endpoint);

        assertThat(result.value()).isEqualTo("x");
        assertThat(result.calls).hasValue(1);
    }

    @Test
    void whenTheServerNeverComesTheCallEndsAtItsDeadline() throws Exception {
        ThriftChannel channel = channel(builder -> builder.timeout(Duration.ofSeconds(1)), TestEndpoint.TCP.free());
        CallbackResult<String> result = new CallbackResult<>();

        client(channel).echo("x", result);

        assertThat(result.thrown())
                .isInstanceOf(TTransportException.class)
                .hasMessageEndingWith(": EchoService.echo: cannot connect: Connection refused");
    }

    @Test
    void whenTheCallerChangesTheArgumentsAfterwardsTheCallIsAsItWas() throws Exception {
        EchoService.AsyncIface client = client(channel(UnaryOperator.identity(), serve(ServerModel.EVENT_LOOP)));
        Note note = new Note("as it was");
        CallbackResult<Note> result = new CallbackResult<>();

        client.echoNote(note, result);
        note.setText("changed");

        assertThat(result.value()).isEqualTo(new Note("as it was"));
    }

    @Test
    void whenAnInterceptorCallsTwiceBothEndAtTheDeadline() throws Exception {
        List<Throwable> ends = new CopyOnWriteArrayList<>();
        ThriftInterceptor twice = (call, next) -> {
            next.invoke(call).whenComplete((value, thrown) -> ends.add(thrown));
            return next.invoke(call).whenComplete((value, thrown) -> ends.add(thrown));
        };
        ThriftChannel channel =
                channel(builder -> builder.timeout(Duration.ofSeconds(1)), serve(ServerModel.EVENT_LOOP), twice);
        CallbackResult<Long> result = new CallbackResult<>();

        client(channel).execute("x", result);

        assertThat(result.thrown()).isInstanceOf(TTransportException.class);
        await().until(() -> ends.size() == 2);
        assertThat(ends).allSatisfy(thrown -> assertThat(thrown).hasMessageContaining("timed out"));
        assertThat(stats(channel).calls()).isZero();
    }
}
