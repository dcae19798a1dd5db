package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.testapi.EchoService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers whose process has no descriptor left for another connection. */
@Timeout(120)
class DescriptorLimitTests {

    private static final int DESCRIPTORS = 300;
    private static final int TIMEOUT_MILLIS = 10_000;

    @TempDir
    private Path folder;

    private static void assertServes(TSocket socket) throws TException {
        EchoService.Client client = new EchoService.Client(new TBinaryProtocol(new TFramedTransport(socket)));
        assertThat(client.ping("x")).isEqualTo("x");
    }

    private static void assertServesNewConnections(int port) throws TException {
        try (TSocket socket = new TSocket("127.0.0.1", port, TIMEOUT_MILLIS)) {
            socket.open();
            assertServes(socket);
        }
    }

    private static void open(List<Socket> sockets, int port) throws IOException {
        for (int i = 0; i < DESCRIPTORS; i++) {
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"EVENT_LOOP", "THREADED", "THREADED_SELECTOR", "HSHA", "NONBLOCKING"})
    void whenNoDescriptorIsLeftConnectionsThatAreThereGoOnAndOthersAreServedLater(ServerModel model) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (LimitedProcess server = new LimitedProcess(model, DESCRIPTORS, folder);
                TSocket first = new TSocket("127.0.0.1", server.port, TIMEOUT_MILLIS)) {
            first.open();
            assertServes(first);

            open(sockets, server.port);
            assertThat(server.await("cannot accept")).contains("Too many open files");
            assertServes(first);

            close(sockets);
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertServesNewConnections(server.port));
            assertServes(first);
            assertThat(server.rest()).noneMatch(line -> line.contains("accepts no more connections"));
        } finally {
            close(sockets);
        }
    }
}
