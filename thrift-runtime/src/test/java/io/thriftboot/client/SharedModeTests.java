package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.TestEndpoint;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Tree;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers that share connections. */
@Timeout(60)
class SharedModeTests {

    private static final SharedOptions ONE = new SharedOptions(1, 1000, Duration.ZERO, 100, 0);

    private final EchoHandler handler = new EchoHandler();

    @AutoClose
    private final Opened opened = new Opened();

    private ThriftServer serve(ServerModel model, int port) throws IOException {
        ThriftServer server = opened.add(ThriftServer.create(
                ThriftServerOptions.builder("server", Endpoint.tcp("127.0.0.1", port))
                        .model(model)
                        .build(),
                ThriftProcessor.builder()
                        .service(ServiceDescriptor.of(EchoService.class), handler)
                        .build()));
        server.start();
        return server;
    }

    private static Endpoint endpoint(ThriftServer server) {
        return Endpoint.tcp("127.0.0.1", server.address().getPort());
    }

    private ThriftChannel channel(SharedOptions shared, Endpoint... endpoints) {
        return channel(builder -> builder.shared(shared), endpoints);
    }

    private ThriftChannel channel(UnaryOperator<ThriftChannelOptions.Builder> options, Endpoint... endpoints) {
        ThriftChannelOptions.Builder builder = ThriftChannelOptions.builder("users")
                .mode(ClientMode.SHARED)
                .shared(ONE)
                .timeout(Duration.ofSeconds(20));
        return opened.inTurn(options.apply(builder).build(), endpoints);
    }

    private static EchoService.Iface client(ThriftChannel channel) {
        return channel.client(EchoService.Iface.class);
    }

    private static PoolStats stats(ThriftChannel channel) {
        return channel.stats().values().iterator().next();
    }

    /** The calls behind it would wait for their timeouts otherwise, although nothing can come. */
    @Test
    void whenAServerStopsWithinAReplyItsConnectionIsClosed() throws Exception {
        FakeServer server = opened.server(
                connection -> {
                    TMessage request = connection.receive();
                    byte[] reply = FakeConnection.frame(
                            request.name, TMessageType.REPLY, request.seqid, FakeConnection.result("x".repeat(100)));
                    connection.send(Arrays.copyOf(reply, 50));
                    connection.receive();
                    connection.awaitClose();
                },
                FakeConnection::serve);
        EchoService.Iface client =
                client(channel(options -> options.timeout(Duration.ofSeconds(6)), server.endpoint()));
        Caller first = Caller.start(() -> client.echo("first"));
        await().until(() -> server.sent() == 1);

        assertThatThrownBy(() -> client.echo("second"))
                .hasMessageContaining("the peer stopped within a reply, 3000ms ago");
        assertThat(first.thrown()).hasMessageContaining("the peer stopped within a reply, 3000ms ago");
    }

