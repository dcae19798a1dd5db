package io.thriftboot.server;

import static io.thriftboot.server.ServerOutcomeTests.assertThatApplicationException;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How much clients get. */
class ServerLimitTests {

    private static final String MODELS = "io.thriftboot.server.TestServer$Setup#models";
    private static final String ALL = "io.thriftboot.server.TestServer$Setup#all";
    private static final Setup POOL = new Setup(ServerModel.THREAD_POOL, WireFormat.DEFAULT);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenThereAreTooManyConnectionsClosesTheNextAtOnce(Setup setup) throws Exception {
        setup.assumeServesManyConnections();
        try (TestServer server = new TestServer(setup, options -> options.maxConnections(3))) {
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                open.add(server.socket());
            }
            await().until(() -> server.stats().connections() == 3);

            try (Socket fourth = server.socket()) {
                assertThat(fourth.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(server.stats().connectionsRefused()).isEqualTo(1);
            assertThat(server.stats().reached(ServerLimit.CONNECTIONS)).isEqualTo(1);
            assertThat(server.stats().connectionsAccepted()).isEqualTo(3);

            open.get(0).close();
            await().until(() -> server.stats().connections() == 2);
            assertThat(server.client().echo("again")).isEqualTo("again");
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenCallsAreSlowAsManyRunAsThereAreThreads(Setup setup) throws Exception {
        setup.assumeConcurrent();
        assumeFalse(setup.model() == ServerModel.THREADED, () -> setup.model() + " has a thread for each connection");
        try (TestServer server = new TestServer(setup, options -> options.executor(new ExecutorOptions(7, 100)))) {
            List<Future<Long>> replies = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                EchoService.Client client = server.client();
                replies.add(threads.submit(() -> client.execute("key")));
            }
            await().until(() -> server.handler.executing.get() == 7);
            await().until(() -> server.stats().callsWaiting() == 13);
            server.handler.mayAnswer.countDown();
            for (Future<Long> reply : replies) {
                assertThat(reply.get()).isPositive();
            }
            assertThat(server.handler.mostExecuting).hasValue(7);
        }
    }

    @ParameterizedTest
    @MethodSource("io.thriftboot.server.TestServer$Setup#models")
    void whenModelIsSerialOneCallRunsAfterTheOther(Setup setup) throws Exception {
        assumeFalse(setup.isConcurrent(), () -> setup.model() + " runs calls side by side");
        try (TestServer server = new TestServer(setup)) {
            server.handler.mayAnswer.countDown();
            List<Future<Long>> replies = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                EchoService.Client client = server.client();
                replies.add(threads.submit(() -> client.execute("key")));
            }
            for (Future<Long> reply : replies) {
                assertThat(reply.get()).isPositive();
            }
            assertThat(server.handler.mostExecuting).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"HSHA", "THREADED_SELECTOR", "EVENT_LOOP"})
    void whenQueueIsFullCallsAreRefusedAndConnectionsKept(ServerModel model) throws Exception {
        Setup setup = new Setup(model, WireFormat.DEFAULT);
        try (TestServer server = new TestServer(setup, options -> options.executor(new ExecutorOptions(2, 1)))) {
            List<Future<Long>> replies = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                EchoService.Client client = server.client();
                replies.add(threads.submit(() -> client.execute("key")));
            }
            await().until(() -> server.stats().callsWaiting() == 1);
            EchoService.Client refused = server.client();

            assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> refused.echo("one too many"))
                    .isEqualTo("not executed: overloaded");
            refused.fire("nor this");
            await().until(() -> server.stats().notExecuted() == 2);
            server.handler.mayAnswer.countDown();
            for (Future<Long> reply : replies) {
                assertThat(reply.get()).isPositive();
            }
            await().untilAsserted(() -> assertThat(refused.echo("now")).isEqualTo("now"));
            assertThat(server.handler.fired).isEmpty();
            assertThat(server.stats().notExecuted()).isGreaterThanOrEqualTo(2);
            assertThat(server.stats().reached(ServerLimit.QUEUE))
                    .isEqualTo(server.stats().notExecuted());
            assertThat(server.stats().notExecutedBy())
                    .containsEntry(NotExecuted.QUEUE, server.stats().notExecuted());
        }
    }

    @Test
    void whenThereAreMoreIdleConnectionsThanThreadsEachIsServed() throws Exception {
        try (TestServer server = new TestServer(POOL, options -> options.executor(new ExecutorOptions(2, 100)))) {
            for (int i = 0; i < 10; i++) {
                assertThat(server.client().echo("hello")).isEqualTo("hello");
            }
        }
    }

    @Test
    void whenThreadsAndQueueAreFullConnectionsAreClosedAtOnce() throws Exception {
        try (TestServer server = new TestServer(POOL, options -> options.executor(new ExecutorOptions(1, 1)))) {
            EchoService.Client busy = server.client();
            busy.send_execute("key");
            await().until(() -> server.handler.executing.get() == 1);
            EchoService.Client waiting = server.client();
            Future<String> reply = threads.submit(() -> waiting.echo("in time"));
            await().until(() -> server.stats().callsWaiting() == 1);

            EchoService.Client refused = server.client();
            assertThatExceptionOfType(TTransportException.class).isThrownBy(() -> refused.echo("one too many"));
            assertThat(server.stats().connectionsRefused()).isEqualTo(1);

            server.handler.mayAnswer.countDown();
            assertThat(busy.recv_execute()).isEqualTo(1);
            assertThat(reply.get()).isEqualTo("in time");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenMessageArrivesTooSlowlyClosesConnection(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup, options -> options.readTimeout(Duration.ofMillis(200)));
                RawClient slow = new RawClient(server)) {
            byte[] call = slow.call("echo", 1, new EchoService.echo_args("text"));
            slow.send(java.util.Arrays.copyOf(call, 7));

            assertThat(slow.isClosedByServer()).isTrue();
            assertThat(server.stats().reached(ServerLimit.READ_TIMEOUT)).isEqualTo(1);
            assertThat(server.client().echo("canary")).isEqualTo("canary");
            await().until(() -> server.stats().connections() <= 1);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenConnectionIsIdleForTooLongClosesIt(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup, options -> options.idleTimeout(Duration.ofMillis(200)));
                RawClient idle = new RawClient(server);
                RawClient used = new RawClient(server)) {
            used.send(used.call("echo", 1, new EchoService.echo_args("text")));
            used.receive(new EchoService.echo_result());

            assertThat(idle.isClosedByServer()).isTrue();
            assertThat(used.isClosedByServer()).isTrue();
            await().until(() -> server.stats().connections() == 0);
            assertThat(server.stats().reached(ServerLimit.IDLE_TIMEOUT))
                    .isBetween(setup.servesManyConnections() ? 2L : 1L, 2L);
        }
    }

    /** libthrift's selector thread, and with it the server, dies of a key that another thread cancels at the wrong moment. */
    @ParameterizedTest
    @MethodSource(MODELS)
    void whenConnectionsExpireWhileTheyAreUsedServerSurvives(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup, options -> options.idleTimeout(Duration.ofMillis(20)))) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                clients.add(threads.submit(() -> {
                    for (int n = 0; n < 20; n++) {
                        useUntilClosed(server);
                    }
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
            assertThat(server.server.isRunning()).isTrue();
            await().until(() -> server.stats().connections() == 0);
        }
    }

    private static void useUntilClosed(TestServer server) throws Exception {
        try (RawClient client = new RawClient(server)) {
            byte[] call = client.call("echo", 1, new EchoService.echo_args("text"));
            for (int pause = 16; pause < 40; pause += 2) {
                client.send(call);
                client.receive(new EchoService.echo_result());
                java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofMillis(pause).toNanos());
            }
        } catch (java.io.IOException | TTransportException closed) {
            assertThat(closed).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenHandlerIsSlowerThanTimeoutsConnectionIsKept(Setup setup) throws Exception {
        Duration shortest = Duration.ofMillis(100);
        try (TestServer server =
                new TestServer(setup, options -> options.idleTimeout(shortest).readTimeout(shortest))) {
            EchoService.Client client = server.client();
            client.send_execute("key");
            await().pollDelay(shortest.multipliedBy(4)).until(() -> server.handler.executing.get() == 1);
            server.handler.mayAnswer.countDown();

            assertThat(client.recv_execute()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenClientDoesNotReadItsReplyClosesConnection(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup, options -> options.readTimeout(Duration.ofMillis(300)));
                RawClient client = new RawClient(server)) {
            byte[] call = client.call("echo", 1, new EchoService.echo_args("x".repeat(12_000_000)));
            client.send(call);

            await().until(() -> server.stats().calls() == 1);
            await().until(() -> server.stats().connections() == 0);
            assertThat(server.stats().reached(ServerLimit.WRITE_TIMEOUT)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenFrameIsAboveTheLimitClosesConnection(Setup setup) throws Exception {
        assumeTrue(setup.isLibthrift(), () -> setup.model() + " answers it");
        WireFormat small = new WireFormat(
                WireFormat.DEFAULT.protocol(),
                WireFormat.DEFAULT.transport(),
                new MessageLimits(1000, 1000, 1000, 100, 64),
                true);
        try (TestServer server = new TestServer(new Setup(setup.model(), small))) {
            assertThat(server.client().echo("x".repeat(900))).hasSize(900);
            EchoService.Client client = server.client();

            assertThatExceptionOfType(TTransportException.class).isThrownBy(() -> client.echo("x".repeat(1000)));
            assertThat(server.stats().protocolErrors()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenFrameIsAboveTheLimitAnswersAndKeepsTheConnection(Setup setup) throws Exception {
        assumeFalse(setup.isLibthrift(), () -> setup.model() + " closes the connection");
        MessageLimits limits = new MessageLimits(2000, 2000, 1000, 100, 64);
        WireFormat small = new WireFormat(WireFormat.DEFAULT.protocol(), WireFormat.DEFAULT.transport(), limits, true);
        try (TestServer server = new TestServer(new Setup(setup.model(), small));
                RawClient client = new RawClient(server)) {
            byte[] large = RawClient.message(
                    WireFormat.DEFAULT, "echo", TMessageType.CALL, 1, new EchoService.echo_args("x".repeat(1_000_000)));
            client.send(large, client.call("echo", 2, new EchoService.echo_args("next")));

            TApplicationException refusal = client.receiveException(1);
            assertThat(refusal.getType()).isEqualTo(TApplicationException.PROTOCOL_ERROR);
            assertThat(refusal.getMessage())
                    .isEqualTo("frame: " + (large.length - 4) + " bytes (expected: at most 2000)");
            EchoService.echo_result result = new EchoService.echo_result();
            assertThat(client.receive(result).seqid).isEqualTo(2);
            assertThat(result.getSuccess()).isEqualTo("next");
            assertThat(server.stats().protocolErrors()).isEqualTo(1);
            assertThat(server.stats().protocolErrorsBy()).containsEntry(ProtocolError.FRAME_SIZE, 1L);
            assertThat(server.stats().reached(ServerLimit.FRAME_SIZE)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREADED", "EVENT_LOOP"})
    void whenAMessageWithoutAFrameIsAboveTheLimitClosesConnection(ServerModel model) throws Exception {
        MessageLimits limits = new MessageLimits(2000, 2000, 2000, 100, 64);
        WireFormat small = new WireFormat(ThriftProtocol.BINARY, LayeredTransport.BUFFERED, limits, true);
        try (TestServer server = new TestServer(new Setup(model, small));
                RawClient client = new RawClient(server)) {
            client.send(RawClient.message(
                    WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.BUFFERED),
                    "echo",
                    TMessageType.CALL,
                    1,
                    new EchoService.echo_args("x".repeat(1990))));

            assertThat(client.receiveException(1).getType()).isEqualTo(TApplicationException.PROTOCOL_ERROR);
            assertThat(client.isClosedByServer()).isTrue();
            assertThat(server.stats().reached(ServerLimit.MESSAGE_SIZE)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenReplyIsAboveTheLimitGivesInternalError(Setup setup) throws Exception {
        WireFormat small = new WireFormat(
                WireFormat.DEFAULT.protocol(),
                WireFormat.DEFAULT.transport(),
                new MessageLimits(1000, 1000, 1000, 100, 64),
                true);
        EchoHandler talkative = new EchoHandler() {
            @Override
            public String echo(String text) {
                return text.repeat(2);
            }
        };
        try (TestServer server = new TestServer(new Setup(setup.model(), small), o -> o, talkative, p -> p)) {
            EchoService.Client client = server.client();

            assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> client.echo("x".repeat(900)))
                    .isEqualTo("internal error in EchoService.echo");
            assertThat(client.echo("x")).isEqualTo("xx");
        }
    }
}
