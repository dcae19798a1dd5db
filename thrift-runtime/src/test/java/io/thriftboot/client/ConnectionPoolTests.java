package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.Deadline;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slots and connections of one endpoint, with time as data. */
@Timeout(20)
class ConnectionPoolTests {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final AtomicReference<Runnable> whenTimeIsAsked = new AtomicReference<>(() -> {});
    private FakeServer server;

    @BeforeEach
    void start() {
        server = FakeServer.start(FakeConnection::awaitClose);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ConnectionPool pool(Endpoint endpoint, PoolOptions options) {
        return new ConnectionPool(
                ThriftChannelOptions.builder("users").pool(options).build(),
                endpoint,
                this::now,
                new EndpointHealth(EjectionOptions.DEFAULT, now::get, health -> false));
    }

    private long now() {
        whenTimeIsAsked.getAndSet(() -> {}).run();
        return now.get();
    }

    private ConnectionPool pool(int maxTotal, int minIdle, Duration maxLifetime, Duration idleTimeout) {
        return pool(
                server.endpoint(),
                new PoolOptions(maxTotal, maxTotal, minIdle, Duration.ofMillis(100), maxLifetime, idleTimeout));
    }

    private static Slot connected(ConnectionPool pool) throws TTransportException {
        Slot slot = pool.borrow(Deadline.NONE);
        pool.connect(slot, Deadline.NONE);
        return slot;
    }

    @Test
    void whenAConnectionIsGivenBackItIsTheNextToBeUsed() throws Exception {
        ConnectionPool pool = pool(4, 0, Duration.ZERO, Duration.ZERO);
        Slot one = connected(pool);
        Slot two = connected(pool);

        pool.giveBack(one, Verdict.DONE);
        pool.giveBack(two, Verdict.DONE);

        assertThat(pool.borrow(Deadline.NONE)).isSameAs(two);
        assertThat(pool.stats()).isEqualTo(new PoolStats(4, 1, 1, 0, 1, 2, 0, null));
        pool.close();
    }

    @Test
    void whenAllAreInUseTheErrorShowsThePool() throws Exception {
        ConnectionPool pool = pool(2, 0, Duration.ZERO, Duration.ZERO);
        connected(pool);
        connected(pool);

        assertThatThrownBy(() -> pool.borrow(Deadline.NONE))
                .isInstanceOf(TTransportException.class)
                .hasMessage("users " + server.endpoint()
                        + ": no connection within 100ms (max=2, active=2, idle=0, waiting=0)");
        assertThatThrownBy(() -> pool.borrow(Deadline.after(Duration.ofMillis(20))))
                .hasMessageContaining("no connection within ")
                .hasMessageNotContaining("100ms");
        pool.close();
    }

    @Test
    void whenTheHostIsDownTheSlotComesBack() throws Exception {
        Endpoint down = server.endpoint();
        server.close();
        ConnectionPool pool =
                pool(down, new PoolOptions(1, 1, 0, Duration.ofMillis(100), Duration.ZERO, Duration.ZERO));

        for (int i = 0; i < 10; i++) {
            Slot slot = pool.borrow(Deadline.NONE);
            assertThatThrownBy(() -> pool.connect(slot, Deadline.NONE))
                    .hasMessage("users " + down + ": cannot connect: Connection refused");
            pool.giveBack(slot, Verdict.UNREACHABLE);
        }

        assertThat(pool.stats()).isEqualTo(new PoolStats(1, 0, 0, 0, 0, 0, 0, "Connection refused"));
        pool.close();
    }

    @Test
    void whenTheHostGoesDownGivingBackABrokenConnectionNeitherThrowsNorConnects() throws Exception {
        ConnectionPool pool =
                pool(server.endpoint(), new PoolOptions(1, 1, 0, Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO));
        Slot slot = connected(pool);
        server.close();
        Caller waiting = Caller.start(() -> pool.borrow(Deadline.NONE));
        Awaitility.await().until(() -> pool.stats().waiting() == 1);

        pool.giveBack(slot, Verdict.FAILED);

        assertThat(waiting.value()).isInstanceOf(Slot.class).isNotSameAs(slot);
        assertThat(pool.stats()).isEqualTo(new PoolStats(1, 1, 0, 0, 1, 1, 1, null));
        pool.close();
    }

    @Test
    void whenAServerIsBackUpkeepFindsOut() throws Exception {
        Endpoint endpoint = server.endpoint();
        server.close();
        ConnectionPool pool = pool(endpoint, PoolOptions.DEFAULT);
        Slot slot = pool.borrow(Deadline.NONE);
        assertThatThrownBy(() -> pool.connect(slot, Deadline.NONE)).isInstanceOf(TTransportException.class);
        pool.giveBack(slot, Verdict.UNREACHABLE);
        pool.upkeep();
        assertThat(pool.isReachable()).isFalse();

        try (ServerSocket listener = new ServerSocket(endpoint.port(), 1, InetAddress.getLoopbackAddress())) {
            pool.upkeep();
            assertThat(listener.isBound()).isTrue();
        }

        assertThat(pool.isReachable()).isTrue();
        assertThat(pool.stats()).isEqualTo(new PoolStats(16, 0, 1, 0, 0, 1, 0, null));
        pool.close();
    }

    @Test
    void whenConnectingSucceedsTheErrorIsForgotten() throws Exception {
        int port;
        ConnectionPool pool;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Endpoint endpoint = Endpoint.tcp("127.0.0.1", port);
        pool = pool(endpoint, PoolOptions.DEFAULT);
        Slot slot = pool.borrow(Deadline.NONE);
        assertThatThrownBy(() -> pool.connect(slot, Deadline.NONE)).isInstanceOf(TTransportException.class);
        assertThat(pool.stats().connectError()).isEqualTo("Connection refused");

        try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            pool.connect(slot, Deadline.NONE);
            assertThat(listener.isBound()).isTrue();
        }

        assertThat(pool.stats().connectError()).isNull();
        pool.close();
    }