    @Test
    void whenAReplyArrivesSlowlyButSteadilyItIsRead() throws Exception {
        FakeServer server = opened.server(connection -> {
            TMessage request = connection.receive();
            byte[] reply = FakeConnection.frame(
                    request.name, TMessageType.REPLY, request.seqid, FakeConnection.result("x".repeat(3)));
            for (byte b : reply) {
                connection.send(b);
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            connection.serve();
        });
        // All of it takes longer than a pause may.
        EchoService.Iface client =
                client(channel(options -> options.timeout(Duration.ofSeconds(5)), server.endpoint()));

        assertThat(client.echo("x")).isEqualTo("xxx");
    }

    /** Each of the callers makes the calls, one after the other, and says whether each reply was its own. */
    private static List<Caller> callers(int count, int calls, EchoService.Iface client) {
        return IntStream.range(0, count)
                .mapToObj(number -> Caller.start(() -> echo(number, calls, client)))
                .toList();
    }

    private static List<Caller> callersUntil(AtomicBoolean enough, EchoService.Iface client) {
        return IntStream.range(0, 16)
                .mapToObj(number -> Caller.start(() -> {
                    boolean right = true;
                    while (!enough.get()) {
                        right &= echo(number, 10, client);
                    }
                    return right;
                }))
                .toList();
    }

    private static boolean echo(int number, int calls, EchoService.Iface client) throws Exception {
        boolean right = true;
        for (int i = 0; i < calls; i++) {
            String text = number + " " + i + " ".repeat(number * 10);
            right &= client.echo(text).equals(text);
        }
        return right;
    }

    private static void assertRight(List<Caller> callers) throws Exception {
        for (Caller caller : callers) {
            assertThat(caller.await(Duration.ofSeconds(30))).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenManyCallEachGetsItsOwnReplyOnOneConnection(ServerModel model) throws Exception {
        ThriftChannel channel = channel(ONE, endpoint(serve(model, 0)));

        assertRight(callers(64, 100, client(channel)));

        assertThat(stats(channel)).isEqualTo(new PoolStats(1, 0, 1, 0, 0, 1, 0, null));
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenMessagesAreLargeTheyAreSentAndReceivedWhole(ServerModel model) throws Exception {
        EchoService.Iface client = client(channel(ONE, endpoint(serve(model, 0))));
        String large = "large ".repeat(300_000);

        List<Caller> callers = IntStream.range(0, 8)
                .mapToObj(
                        number -> Caller.start(() -> client.echo(number + large).equals(number + large)))
                .toList();

        assertRight(callers);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SIMPLE", "NONBLOCKING"})
    void whenACallIsSlowOthersTakeTheNextConnection(ServerModel model) throws Exception {
        CountDownLatch gate = handler.shut();
        ThriftChannel channel =
                channel(new SharedOptions(2, 1000, Duration.ofMillis(10), 100, 0), endpoint(serve(model, 0)));
        EchoService.Iface client = client(channel);
        Caller slow = Caller.start(() -> client.execute("slow"));
        await().until(() -> handler.executions() == 1);
        long begin = System.nanoTime();
        await().until(() -> System.nanoTime() - begin > Duration.ofMillis(20).toNanos());

        assertRight(callers(16, 100, client));

        assertThat(stats(channel).created()).isEqualTo(2);
        assertThat(stats(channel).active()).isEqualTo(1);
        gate.countDown();
        assertThat(slow.value()).isEqualTo(1L);
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenACallTimesOutTheConnectionStaysUsable(ServerModel model) throws Exception {
        CountDownLatch gate = handler.shut();
        Endpoint server = endpoint(serve(model, 0));
        ThriftChannel channel = channel(builder -> builder.timeout(Duration.ofSeconds(2)), server);
        EchoService.Iface client = client(channel);

        assertThatThrownBy(() -> client.execute("slow"))
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.TIMED_OUT))
                .hasMessageMatching(
                        "users \\S+: EchoService.execute: timed out \\d+ms after sending began, on a connection "
                                + "without any reply so far \\(expected: a server of binary/framed\\)");
        gate.countDown();

        // Right after the gate is opened the reply that nobody waits for may still be on its way.
        assertThat(client.echo("next")).isEqualTo("next");
        assertThat(stats(channel)).isEqualTo(new PoolStats(1, 0, 1, 0, 0, 1, 0, null));
    }

    @Test
    void whenTheTimeOfManyCallsIsOverEachIsToldAndTheConnectionStaysUsable() throws Exception {
        ThriftChannel channel =
                channel(builder -> builder.timeout(Duration.ofMillis(500)), endpoint(serve(ServerModel.EVENT_LOOP, 0)));
        EchoService.Iface client = client(channel);
        // From the first answer on the connection looks after the deadlines of its calls.
        assertThat(client.echo("first")).isEqualTo("first");
        CountDownLatch gate = handler.shut();
        List<Caller> callers = IntStream.range(0, 20)
                .mapToObj(number -> Caller.start(() -> client.execute("slow " + number)))
                .toList();

        for (Caller caller : callers) {
            assertThat(caller.thrown()).isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                    .isEqualTo(TTransportException.TIMED_OUT));
        }
        gate.countDown();

        await().ignoreExceptions().until(() -> client.echo("next").equals("next"));
        assertThat(stats(channel)).isEqualTo(new PoolStats(1, 0, 1, 0, 0, 1, 0, null));
    }

    @Test
    void whenACallerIsInterruptedTheConnectionStaysUsable() throws Exception {
        CountDownLatch gate = handler.shut();
        ThriftChannel channel = channel(ONE, endpoint(serve(ServerModel.EVENT_LOOP, 0)));
        EchoService.Iface client = client(channel);
        Caller interrupted = Caller.start(() -> client.execute("one"));
        Caller other = Caller.start(() -> client.execute("two"));
        await().until(() -> handler.executions() == 2);

        interrupted.interrupt();

        assertThat(interrupted.thrown()).hasMessageEndingWith("EchoService.execute: interrupted");
        assertThat(interrupted.wasInterrupted()).isTrue();
        gate.countDown();
        assertThat(other.value()).isEqualTo(1L);
        assertThat(client.echo("next")).isEqualTo("next");
        assertThat(stats(channel)).isEqualTo(new PoolStats(1, 0, 1, 0, 0, 1, 0, null));
    }

    @Test
    void whenTooManyHaveTimedOutTheConnectionIsClosed() throws Exception {
        FakeServer server = opened.server(FakeConnection::awaitClose, FakeConnection::serve);
        ThriftChannel channel = channel(
                builder -> builder.timeout(Duration.ofSeconds(1)).shared(new SharedOptions(1, 10, Duration.ZERO, 1, 0)),
                server.endpoint());
        EchoService.Iface client = client(channel);
        assertThatThrownBy(() -> client.echo("one")).hasMessageContaining("timed out");
        assertThat(stats(channel).destroyed()).isZero();

        assertThatThrownBy(() -> client.echo("two")).hasMessageContaining("timed out");

        assertThat(stats(channel).destroyed()).isEqualTo(1);
        assertThat(closed(channel)).isEqualTo(Map.of(CloseCause.FAILED, 1L));
        await().ignoreExceptions().until(() -> client.echo("three").equals("echoed"));
    }

    @Test
    void whenASequenceIdIsWrongAllCallsOfThatConnectionFailAndOnlyThose() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        List<String> texts = new CopyOnWriteArrayList<>();
        FakeServer server = opened.server(
                connection -> {
                    TMessage first = null;
                    for (int i = 0; i < 3; i++) {
                        FakeConnection.EchoRequest request = connection.receiveEcho();
                        first = first == null ? request.header() : first;
                        texts.add(request.text());
                    }
                    mayAnswer.await();
                    connection.answer(new TMessage("echo", first.type, first.seqid + 1000), "of another");
                    connection.awaitClose();
                },
                FakeConnection::serve);
        ThriftChannel channel = channel(ONE, server.endpoint());
        EchoService.Iface client = client(channel);
        List<Caller> callers = IntStream.range(0, 3)
                .mapToObj(number -> Caller.start(() -> client.echo("" + number)))
                .toList();
        await().until(() -> texts.size() == 3);
        mayAnswer.countDown();

        List<Throwable> thrown = new ArrayList<>();
        for (Caller caller : callers) {
            thrown.add(caller.thrown());
        }

        assertThat(thrown).doesNotHaveDuplicates().allSatisfy(ex -> assertThat(ex)
                .hasMessageContaining("reply with "));
        assertThat(thrown).filteredOn(ex -> ex instanceof TApplicationException).hasSize(1);
        assertThat(thrown)
                .filteredOn(ex -> ex instanceof TTransportException)
                .hasSize(2)
                .allSatisfy(ex -> assertThat(ex)
                        .hasMessageContaining(
                                "the connection was closed, since the reply to another call, EchoService.echo,"));
        assertThat(client.echo("next")).isEqualTo("echoed");
        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    void whenThePeerClosesAllItsCallsFailAndAreNotRepeated() throws Exception {
        FakeServer server = opened.server(
                connection -> {
                    connection.receive();
                    connection.receive();
                },
                FakeConnection::serve);
        EchoService.Iface client = client(channel(ONE, server.endpoint()));

        Caller one = Caller.start(() -> client.echo("one"));
        Caller two = Caller.start(() -> client.echo("two"));

        Throwable first = one.thrown();
        Throwable second = two.thrown();
        assertThat(first).hasMessageEndingWith("EchoService.echo: the peer closed the connection without a reply");
        assertThat(second).hasMessage(first.getMessage()).isNotSameAs(first);
        assertThat(server.requests()).isEqualTo(2);
        assertThat(client.echo("next")).isEqualTo("echoed");
    }

    @Test
    void whenTheServerLeavesItsConnectionIsUsedNoMore() throws Exception {
        FakeServer server = opened.server(
                connection -> {
                    connection.answerNotExecuted(connection.receive(), "shutting down");
                    connection.awaitClose();
                },
                FakeConnection::serve);
        ThriftChannel channel = channel(ONE, server.endpoint());

        assertThat(client(channel).echo("x")).isEqualTo("echoed");

        assertThat(server.accepted()).isEqualTo(2);
        assertThat(stats(channel)).isEqualTo(new PoolStats(1, 0, 1, 0, 0, 2, 1, null));
    }

    @Test
    void whenOnewayIsCalledNobodyWaits() throws Exception {
        ThriftChannel channel = channel(ONE, endpoint(serve(ServerModel.THREADED, 0)));
        EchoService.Iface client = client(channel);

        for (int i = 0; i < 100; i++) {
            client.fire("shot " + i);
        }

        assertThat(client.echo("next")).isEqualTo("next");
        assertThat(handler.fired).hasSize(100).first().isEqualTo("shot 0");
        assertThat(stats(channel)).isEqualTo(new PoolStats(1, 0, 1, 0, 0, 1, 0, null));
    }

    @Test
    void whenThePeerTakesNothingCallersStillLeaveInTime() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        opened.add(over::countDown);
        FakeServer server = opened.server(connection -> over.await());
        EchoService.Iface client =
                client(channel(builder -> builder.timeout(Duration.ofMillis(500)), server.endpoint()));
        String large = "x".repeat(8_000_000);

        List<Caller> callers = IntStream.range(0, 4)
                .mapToObj(number -> Caller.start(() -> client.echo(large)))
                .toList();

        for (Caller caller : callers) {
            assertThat(caller.thrown()).hasMessageContaining("timed out");
        }
    }

    private ThriftChannel narrow(Duration maxWait) throws IOException {
        PoolOptions pool = new PoolOptions(1, 1, 0, maxWait, Duration.ZERO, Duration.ZERO);
        return channel(
                builder -> builder.pool(pool).shared(new SharedOptions(1, 2, Duration.ZERO, 100, 0)),
                endpoint(serve(ServerModel.EVENT_LOOP, 0)));
    }

    private List<Caller> fill(EchoService.Iface client) {
        List<Caller> callers = IntStream.range(0, 2)
                .mapToObj(number -> Caller.start(() -> client.execute("" + number)))
                .toList();
        await().until(() -> handler.executions() == 2);
        return callers;
    }

    private static void assertExecuted(List<Caller> callers) throws Exception {
        for (Caller caller : callers) {
            assertThat(caller.value()).isEqualTo(1L);
        }
    }

    @Test
    void whenTooManyCallsAreInFlightTheNextIsNotSent() throws Exception {
        CountDownLatch gate = handler.shut();
        EchoService.Iface client = client(narrow(Duration.ofMillis(100)));
        List<Caller> callers = fill(client);

        assertThatThrownBy(() -> client.echo("third"))
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.TIMED_OUT))
                .hasMessageMatching(
                        "users \\S+: not sent: too many calls in flight for 100ms \\(connections=1, calls=2,"
                                + " waiting=1, expected: at most 2 calls on each, shared.max-calls-in-flight\\)");

        gate.countDown();
        assertExecuted(callers);
    }

