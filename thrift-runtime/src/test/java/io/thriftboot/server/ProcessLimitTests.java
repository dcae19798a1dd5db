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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers whose process has no descriptor, or no memory for a thread, left for another connection. */
@Timeout(120)
class ProcessLimitTests {

    private static final int DESCRIPTORS = 300;

    /** In KiB, with stacks so large that there is room for some ten of them. */
    private static final int MEMORY = 16_000_000;

    private static final String STACK = "-Xss128m";
    private static final int MORE_THAN_STACKS = 200;
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

    private static void awaitServesNewConnections(int port) {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assertServesNewConnections(port));
    }

    private static void open(List<Socket> sockets, int count, int port) throws IOException {
        for (int i = 0; i < count; i++) {
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
        try (LimitedProcess server = new LimitedProcess(model, "-n " + DESCRIPTORS, folder);
                TSocket first = new TSocket("127.0.0.1", server.port, TIMEOUT_MILLIS)) {
            first.open();
            assertServes(first);

            open(sockets, DESCRIPTORS, server.port);
            assertThat(server.await("cannot accept")).contains("Too many open files");
            assertServes(first);

            close(sockets);
            awaitServesNewConnections(server.port);
            assertServes(first);
            assertThat(server.rest()).noneMatch(line -> line.contains("accepts no more connections"));
        } finally {
            close(sockets);
        }
    }

    @Test
    void whenNoThreadIsLeftForAConnectionItIsClosedAndOthersGoOn() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (LimitedProcess server = new LimitedProcess(ServerModel.THREADED, "-v " + MEMORY, folder, STACK);
                TSocket first = new TSocket("127.0.0.1", server.port, TIMEOUT_MILLIS)) {
            first.open();
            assertServes(first);

            open(sockets, MORE_THAN_STACKS, server.port);
            assertThat(server.await("no thread for a connection")).contains("unable to create native thread");
            Socket last = sockets.get(MORE_THAN_STACKS - 1);
            last.setSoTimeout(TIMEOUT_MILLIS);
            assertThat(last.getInputStream().read()).isEqualTo(-1);
            assertServes(first);

            close(sockets);
            awaitServesNewConnections(server.port);
            assertServes(first);
        } finally {
            close(sockets);
        }
    }
}
