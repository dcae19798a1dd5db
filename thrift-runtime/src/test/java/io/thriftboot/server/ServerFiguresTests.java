package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.WireFormat;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What servers count beside calls. */
class ServerFiguresTests {

    @ParameterizedTest
    @MethodSource("io.thriftboot.server.TestServer$Setup#models")
    void whenMessagesComeTheyAndTheirBytesAreCounted(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client client = server.client();
            client.echo("hello");
            client.send_fire("once");
            client.echo("hello");

            await().until(() -> server.stats().messages() == 3);
            assertThat(server.stats().oneways()).isEqualTo(1);
            // two replies and the lengths of their frames
            await().untilAsserted(() -> assertThat(server.stats().bytesSent()).isEqualTo(2 * (4 + 29)));
            assertThat(server.stats().bytesReceived()).isEqualTo(2 * (4 + 29) + 4 + 28);
        }
    }

    @Test
    void whenCallsAreHandedOverTheirWaitIsMeasured() throws Exception {
        for (ServerModel model : new ServerModel[] {ServerModel.EVENT_LOOP, ServerModel.THREADED_SELECTOR}) {
            try (TestServer server = new TestServer(
                    new Setup(model, WireFormat.DEFAULT),
                    options -> options.executor(new ExecutorOptions(3, 10, ExecutorThreads.PLATFORM)))) {
                server.client().echo("hello");

                ThreadStats threads = server.server.threads();
                assertThat(threads.max()).isEqualTo(3);
                assertThat(threads.waits()).isEqualTo(1);
                assertThat(threads.waitNanos()).isPositive();
                await().until(() -> server.server.threads().active() == 0);
            }
        }
    }

    @Test
    void whenModelHasEventLoopsTheirTasksAreShown() throws Exception {
        try (TestServer server = new TestServer(
                new Setup(ServerModel.EVENT_LOOP, WireFormat.DEFAULT),
                options -> options.eventLoop(new EventLoopOptions(EventLoopIo.NIO, 3, 1, 1, 1)))) {
            assertThat(server.server.threads().loopTasks()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EventLoopIo.class,
            names = {"AUTO", "NIO"})
    void whenConnectionsComeAndGoEachLoopCountsItsOwn(EventLoopIo io) throws Exception {
        try (TestServer server = new TestServer(
                new Setup(ServerModel.EVENT_LOOP, WireFormat.DEFAULT),
                options -> options.eventLoop(new EventLoopOptions(io, 2, 1, 100, 1 << 16)))) {
            assertThat(server.server.threads().loopConnections()).containsExactly(0, 0);
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                sockets.add(server.socket());
            }
            await().untilAsserted(() -> assertThat(server.server.threads().loopConnections())
                    .allMatch(connections -> connections > 0)
                    .satisfies(all -> assertThat(all.get(0) + all.get(1)).isEqualTo(8)));
            for (Socket socket : sockets) {
                socket.close();
            }
            await().untilAsserted(() ->
                    assertThat(server.server.threads().loopConnections()).containsExactly(0, 0));
        }
    }

    @Test
    void whenServerStopsItIsDrainingUntilItsLastCallIsOver() throws Exception {
        TestServer server = new TestServer(new Setup(ServerModel.THREADED, WireFormat.DEFAULT));
        assertThat(server.server.isDraining()).isFalse();
        EchoService.Client client = server.client();
        client.send_execute("wait");
        await().until(() -> server.stats().callsInFlight() == 1);
        assertThat(server.server.threads().active()).isEqualTo(1);

        var stopped = server.server.stop();
        assertThat(server.server.isDraining()).isTrue();
        server.handler.mayAnswer.countDown();
        stopped.join();

        await().until(() -> !server.server.isDraining());
        server.close();
    }

    @ParameterizedTest
    @MethodSource("io.thriftboot.server.TestServer$Setup#models")
    void whenConnectionIsOpenItIsListedAndCanBeClosed(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client client = server.client();
            client.echo("hello");
            client.echo("hello");

            await().until(() -> server.server.connections().stream()
                    .allMatch(connection -> connection.state() == ConnectionStats.State.IDLE));
            ConnectionStats connection = server.server.connections().get(0);
            assertThat(server.server.connections()).hasSize(1);
            assertThat(connection.peer()).asString().startsWith("/127.0.0.1:");
            assertThat(connection.messages()).isEqualTo(2);
            assertThat(connection.dialect()).isEqualTo("binary/framed");
            assertThat(connection.age()).isPositive();

            assertThat(server.server.closeConnection(connection.id() + 1)).isFalse();
            assertThat(server.server.closeConnection(connection.id())).isTrue();
            await().until(() -> server.server.connections().isEmpty());
            assertThatThrownBy(() -> client.echo("hello")).isInstanceOf(TTransportException.class);
        }
    }
}