    @Test
    void whenTooManyCallsAreInFlightTheNextWaitsForRoom() throws Exception {
        CountDownLatch gate = handler.shut();
        ThriftChannel channel = narrow(Duration.ofSeconds(10));
        EchoService.Iface client = client(channel);
        List<Caller> callers = fill(client);

        Caller third = Caller.start(() -> client.echo("third"));
        await().until(() -> stats(channel).waiting() == 1);
        gate.countDown();

        assertThat(third.value()).isEqualTo("third");
        assertExecuted(callers);
        assertThat(stats(channel)).isEqualTo(new PoolStats(1, 0, 1, 0, 0, 1, 0, null));
        PoolHistory history = channel.history().values().iterator().next();
        assertThat(history.borrows()).isEqualTo(3);
        assertThat(history.borrowNanos()).isPositive();
    }

    @Test
    void whenThereIsRoomForFewAllGetTheirTurn() throws Exception {
        ThriftChannel channel = narrow(Duration.ofSeconds(10));

        assertRight(callers(64, 50, client(channel)));

        assertThat(stats(channel)).isEqualTo(new PoolStats(1, 0, 1, 0, 0, 1, 0, null));
    }

    @Test
    void whenACallerIsInterruptedWhileItWaitsForRoomNothingIsSent() throws Exception {
        CountDownLatch gate = handler.shut();
        ThriftChannel channel = narrow(Duration.ofSeconds(10));
        EchoService.Iface client = client(channel);
        List<Caller> callers = fill(client);
        Caller third = Caller.start(() -> client.execute("third"));
        await().until(() -> stats(channel).waiting() == 1);

        third.interrupt();

        assertThat(third.thrown())
                .hasMessageEndingWith("EchoService.execute: interrupted while waiting for room on a connection");
        assertThat(third.wasInterrupted()).isTrue();
        gate.countDown();
        assertExecuted(callers);
        assertThat(handler.executions("third")).isZero();
    }