    @Test
    void whenTheLifetimeIsOverTheConnectionIsReplacedAndNotAllAtOnce() throws Exception {
        ConnectionPool pool = pool(100, 0, Duration.ofSeconds(100), Duration.ZERO);
        Set<Slot> slots = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            slots.add(connected(pool));
        }
        slots.forEach(slot -> pool.giveBack(slot, Verdict.DONE));

        now.addAndGet(Duration.ofSeconds(90).toNanos());
        pool.upkeep();
        assertThat(pool.stats().idle()).isEqualTo(100);
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        pool.upkeep();
        assertThat(pool.stats().idle()).isBetween(10, 90);
        now.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(slots).doesNotContain(pool.borrow(Deadline.NONE));
        assertThat(pool.stats()).isEqualTo(new PoolStats(100, 1, 0, 0, 1, 100, 100, null));
        pool.close();
    }

    @Test
    void whenIdleForTooLongConnectionsAreClosedExceptThoseToKeep() throws Exception {
        ConnectionPool pool = pool(4, 1, Duration.ZERO, Duration.ofSeconds(60));
        Slot one = connected(pool);
        Slot two = connected(pool);
        Slot three = connected(pool);
        pool.giveBack(one, Verdict.DONE);
        pool.giveBack(two, Verdict.DONE);
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        pool.giveBack(three, Verdict.DONE);
        pool.upkeep();
        assertThat(pool.stats().idle()).isEqualTo(3);

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        pool.upkeep();
        assertThat(pool.stats().idle()).isEqualTo(1);
        now.addAndGet(Duration.ofSeconds(100).toNanos());
        pool.upkeep();

        assertThat(pool.stats()).isEqualTo(new PoolStats(4, 0, 1, 0, 0, 3, 2, null));
        assertThat(pool.borrow(Deadline.NONE)).isSameAs(three);
        pool.close();
    }

    @Test
    void whenConnectionsAreToBeKeptReadyUpkeepOpensThem() throws Exception {
        ConnectionPool pool = pool(4, 2, Duration.ZERO, Duration.ZERO);

        pool.upkeep();

        assertThat(pool.stats()).isEqualTo(new PoolStats(4, 0, 2, 0, 0, 2, 0, null));
        Awaitility.await().until(() -> server.accepted() == 2);
        assertThat(pool.borrow(Deadline.NONE).connection()).isNotNull();
        pool.close();
        assertThat(pool.stats()).isEqualTo(new PoolStats(4, 1, 0, 0, 1, 2, 1, null));
    }

    @Test
    void whenNoneCanBeKeptReadyBecauseTheHostIsDownTheStatisticsSayWhy() {
        server.close();
        ConnectionPool pool = pool(4, 2, Duration.ZERO, Duration.ZERO);

        pool.upkeep();

        assertThat(pool.stats()).isEqualTo(new PoolStats(4, 0, 0, 0, 0, 0, 0, "Connection refused"));
        pool.close();
        pool.upkeep();
    }

    @Test
    void whenAnIdleConnectionIsDeadUpkeepClosesIt() throws Exception {
        ConnectionPool pool = pool(4, 0, Duration.ZERO, Duration.ZERO);
        pool.giveBack(connected(pool), Verdict.DONE);
        Awaitility.await().until(() -> server.accepted() == 1);
        server.close();

        Awaitility.await().untilAsserted(() -> {
            pool.upkeep();
            assertThat(pool.stats()).isEqualTo(new PoolStats(4, 0, 0, 0, 0, 1, 1, null));
        });
        pool.close();
    }

    @Test
    void whenClosedIdleConnectionsCloseNowAndActiveOnesWhenGivenBack() throws Exception {
        ConnectionPool pool = pool(4, 0, Duration.ZERO, Duration.ZERO);
        Slot active = connected(pool);
        pool.giveBack(connected(pool), Verdict.DONE);

        pool.close();

        assertThat(pool.stats().destroyed()).isEqualTo(1);
        pool.giveBack(active, Verdict.DONE);
        assertThat(pool.stats()).isEqualTo(new PoolStats(4, 0, 0, 0, 0, 2, 2, null));
        assertThatThrownBy(() -> pool.borrow(Deadline.NONE))
                .hasMessage("users " + server.endpoint() + ": the channel is closed");
    }

    @Test
    void whenRetiredCallsAreServedAndNoConnectionIsKept() throws Exception {
        ConnectionPool pool = pool(4, 0, Duration.ZERO, Duration.ZERO);
        Slot active = connected(pool);
        pool.giveBack(connected(pool), Verdict.DONE);

        pool.retire();
        pool.giveBack(active, Verdict.DONE);
        pool.giveBack(connected(pool), Verdict.DONE);

        assertThat(pool.stats()).isEqualTo(new PoolStats(4, 0, 0, 0, 0, 3, 3, null));
    }

    @Test
    void whenClearedWhileUpkeepEndsAConnectionItIsEndedOnce() throws Exception {
        ConnectionPool pool = pool(4, 0, Duration.ZERO, Duration.ofSeconds(60));
        pool.giveBack(connected(pool), Verdict.DONE);
        now.addAndGet(Duration.ofSeconds(60).toNanos());
        AtomicReference<Caller> clearing = new AtomicReference<>();
        whenTimeIsAsked.set(() -> {
            clearing.set(Caller.start(() -> {
                pool.clear();
                return "cleared";
            }));
            Awaitility.await().until(clearing.get()::hasStopped);
        });

        pool.upkeep();

        assertThat(clearing.get().value()).isEqualTo("cleared");
        assertThat(pool.stats()).isEqualTo(new PoolStats(4, 0, 0, 0, 0, 1, 1, null));
        pool.close();
    }

    @Test
    void whenClosedWaitingCallersFail() throws Exception {
        ConnectionPool pool =
                pool(server.endpoint(), new PoolOptions(1, 1, 0, Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO));
        connected(pool);
        Caller waiting = Caller.start(() -> pool.borrow(Deadline.NONE));
        Awaitility.await().until(() -> pool.stats().waiting() == 1);

        pool.close();

        assertThat(waiting.thrown()).hasMessage("users " + server.endpoint() + ": the channel is closed");
        assertThat(waiting.wasInterrupted()).isFalse();
    }

    @Test
    void whenInterruptedWhileWaitingTheFlagStays() throws Exception {
        ConnectionPool pool =
                pool(server.endpoint(), new PoolOptions(1, 1, 0, Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO));
        connected(pool);
        Caller waiting = Caller.start(() -> pool.borrow(Deadline.NONE));
        Awaitility.await().until(() -> pool.stats().waiting() == 1);

        waiting.interrupt();

        assertThat(waiting.thrown()).hasMessageContaining("interrupted while waiting for a connection");
        assertThat(waiting.wasInterrupted()).isTrue();
        pool.close();
    }

    @Test
    void whenMaxIdleIsLessThanMaxTotalTheRestIsClosed() throws IOException, TTransportException {
        ConnectionPool pool =
                pool(server.endpoint(), new PoolOptions(4, 1, 0, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO));
        Slot one = connected(pool);
        Slot two = connected(pool);

        pool.giveBack(one, Verdict.DONE);
        pool.giveBack(two, Verdict.DONE);

        assertThat(pool.stats()).isEqualTo(new PoolStats(4, 0, 1, 0, 0, 2, 1, null));
        pool.close();
    }
}
