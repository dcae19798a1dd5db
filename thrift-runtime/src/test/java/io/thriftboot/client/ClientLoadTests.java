package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.TestEndpoint;
import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Tree;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializable;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Many calls by many threads: nothing leaks, nothing is mixed up, nothing is executed twice. */
@Timeout(120)
class ClientLoadTests {

    private static final int THREADS = 64;

    private static ThriftChannel channel(ThriftChannelOptions options, Endpoint... endpoints) {
        return ThriftChannel.create(
                options, EndpointSupplier.fixed(List.of(endpoints)), EndpointSelector.roundRobin(), List.of());
    }

    /** Runs the calls numbered from 0 on many threads, and waits for them. */
    private static void run(int threads, int calls, IntConsumer call) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Caller> callers = IntStream.range(0, threads)
                .mapToObj(thread -> Caller.start(() -> {
                    for (int i = next.getAndIncrement(); i < calls; i = next.getAndIncrement()) {
                        call.accept(i);
                    }
                    return calls;
                }))
                .toList();
        for (Caller caller : callers) {
            caller.await(Duration.ofSeconds(100));
        }
    }

    @Test
    void whenManyThreadsCallEachGetsItsOwnReplyAndConnectionsAreFew() throws Exception {
        FileDescriptors.assumeCountable();
        try (EchoServer server = EchoServer.start(new EchoHandler());
                ThriftChannel channel = channel(ThriftChannelOptions.defaults("load"), server.endpoint())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            AtomicInteger wrong = new AtomicInteger();
            run(THREADS, 1_000, i -> echo(client, "warm " + i, wrong));
            int before = FileDescriptors.count();
            long connections = channel.stats().get(server.endpoint()).created();

            run(THREADS, 10_000, i -> echo(client, "text " + i, wrong));

            assertThat(wrong).hasValue(0);
            PoolStats stats = channel.stats().get(server.endpoint());
            // Both ends of each new connection are here.
            assertThat(FileDescriptors.count() - 2 * (stats.created() - connections))
                    .isLessThanOrEqualTo(before + 2);
            assertThat(stats.active()).isZero();
            assertThat(stats.created()).isLessThanOrEqualTo(16);
            assertThat(stats.destroyed()).isZero();
        }
    }

    /** Where anybody may overtake, some waited for 2 s here, and failed, while others got thousands of connections. */
    @Test
    void whenCallersAreManyMoreThanConnectionsNoneWaitsForEver() throws Exception {
        try (EchoServer server = EchoServer.start(new EchoHandler());
                ThriftChannel channel = channel(ThriftChannelOptions.defaults("load"), server.endpoint())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            AtomicInteger wrong = new AtomicInteger();

            run(THREADS, 60_000, i -> echo(client, "text " + i, wrong));

            assertThat(wrong).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientMode.class,
            names = {"POOLED", "SHARED"})
    void whenTheThreadsAreVirtualEachGetsItsOwnReply(ClientMode mode) throws Exception {
        ExecutorService threads = virtualThreads();
        try (EchoServer server = EchoServer.start(new EchoHandler());
                ThriftChannel channel =
                        channel(ThriftChannelOptions.builder("load").mode(mode).build(), server.endpoint())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            AtomicInteger wrong = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();

            for (int i = 0; i < 500; i++) {
                String text = "text " + i;
                threads.execute(() -> {
                    echo(client, text, wrong);
                    done.incrementAndGet();
                });
            }

            Awaitility.await().until(() -> done.get() == 500);
            assertThat(wrong).hasValue(0);
            assertThat(channel.stats().get(server.endpoint()).active()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Skips the test where there are none: the code is compiled for JDK 17. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException ex) {
            return Assumptions.abort("virtual threads: absent (expected: JDK 21 or newer)");
        }
    }

    private static void echo(EchoService.Iface client, String text, AtomicInteger wrong) {
        try {
            if (!client.echo(text).equals(text)) {
                wrong.incrementAndGet();
            }
        } catch (TException ex) {
            wrong.incrementAndGet();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TCP, POOLED, 100000",
        "TCP, SHORT, 5000",
        "UNIX, POOLED, 10000",
        "MEMORY, SHORT, 5000",
        "TCP, SHARED, 20000",
        "UNIX, SHARED, 5000"
    })
    void whenEveryKindOfFailureIsMixedInNothingLeaks(TestEndpoint where, ClientMode mode, int calls) throws Exception {
        FileDescriptors.assumeCountable();
        chaos(where, mode, 2_000);
        int before = FileDescriptors.count();

        chaos(where, mode, calls);

        Awaitility.await()
                .untilAsserted(() -> assertThat(FileDescriptors.count()).isLessThanOrEqualTo(before));
    }

    @ParameterizedTest
    @CsvSource({"TCP, POOLED", "UNIX, POOLED", "MEMORY, SHORT"})
    void whenCallsAreInterruptedOrFailWithAnErrorNothingLeaks(TestEndpoint where, ClientMode mode) throws Exception {
        FileDescriptors.assumeCountable();
        ThriftChannelOptions options = ThriftChannelOptions.builder("leaks")
                .mode(mode)
                .wireFormat(anyDepth())
                .build();
        try (FakeServer server = FakeServer.start(where.free(), ClientLoadTests::answerTooDeep);
                ThriftChannel channel = channel(options, server.endpoint())) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            interruptAndOverflow(client, server);
            int before = FileDescriptors.count();

            for (int i = 0; i < 8; i++) {
                interruptAndOverflow(client, server);
            }

            Awaitility.await()
                    .untilAsserted(() -> assertThat(FileDescriptors.count()).isLessThanOrEqualTo(before));
            assertThat(channel.stats().get(server.endpoint()))
                    .extracting(PoolStats::active, PoolStats::idle, PoolStats::created, PoolStats::destroyed)
                    .containsExactly(0, 0, 18L, 18L);
        }
    }

    private static void interruptAndOverflow(EchoService.Iface client, FakeServer server) throws Exception {
        int before = server.requests();
        Caller interrupted = Caller.start(() -> client.echo("silence"));
        Awaitility.await().until(() -> server.requests() > before);
        interrupted.interrupt();
        assertThat(interrupted.thrown()).isInstanceOf(TTransportException.class);
        assertThat(Caller.start(() -> client.echoTree(new Tree())).thrown()).isInstanceOf(StackOverflowError.class);
    }

    /** Answers with a value that is nested more deeply than any stack is deep, or not at all. */
    static void answerTooDeep(FakeConnection connection) throws Exception {
        TMessage request = connection.receive();
        if (request.name.equals("echoTree")) {
            connection.send(FakeConnection.frame(request.name, TMessageType.REPLY, request.seqid, new DeepTree()));
        }
        connection.awaitClose();
    }

    static WireFormat anyDepth() {
        MessageLimits standard = MessageLimits.DEFAULT;
        MessageLimits limits = new MessageLimits(
                standard.maxFrameSize(),
                standard.maxMessageSize(),
                standard.maxStringLength(),
                standard.maxContainerSize(),
                Integer.MAX_VALUE);
        return new WireFormat(ThriftProtocol.BINARY, LayeredTransport.FRAMED, limits, true);
    }

    /** A tree with a child that has a child, and so on. */
    private static final class DeepTree implements TSerializable {

        @Override
        public void write(TProtocol protocol) throws TException {
            protocol.writeFieldBegin(new TField("success", TType.STRUCT, (short) 0));
            for (int i = 0; i < 500_000; i++) {
                protocol.writeFieldBegin(new TField("children", TType.LIST, (short) 2));
                protocol.writeListBegin(new TList(TType.STRUCT, 1));
            }
        }

        @Override
        public void read(TProtocol protocol) {
            throw new UnsupportedOperationException("read: a reply that is only written");
        }
    }

    /** Where callers share connections a fault of one call may be the end of others: then only replies are looked at. */
    private static void chaos(TestEndpoint where, ClientMode mode, int calls) throws Exception {
        ThriftChannelOptions options = ThriftChannelOptions.builder("chaos")
                .pool(new PoolOptions(8, 4, 1, Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofMillis(200)))
                .connectTimeout(Duration.ofMillis(100))
                .timeout(Duration.ofSeconds(2))
                .mode(mode)
                .build();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        try (FakeServer one = FakeServer.start(where.free(), new ChaosScript());
                FakeServer two = FakeServer.start(where.free(), new ChaosScript());
                ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ThriftChannel channel = channel(options, one.endpoint(), two.endpoint(), down(reserved))) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            run(16, calls, i -> {
                ChaosScript.Fault fault = ChaosScript.fault(i);
                boolean mayFail = fault != null || mode == ClientMode.SHARED;
                call(client, fault == null ? "text " + i : fault + ":" + i, mayFail, wrong);
            });

            assertThat(wrong).isEmpty();
            assertThat(channel.stats().values())
                    .hasSize(3)
                    .allSatisfy(stats -> assertThat(stats.active()).isZero())
                    .allSatisfy(stats -> assertThat(stats.waiting()).isZero())
                    .allSatisfy(stats -> assertThat(stats.created() - stats.destroyed())
                            .isBetween((long) 0, (long) stats.idle() + 1));
            assertThat(channel.stats().get(one.endpoint()).destroyed()).isPositive();
        }
    }

    /** Nobody listens there for the time of the test. */
    private static Endpoint down(ServerSocket reserved) throws IOException {
        reserved.close();
        return Endpoint.tcp(reserved.getInetAddress().getHostAddress(), reserved.getLocalPort());
    }

    /** The server closed the connection after a reply while the next call was on its way: nobody can know that in time. */
    private static boolean isRace(TException ex) {
        return ex.getMessage().endsWith("the peer closed the connection without a reply")
                || ex.getMessage().contains("Connection reset")
                || ex.getMessage().contains("Broken pipe");
    }

    private static void call(EchoService.Iface client, String text, boolean faulty, Queue<String> wrong) {
        try {
            String reply = client.echo(text);
            if (!reply.equals(text)) {
                wrong.add(text + " -> " + reply);
            }
        } catch (TException ex) {
            if (!faulty && !isRace(ex)) {
                wrong.add(text + " -> " + ex);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientMode.class,
            names = {"POOLED", "SHARED"})
    void whenTheServerIsKilledAndStartedAnewOnlyCallsInFlightFailAndNoneIsRepeated(ClientMode mode) throws Exception {
        EchoHandler first = new EchoHandler();
        EchoHandler second = new EchoHandler();
        EchoServer server = EchoServer.start(first);
        Endpoint endpoint = server.endpoint();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger done = new AtomicInteger();
        try (ThriftChannel channel =
                channel(ThriftChannelOptions.builder("load").mode(mode).build(), endpoint)) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            Caller load = Caller.start(() -> {
                run(THREADS, 20_000, i -> execute(client, "key " + i, failures, done));
                return 0;
            });
            Awaitility.await().until(() -> done.get() > 2_000);
            server.close();
            server = EchoServer.startAt(endpoint.port(), second);
            load.await(Duration.ofSeconds(60));

            assertThat(failures).hasSizeLessThanOrEqualTo(THREADS);
            assertThat(second.executions()).isGreaterThan(1_000);
            assertThat(IntStream.range(0, 20_000).mapToObj(i -> "key " + i))
                    .allSatisfy(key -> assertThat(first.executions(key) + second.executions(key))
                            .isLessThanOrEqualTo(1));
            assertThat(channel.stats().get(endpoint).active()).isZero();
        } finally {
            server.close();
        }
    }

    private static void execute(EchoService.Iface client, String key, Queue<String> failures, AtomicInteger done) {
        try {
            client.execute(key);
        } catch (TException ex) {
            failures.add(key + ": " + ex.getMessage());
        }
        done.incrementAndGet();
    }
}
