package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** When connections are ended, by a clock that stands still between its steps. */
class ConnectionsTests {

    private final AtomicLong now = new AtomicLong();
    private Connections connections = connectionsOf(ServerModel.THREAD_POOL);

    private Connections connectionsOf(ServerModel model) {
        return connectionsOf(model, options -> options);
    }

    private Connections connectionsOf(ServerModel model, UnaryOperator<ThriftServerOptions.Builder> options) {
        return new Connections(
                new ServerCounters(),
                new RateLimitedLog(LoggerFactory.getLogger(ConnectionsTests.class)),
                options.apply(ThriftServerOptions.builder("timed", Endpoint.tcp("127.0.0.1", 0))
                                .model(model))
                        .build(),
                now::get);
    }

    private void pass(long millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private Wire accepted() {
        Connection connection = connections.create(null);
        Wire wire = new Wire(connection);
        connections.opened(connection, wire);
        return wire;
    }

    private Wire served() {
        Wire wire = accepted();
        wire.connection.served();
        return wire;
    }

    @Test
    void whenNothingIsUrgentConnectionsAreLookedAtOnceASecond() {
        for (ServerModel model : List.of(ServerModel.EVENT_LOOP, ServerModel.THREADED, ServerModel.THREADED_SELECTOR)) {
            assertThat(connectionsOf(model).tick()).isEqualTo(Duration.ofSeconds(1));
            assertThat(connectionsOf(model, options -> options.readTimeout(Duration.ZERO)
                                    .idleTimeout(Duration.ZERO))
                            .tick())
                    .isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void whenConnectionsMayWaitForThreadsOrClientsAreWatchedTheyAreLookedAtMoreOften() {
        assertThat(connectionsOf(ServerModel.THREAD_POOL).tick()).isEqualTo(Duration.ofMillis(100));
        assertThat(connectionsOf(ServerModel.THREADED, options -> options.interruptCancelled(true))
                        .tick())
                .isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void whenATimeoutIsShortConnectionsAreLookedAtFourTimesInIt() {
        assertThat(connectionsOf(ServerModel.EVENT_LOOP, options -> options.readTimeout(Duration.ofMillis(200)))
                        .tick())
                .isEqualTo(Duration.ofMillis(50));
        assertThat(connectionsOf(ServerModel.EVENT_LOOP, options -> options.idleTimeout(Duration.ofMillis(1)))
                        .tick())
                .isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void whenNoConnectionWaitsForAThreadAnIdleOneIsKept() {
        Wire idle = served();
        Wire notYetServed = accepted();
        pass(10_000);

        connections.makeRoom(0);

        assertThat(idle.ended).isFalse();
        assertThat(notYetServed.ended).isFalse();
    }

    @Test
    void whenConnectionsWaitForThreadsAsManyIdleOnesAreEndedLongestFirst() {
        Wire longest = served();
        pass(1000);
        Wire shorter = served();
        accepted();
        pass(1000);

        connections.makeRoom(1);

        assertThat(longest.ended).isTrue();
        assertThat(shorter.ended).isFalse();
    }

    /** On a busy machine it is the selector or the loop that has not come to a new connection yet. */
    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SIMPLE", "THREAD_POOL"})
    void whereCallsWaitForThreadsNoConnectionIsEndedForThem(ServerModel model) {
        connections = connectionsOf(model);
        Wire idle = served();
        accepted();
        pass(1000);

        connections.makeRoom(1);

        assertThat(idle.ended).isFalse();
    }

    @Test
    void whenDrainingEndsAConnectionThatHasLongBeenIdleAfterAShortWhile() {
        Wire cold = served();
        pass(1000);

        connections.drain();
        connections.endQuiet();
        assertThat(cold.ended).isFalse();

        pass(100);
        connections.endQuiet();
        assertThat(cold.ended).isTrue();
    }

    @Test
    void whenDrainingWaitsLongerForAClientThatHasCalledJustNow() {
        Wire busy = served();
        pass(200);

        connections.drain();
        pass(900);
        connections.endQuiet();
        assertThat(busy.ended).isFalse();

        pass(100);
        connections.endQuiet();
        assertThat(busy.ended).isTrue();
    }

    @Test
    void whenDrainingDoesNotWaitForAClientThatHasBeenTold() {
        Wire told = served();
        connections.drain();
        connections.received(told.connection);
        told.connection.tellToLeave();
        told.connection.idle();

        pass(100);
        connections.endQuiet();

        assertThat(told.ended).isTrue();
    }

    @Test
    void whenDrainingWaitsWhileOtherClientsStillSendRequests() {
        Wire cold = served();
        Wire busy = served();
        pass(1000);
        connections.drain();

        pass(90);
        connections.received(busy.connection);
        pass(90);
        connections.endQuiet();
        assertThat(cold.ended).isFalse();

        pass(10);
        connections.endQuiet();
        assertThat(cold.ended).isTrue();
        assertThat(busy.ended).isFalse();
    }

    /** Remembers that it was to be ended. */
    private static final class Wire implements Connection.Wire {

        private final Connection connection;
        private boolean ended;

        private Wire(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void endIfQuiet() {
            ended = true;
        }

        @Override
        public void endInput() {
            ended = true;
        }

        @Override
        public void breakOff() {
            ended = true;
        }

        @Override
        public boolean isOpen() {
            return !ended;
        }

        @Override
        public void close() {
            ended = true;
        }
    }
}
