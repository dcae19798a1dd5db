package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No accepted call is lost when a server stops. */
class ServerDrainTests {

    /** A server does not wait for the end of its grace period, which is a minute here. */
    private static final Duration LESS_THAN_GRACE = Duration.ofSeconds(30);

    private static final String ALL = "io.thriftboot.server.TestServer$Setup#all";
    private static final String MODELS = "io.thriftboot.server.TestServer$Setup#models";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenStoppedDuringCallsAllRepliesArrive(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            int callers = setup.isConcurrent() ? 20 : 1;
            if (setup.servesManyConnections()) {
                server.client().echo("idle");
            }
            List<Future<Long>> replies = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                EchoService.Client client = server.client();
                replies.add(threads.submit(() -> client.execute("key")));
            }
            await().until(() -> server.handler.executing.get() == callers);
            CompletableFuture<Boolean> stopped = server.server.stop();
            await().until(() -> !server.server.isRunning());
            if (setup.model() != ServerModel.NONBLOCKING) {
                assertRefusesConnections(server);
            }
            server.handler.mayAnswer.countDown();

            for (Future<Long> reply : replies) {
                assertThat(reply.get()).isPositive();
            }
            assertThat(stopped).succeedsWithin(LESS_THAN_GRACE).isEqualTo(true);
            assertRefusesConnections(server);
            assertThat(server.stats().connections()).isZero();
            assertThat(server.stats().callsInFlight()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenAHandlerLeavesItsThreadInterruptedItsReplyArrivesAllTheSame(Setup setup) throws Exception {
        EchoHandler handler = new EchoHandler() {
            @Override
            public long execute(String key) throws TException {
                long count = super.execute(key);
                Thread.currentThread().interrupt();
                return count;
            }
        };
        try (TestServer server = new TestServer(setup, UnaryOperator.identity(), handler, UnaryOperator.identity())) {
            EchoService.Client client = server.client();
            Future<Long> reply = threads.submit(() -> client.execute("key"));
            await().until(() -> handler.executing.get() == 1);
            CompletableFuture<Boolean> stopped = server.server.stop();
            await().until(() -> !server.server.isRunning());
            handler.mayAnswer.countDown();

            assertThat(reply.get()).isEqualTo(1);
            assertThat(stopped).succeedsWithin(LESS_THAN_GRACE).isEqualTo(true);
        }
    }

    /** A non-blocking server's only thread closes the port when the call that it is busy with has ended. */
    private static void assertRefusesConnections(TestServer server) {
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> server.socket().close());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenRequestsFollowARunningOneTheyAreRefusedInOrder(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup);
                RawClient client = new RawClient(server)) {
            client.send(client.call("execute", 1, new EchoService.execute_args("key")));
            await().until(() -> server.handler.executing.get() == 1);
            CompletableFuture<Boolean> stopped = server.server.stop();
            await().until(() -> !server.server.isRunning());
            client.send(
                    client.call("execute", 2, new EchoService.execute_args("key")),
                    client.call("fire", 3, new EchoService.fire_args("late")),
                    client.call("execute", 4, new EchoService.execute_args("key")));
            server.handler.mayAnswer.countDown();

            EchoService.execute_result result = new EchoService.execute_result();
            assertThat(client.receive(result).seqid).isEqualTo(1);
            assertThat(result.getSuccess()).isEqualTo(1);
            for (int seqid : new int[] {2, 4}) {
                TApplicationException refusal = client.receiveException(seqid);
                assertThat(refusal.getType()).isEqualTo(TApplicationException.INTERNAL_ERROR);
                assertThat(refusal.getMessage()).isEqualTo("not executed: shutting down");
            }
            assertThat(client.isClosedByServer()).isTrue();
            assertThat(stopped).succeedsWithin(LESS_THAN_GRACE).isEqualTo(true);
            assertThat(server.handler.executions).hasValue(1);
            assertThat(server.handler.fired).isEmpty();
            assertThat(server.stats().notExecuted()).isEqualTo(3);
            assertThat(server.stats().notExecutedBy()).containsEntry(NotExecuted.SHUTTING_DOWN, 3L);
        }
    }

    /** Every call of busy clients is either answered or refused with a text that says it was not executed. */
    @ParameterizedTest
    @MethodSource(ALL)
    void whenClientsAreBusyEachCallIsAnsweredOrRefused(Setup setup) throws Exception {
        int callers = setup.servesManyConnections() ? 32 : 1;
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (TestServer server = new TestServer(setup)) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                EchoService.Client client = server.client();
                client.echo("connected");
                clients.add(threads.submit(() -> {
                    while (!ended.get() && isAnswered(client)) {
                        answered.incrementAndGet();
                    }
                    refused.incrementAndGet();
                    client.getInputProtocol().getTransport().close();
                    return null;
                }));
            }
            await().until(() -> answered.get() > 2000);
            assertThat(server.server.stop()).succeedsWithin(LESS_THAN_GRACE).isEqualTo(true);
            ended.set(true);
            for (Future<?> client : clients) {
                client.get();
            }
            assertThat(server.stats().notExecuted()).isEqualTo(callers);
            assertThat(server.stats().calls()).isEqualTo(answered.get() + callers);
        }
    }

    private static boolean isAnswered(EchoService.Client client) throws TException {
        try {
            return client.echo("text").equals("text");
        } catch (TApplicationException ex) {
            assertThat(ex).hasMessage("not executed: shutting down");
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenHandlerOutlastsGracePeriodClosesAnyway(Setup setup) throws Exception {
        ShutdownOptions hasty = new ShutdownOptions(Duration.ZERO, Duration.ofMillis(300));
        try (TestServer server = new TestServer(setup, options -> options.shutdown(hasty))) {
            EchoService.Client client = server.client();
            Future<Long> reply = threads.submit(() -> client.execute("key"));
            await().until(() -> server.handler.executing.get() == 1);

            assertThat(server.server.stop()).succeedsWithin(LESS_THAN_GRACE).isEqualTo(false);

            assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
                    .isThrownBy(reply::get)
                    .withCauseInstanceOf(TTransportException.class);
            await().until(() -> server.handler.executing.get() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenQuietPeriodIsSetServesOnMeanwhile(Setup setup) throws Exception {
        ShutdownOptions quiet = new ShutdownOptions(Duration.ofMillis(500), Duration.ofSeconds(5));
        try (TestServer server = new TestServer(setup, options -> options.shutdown(quiet))) {
            CompletableFuture<Boolean> stopped = server.server.stop();

            assertThat(server.server.isRunning()).isTrue();
            assertThat(server.client().echo("new connection")).isEqualTo("new connection");
            assertThat(server.server.stop()).succeedsWithin(LESS_THAN_GRACE).isEqualTo(true);
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenOnlyIdleConnectionsAreOpenStopsLongBeforeTheGracePeriodEnds(Setup setup) throws Exception {
        setup.assumeServesManyConnections();
        try (TestServer server = new TestServer(setup)) {
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                idle.add(server.socket());
            }
            await().until(() -> server.stats().connections() == 30);

            assertThat(server.server.stop()).succeedsWithin(LESS_THAN_GRACE).isEqualTo(true);
            for (Socket socket : idle) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
                socket.close();
            }
        }
    }

    /** A connection that the kernel has accepted, and the client has written to, belongs to the server. */
    @ParameterizedTest
    @MethodSource(MODELS)
    void whenConnectionsAreStillInTheBacklogTheyAreAnswered(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                RawClient client = new RawClient(server);
                client.send(client.call("echo", i, new EchoService.echo_args("text")));
                clients.add(client);
            }
            CompletableFuture<Boolean> stopped = server.server.stop();

            int answers = 0;
            for (RawClient client : clients) {
                answers += isAnsweredOrRefused(client) ? 1 : 0;
                client.close();
            }
            assertThat(answers).isEqualTo(clients.size());
            assertThat(stopped).succeedsWithin(LESS_THAN_GRACE).isEqualTo(true);
        }
    }

    private static boolean isAnsweredOrRefused(RawClient client) throws IOException {
        return client.socket.getInputStream().read() >= 0;
    }
}
