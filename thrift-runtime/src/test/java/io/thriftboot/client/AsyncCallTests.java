package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.thriftboot.ThriftInterceptor;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What is different about calls that nobody waits for: their threads, their bounds, and when their callbacks are called. */
@Timeout(60)
class AsyncCallTests {

    private static final String THREADS = "thrift-client-async";

    private final EchoHandler handler = new EchoHandler();
    private final EchoServer server = EchoServer.start(handler);
    private final CountDownLatch gate = handler.shut();
    private ThriftChannel channel;

    @AfterEach
    void close() {
        gate.countDown();
        if (channel != null) {
            channel.close();
        }
        server.close();
        await().until(() -> threads().isEmpty());
    }

    private EchoService.AsyncIface client(int maxTotal, Duration timeout, ThriftInterceptor... interceptors) {
        return client(maxTotal, timeout, List.of(server.endpoint()), interceptors);
    }

    private EchoService.AsyncIface client(
            int maxTotal, Duration timeout, List<Endpoint> endpoints, ThriftInterceptor... interceptors) {
        channel = ThriftChannel.create(
                ThriftChannelOptions.builder("async")
                        .timeout(timeout)
                        .pool(new PoolOptions(
                                maxTotal, maxTotal, 0, Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ZERO))
                        .build(),
                EndpointSupplier.fixed(endpoints),
                EndpointSelector.roundRobin(),
                List.of(interceptors));
        return channel.client(EchoService.AsyncIface.class);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(THREADS))
                .sorted()
                .toList();
    }

    @Test
    void whenThereWasNoAsyncCallThereIsNoThread() throws Exception {
        client(4, Duration.ofSeconds(5));

        channel.client(EchoService.Iface.class).echo("x");

        assertThat(threads()).containsExactly(THREADS);
    }

    @Test
    void whenCalledItReturnsAtOnceAndCallsBackOnAThreadOfTheChannel() throws Exception {
        EchoService.AsyncIface client = client(4, Duration.ofSeconds(20));
        CallbackResult<Long> result = new CallbackResult<>();

        client.execute("key", result);

        await().until(() -> handler.executions("key") == 1);
        assertThat(result.calls).hasValue(0);
        gate.countDown();
        assertThat(result.value()).isEqualTo(1);
        assertThat(result.thread.getName()).isEqualTo(THREADS + "-call-1");
        assertThat(result.thread.isDaemon()).isTrue();
    }

    @Test
    void whenVoidOrOnewayTheCallbackGetsNull() throws Exception {
        EchoService.AsyncIface client = client(4, Duration.ofSeconds(20));
        CallbackResult<Void> nothing = new CallbackResult<>();
        CallbackResult<Void> fire = new CallbackResult<>();

        client.nothing(nothing);
        client.fire("shot", fire);

        assertThat(nothing.value()).isNull();
        assertThat(fire.value()).isNull();
        await().until(() -> handler.fired.equals(List.of("shot")));
    }

    @Test
    void whenThereAreSeveralEndpointsEachHasItsConnections() throws Exception {
        EchoHandler otherHandler = new EchoHandler();
        CountDownLatch otherGate = otherHandler.shut();
        try (EchoServer other = EchoServer.start(otherHandler)) {
            EchoService.AsyncIface client =
                    client(2, Duration.ofSeconds(20), List.of(server.endpoint(), other.endpoint()));
            List<CallbackResult<Long>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                results.add(new CallbackResult<>());
                client.execute("call-" + i, results.get(i));
            }

            await().until(() -> handler.executions() == 2 && otherHandler.executions() == 2);
            assertThat(threads()).filteredOn(name -> name.contains("-call-")).hasSize(4);
            gate.countDown();
            otherGate.countDown();
            for (CallbackResult<Long> result : results) {
                assertThat(result.value()).isEqualTo(1);
            }
        } finally {
            otherGate.countDown();
            channel.close();
        }
    }

    @Test
    void whenTooManyCallsWaitTheNextFailsAtOnceAndNoneIsLost() throws Exception {
        EchoService.AsyncIface client = client(2, Duration.ZERO);
        int capacity = 2 + AsyncThreads.MAX_WAITING;
        List<CallbackResult<Long>> results = new ArrayList<>();
        for (int i = 0; i < capacity; i++) {
            results.add(new CallbackResult<>());
            client.execute("call-" + i, results.get(i));
        }
        CallbackResult<Long> tooMuch = new CallbackResult<>();

        client.execute("too much", tooMuch);

        assertThat(tooMuch.thread).isSameAs(Thread.currentThread());
        assertThat(tooMuch.thrown())
                .isInstanceOf(TTransportException.class)
                .hasMessageMatching("async: EchoService\\.execute: not sent: too many calls wait for a thread"
                        + " \\(max=2, active=[012], waiting=1000\\) \\(expected: at most 1000 waiting;"
                        + " pool\\.max-total sets how many are executed\\)");
        gate.countDown();
        for (CallbackResult<Long> result : results) {
            assertThat(result.value()).isEqualTo(1);
        }
        assertThat(handler.executions()).isEqualTo(capacity);
        assertThat(handler.executions("too much")).isZero();
        assertThat(channel.stats().get(server.endpoint()))
                .extracting(PoolStats::active, PoolStats::idle)
                .containsExactly(0, 2);
    }

    @Test
    void whenNoThreadIsFreeTheCallEndsAtItsDeadlineUnsent() throws Exception {
        EchoService.AsyncIface client = client(1, Duration.ofSeconds(1));
        CountDownLatch blocking = new CountDownLatch(1);
        CallbackResult<String> waiting = new CallbackResult<>();
        try {
            CountDownLatch blocked = block(client, blocking);
            assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();

            client.echo("waits", waiting);

            assertThat(waiting.thrown())
                    .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                            .isEqualTo(TTransportException.TIMED_OUT))
                    // From when it waited: its time began a little before.
                    .hasMessageMatching(
                            "async: EchoService\\.echo: no thread within \\d{3,}ms \\(max=1, active=1, waiting=\\d\\)");
        } finally {
            blocking.countDown();
        }
        CallbackResult<String> next = new CallbackResult<>();
        client.echo("next", next);
        assertThat(next.value()).isEqualTo("next");
        assertThat(waiting.calls).hasValue(1);
    }

    /** A callback that blocks, and with it the channel's only thread. */
    private static CountDownLatch block(EchoService.AsyncIface client, CountDownLatch until) throws TException {
        CountDownLatch blocked = new CountDownLatch(1);
        client.echo("blocks", new AsyncMethodCallback<>() {
            @Override
            public void onComplete(String value) {
                blocked.countDown();
                try {
                    until.await();
                } catch (InterruptedException ex) {
                    throw new IllegalStateException(ex);
                }
            }

            @Override
            public void onError(Exception thrown) {}
        });
        return blocked;
    }

    @Test
    void whenTheServerDoesNotAnswerTheDeadlineSaysWhatTheSyncClientWould() throws Exception {
        EchoService.AsyncIface client = client(1, Duration.ofMillis(300));
        CallbackResult<Long> result = new CallbackResult<>();

        client.execute("key", result);

        assertThat(result.thrown())
                .isInstanceOf(TTransportException.class)
                .hasMessageMatching("async " + server.endpoint()
                        + ": EchoService\\.execute: timed out \\d+ms after sending began, on a connection without any"
                        + " reply so far \\(expected: a server of binary/framed\\)");
    }

    @Test
    void whenAnInterceptorNeverDeliversTheCallEndsAtItsDeadline() throws Exception {
        EchoService.AsyncIface client = client(1, Duration.ofMillis(200), (call, next) -> new CompletableFuture<>());
        CallbackResult<String> result = new CallbackResult<>();

        client.echo("x", result);

        assertThat(result.thrown())
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.TIMED_OUT))
                .hasMessage("async: EchoService.echo: no result before the deadline");
    }

    @Test
    void whenClosedAllPendingCallsFailOnceAndThreadsAndConnectionsAreGone() throws Exception {
        EchoService.AsyncIface client = client(
                2,
                Duration.ZERO,
                (call, next) -> call.method().name().equals("ping") ? new CompletableFuture<>() : next.invoke(call));
        List<CallbackResult<?>> results = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CallbackResult<Long> result = new CallbackResult<>();
            client.execute("call-" + i, result);
            results.add(result);
        }
        CallbackResult<String> intercepted = new CallbackResult<>();
        client.ping("never", intercepted);
        results.add(intercepted);
        await().until(() -> handler.executions() == 2);

        channel.close();

        for (CallbackResult<?> result : results) {
            assertThat(result.thrown())
                    .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                            .isEqualTo(TTransportException.NOT_OPEN))
                    .hasMessageMatching("async(: EchoService\\.\\w+| tcp://\\S+): the channel is closed");
        }
        await().until(() -> threads().isEmpty());
        await().untilAsserted(() -> assertThat(channel.stats().get(server.endpoint()))
                .extracting(PoolStats::active, PoolStats::idle)
                .containsExactly(0, 0));
        assertThat(results).allSatisfy(result -> assertThat(result.calls).hasValue(1));
        CallbackResult<String> late = new CallbackResult<>();
        client.echo("late", late);
        assertThat(late.thrown()).hasMessage("async: EchoService.echo: the channel is closed");
        assertThat(threads()).isEmpty();
    }

    @Test
    void whenCallsAndCloseRaceEveryCallbackIsCalledOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            EchoService.AsyncIface client = client(2, Duration.ofSeconds(20));

            List<CallbackResult<String>> results = ClosingRace.run(channel, client);

            assertThat(results).allSatisfy(result -> assertThat(result.calls).hasValue(1));
            await().until(() -> threads().isEmpty());
        }
    }

    @Test
    void whenACallbackThrowsItIsLoggedAndTheNextCallSucceeds() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(ThriftChannel.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            EchoService.AsyncIface client = client(1, Duration.ofSeconds(20));
            AtomicInteger errors = new AtomicInteger();
            client.echo("x", new AsyncMethodCallback<>() {
                @Override
                public void onComplete(String value) {
                    throw new IllegalStateException("of the callback");
                }

                @Override
                public void onError(Exception thrown) {
                    errors.incrementAndGet();
                }
            });
            CallbackResult<String> next = new CallbackResult<>();
            client.echo("next", next);

            assertThat(next.value()).isEqualTo("next");
            assertThat(errors).hasValue(0);
            assertThat(log.list).singleElement().satisfies(event -> {
                assertThat(event.getFormattedMessage()).isEqualTo("async: EchoService.echo: the callback failed");
                assertThat(event.getThrowableProxy().getMessage()).isEqualTo("of the callback");
            });
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void whenTheCallerChangesTheArgumentsAfterwardsTheCallIsAsItWas() throws Exception {
        EchoService.AsyncIface client = client(1, Duration.ofSeconds(20));
        CountDownLatch blocking = new CountDownLatch(1);
        block(client, blocking);
        Note note = new Note("as it was");
        CallbackResult<Note> result = new CallbackResult<>();

        client.echoNote(note, result);
        note.setText("changed");
        blocking.countDown();

        assertThat(result.value()).isEqualTo(new Note("as it was"));
    }

    @Test
    void whenThereAreInterceptorsTheyBeginOnTheCallersThreadAndMayCallTwice() throws Exception {
        List<String> steps = new CopyOnWriteArrayList<>();
        ThriftInterceptor outer = (call, next) -> {
            steps.add("outer on " + Thread.currentThread().getName());
            return next.invoke(call).thenCompose(first -> next.invoke(call).thenApply(second -> first + "," + second));
        };
        ThriftInterceptor inner = (call, next) -> {
            steps.add("inner " + call.arguments());
            return next.invoke(call);
        };
        EchoService.AsyncIface client = client(1, Duration.ofSeconds(20), outer, inner);
        CallbackResult<String> result = new CallbackResult<>();

        client.echo("x", result);

        assertThat(result.value()).isEqualTo("x,x");
        assertThat(steps).containsExactly("outer on " + Thread.currentThread().getName(), "inner [x]", "inner [x]");
    }

    @Test
    void whenAnInterceptorAnswersNoThreadIsNeeded() throws Exception {
        EchoService.AsyncIface client =
                client(1, Duration.ofSeconds(20), (call, next) -> CompletableFuture.completedFuture("cached"));
        CallbackResult<String> result = new CallbackResult<>();

        client.echo("x", result);

        assertThat(result.value()).isEqualTo("cached");
        assertThat(threads()).isEmpty();
    }

    @Test
    void whenAnInterceptorFailsTheCallbackGetsWhatTheSyncClientThrows() throws Exception {
        IOException checked = new IOException("disk full");
        NoClassDefFoundError error = new NoClassDefFoundError("missing");
        IllegalStateException unchecked = new IllegalStateException("x");

        assertThat(thrownFor(checked))
                .isExactlyInstanceOf(TException.class)
                .hasMessage("async: EchoService.echo: java.io.IOException: disk full")
                .hasCause(checked);
        assertThat(thrownFor(error))
                .isExactlyInstanceOf(TException.class)
                .hasMessage("async: EchoService.echo: java.lang.NoClassDefFoundError: missing")
                .hasCause(error);
        assertThat(thrownFor(unchecked)).isSameAs(unchecked);
    }

    private Throwable thrownFor(Throwable thrown) throws Exception {
        CallbackResult<String> result = new CallbackResult<>();
        client(1, Duration.ofSeconds(20), (call, next) -> CompletableFuture.failedFuture(thrown))
                .echo("x", result);
        channel.close();
        return result.thrown();
    }

    @Test
    void whenThereIsNoCallbackTheCallIsRefused() {
        EchoService.AsyncIface client = client(1, Duration.ofSeconds(20));

        assertThatThrownBy(() -> client.echo("x", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("async: EchoService.echo: no callback (expected: an AsyncMethodCallback)");
    }

    @Test
    void whenTheServerRefusesTheCallIsTriedElsewhere() throws Exception {
        try (FakeServer full = FakeServer.start(connection -> {
                    while (true) {
                        connection.answerNotExecuted(connection.receive(), "full");
                    }
                });
                FakeServer other = FakeServer.start(FakeConnection::serve)) {
            EchoService.AsyncIface client =
                    client(1, Duration.ofSeconds(20), List.of(full.endpoint(), other.endpoint()));

            // Servers are asked in turn, beginning anywhere.
            for (int calls = 1; full.requests() == 0 || calls < 4; calls++) {
                CallbackResult<String> result = new CallbackResult<>();
                client.echo("x", result);
                assertThat(result.value()).isEqualTo("echoed");
                assertThat(other.requests()).isEqualTo(calls);
            }
        }
    }
}