    @Test
    void whenCallersHaveLeftTheirCallsAreInFlightStill() throws Exception {
        FakeServer server = opened.server(FakeConnection::awaitClose);
        ThriftChannel channel = channel(
                builder ->
                        builder.timeout(Duration.ofSeconds(2)).shared(new SharedOptions(1, 2, Duration.ZERO, 100, 0)),
                server.endpoint());
        EchoService.Iface client = client(channel);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.echo("lost")).hasMessageContaining("timed out");
        }

        assertThatThrownBy(() -> client.echo("third")).hasMessageContaining("not sent: too many calls in flight");
    }

    @Test
    void whenTheChannelIsClosedCallsUnderWayEndAndThoseThatWaitFail() throws Exception {
        CountDownLatch gate = handler.shut();
        ThriftChannel channel = narrow(Duration.ofSeconds(10));
        EchoService.Iface client = client(channel);
        List<Caller> callers = fill(client);
        Caller waiting = Caller.start(() -> client.echo("waits"));
        await().until(() -> stats(channel).waiting() == 1);

        channel.close();

        assertThat(waiting.thrown()).hasMessageEndingWith(": the channel is closed");
        assertThatThrownBy(() -> client.echo("late")).hasMessageEndingWith(": the channel is closed");
        assertThat(stats(channel).calls()).isEqualTo(2);
        gate.countDown();
        assertExecuted(callers);
        await().until(() -> stats(channel).destroyed() == 1);
    }

    /** The peer may close before the caller has found out that all is written. */
    @Test
    void whenThePeerClosesBehindAOnewayCallThatHasNotFailed() throws Exception {
        FakeServer server = opened.server(FakeConnection::receive);
        EchoService.Iface client = client(channel(ONE, server.endpoint()));

        for (int i = 1; i <= 500; i++) {
            int calls = i;
            client.fire("shot");
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> server.finished() == calls);
        }

        assertThat(server.requests()).isEqualTo(500);
    }

    @Test
    void whenConnectionsAreIdleOrOldTheyAreReplaced() throws Exception {
        Duration aMoment = Duration.ofMillis(100);
        ThriftChannel channel = channel(
                builder -> builder.pool(new PoolOptions(1, 1, 0, aMoment, Duration.ZERO, aMoment)),
                endpoint(serve(ServerModel.THREADED, 0)));
        assertThat(client(channel).echo("x")).isEqualTo("x");

        await().until(() -> stats(channel).destroyed() == 1);
        assertThat(closed(channel)).isEqualTo(Map.of(CloseCause.IDLE, 1L));

        assertThat(client(channel).echo("x")).isEqualTo("x");
    }

    @Test
    void whenAConnectionIsClosedTheCauseIsKnown() throws Exception {
        PoolOptions old = new PoolOptions(1, 1, 0, Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ZERO);
        ThriftChannel aging = channel(builder -> builder.pool(old), endpoint(serve(ServerModel.THREADED, 0)));
        client(aging).echo("x");
        await().until(() -> stats(aging).destroyed() == 1);
        assertThat(closed(aging)).isEqualTo(Map.of(CloseCause.LIFETIME, 1L));

        FakeServer leaving =
                opened.server(connection -> connection.answer(connection.receive(), "x"), FakeConnection::serve);
        ThriftChannel left = channel(builder -> builder, leaving.endpoint());
        client(left).echo("x");
        await().until(() -> stats(left).destroyed() == 1);
        assertThat(closed(left)).isEqualTo(Map.of(CloseCause.DEAD, 1L));

        ThriftChannel closing = channel(builder -> builder, endpoint(serve(ServerModel.THREADED, 0)));
        client(closing).echo("x");
        closing.close();
        await().until(() -> closed(closing).equals(Map.of(CloseCause.OTHER, 1L)));
    }

    private static Map<CloseCause, Long> closed(ThriftChannel channel) {
        return channel.history().values().iterator().next().closed().entrySet().stream()
                .filter(cause -> cause.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void whenConnectionsAreReplacedUnderLoadNoCallFails() throws Exception {
        PoolOptions pool =
                new PoolOptions(1, 1, 0, Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMillis(100));
        ThriftChannel channel = channel(builder -> builder.pool(pool), endpoint(serve(ServerModel.EVENT_LOOP, 0)));
        EchoService.Iface client = client(channel);
        AtomicBoolean enough = new AtomicBoolean();

        List<Caller> callers = callersUntil(enough, client);
        await().until(() -> !channel.stats().isEmpty() && stats(channel).destroyed() >= 5);
        enough.set(true);

        assertRight(callers);
    }

    @Test
    void whenAReplyIsTooDeepForTheStackItsCallerGetsTheError() throws Exception {
        FakeServer server = opened.server(ClientLoadTests::answerTooDeep, FakeConnection::serve);
        ThriftChannel channel = channel(builder -> builder.wireFormat(ClientLoadTests.anyDepth()), server.endpoint());
        EchoService.Iface client = client(channel);

        assertThatThrownBy(() -> client.echoTree(new Tree())).isInstanceOf(StackOverflowError.class);

        assertThat(stats(channel).destroyed()).isEqualTo(1);
        assertThat(client.echo("next")).isEqualTo("echoed");
    }

    @Test
    void whenAChannelIsClosedNoDescriptorAndNoThreadIsLeft() throws Exception {
        FileDescriptors.assumeCountable();
        Endpoint server = endpoint(serve(ServerModel.THREADED, 0));
        open(server);
        int before = FileDescriptors.count();

        for (int i = 0; i < 50; i++) {
            open(server);
        }

        await().untilAsserted(() -> assertThat(FileDescriptors.count()).isLessThanOrEqualTo(before + 2));
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("thrift-client-users-read-")));
    }

    private void open(Endpoint server) throws Exception {
        try (ThriftChannel channel = channel(ONE, server)) {
            assertThat(client(channel).echo("x")).isEqualTo("x");
        }
    }

    @Test
    void whenMessagesHaveNoFramesTheModeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel(
                        builder -> builder.wireFormat(
                                WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.BUFFERED)),
                        TestEndpoint.TCP.free()))
                .withMessage("transport: BUFFERED (expected: FRAMED or FAST_FRAMED, since callers share connections)");
    }

    @Test
    void whenTheEndpointIsAWebServerTheModeIsRefused() {
        EchoService.Iface client = client(channel(ONE, Endpoint.parse("http://127.0.0.1:1/thrift")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.echo("x"))
                .withMessageContaining("mode shared (expected: pooled or short for http endpoints)");
    }
}
