package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TMessageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Clients that use a server badly, each beside one that uses it well and must not notice. */
@Timeout(120)
class NeighbourTests {

    private static final int THREADS = 16;
    private static final int IDLE = Integer.getInteger("thrift.idle.connections", 1_000);

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void closeSockets() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static TestServer start(ServerModel model) throws IOException {
        return start(model, new EchoHandler());
    }

    private static TestServer start(ServerModel model, EchoHandler handler) throws IOException {
        return new TestServer(
                new Setup(model, WireFormat.DEFAULT),
                options -> options.executor(new ExecutorOptions(THREADS, 1000)).maxConnections(20_000),
                handler,
                UnaryOperator.identity());
    }

    private Socket open(TestServer server) throws IOException {
        Socket socket = server.socket();
        sockets.add(socket);
        return socket;
    }

    private static void assertServes(EchoService.Client other) throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(other.echo("text " + i)).isEqualTo("text " + i);
        }
    }

    private static byte[] call(String name, byte type, org.apache.thrift.TSerializable args) throws Exception {
        return RawClient.message(WireFormat.DEFAULT, name, type, 1, args);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SIMPLE", "NONBLOCKING"})
    void whenHandlersNeverReturnOthersAreServed(ServerModel model) throws Exception {
        try (TestServer server = start(model)) {
            EchoService.Client other = server.client();
            assertServes(other);
            for (int i = 0; i < THREADS - 2; i++) {
                open(server)
                        .getOutputStream()
                        .write(call("execute", TMessageType.CALL, new EchoService.execute_args("k")));
            }
            await().until(() -> server.handler.executing.get() == THREADS - 2);

            assertServes(other);
            assertServes(server.client());
        }
    }

    /** The replies that nobody reads are more than all buffers between the two can hold. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void whenAClientNeverReadsOthersAreServed(ServerModel model) throws Exception {
        try (TestServer server = start(model)) {
            byte[] large = call("echo", TMessageType.CALL, new EchoService.echo_args("x".repeat(1_000_000)));
            for (int i = 0; i < 4; i++) {
                Socket socket = open(server);
                Thread sender = new Thread(() -> sendUntilRefused(socket, large), "never-reads");
                sender.setDaemon(true);
                sender.start();
            }
            await().until(() -> server.stats().calls() >= 4);

            assertServes(server.client());
        }
    }

    private static void sendUntilRefused(Socket socket, byte[] bytes) {
        try {
            for (int i = 0; i < 30; i++) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException closed) {
            assertThat(socket.isClosed() || closed instanceof SocketException).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SIMPLE", "THREAD_POOL"})
    void whenManyConnectionsSendByteByByteOthersAreServed(ServerModel model) throws Exception {
        try (TestServer server = start(model)) {
            byte[] call = call("echo", TMessageType.CALL, new EchoService.echo_args("slow"));
            EchoService.Client other = server.client();
            for (int i = 0; i < 100; i++) {
                open(server);
            }
            for (int at = 0; at < call.length - 1; at++) {
                for (Socket slow : sockets) {
                    slow.getOutputStream().write(call[at]);
                }
                assertThat(other.echo("x")).isEqualTo("x");
            }
            assertThat(server.stats().messages()).isEqualTo(call.length - 1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EVENT_LOOP", "THREADED_SELECTOR", "HSHA", "NONBLOCKING"})
    void whenThousandsOfConnectionsAreIdleOthersAreServed(ServerModel model) throws Exception {
        try (TestServer server = start(model)) {
            for (int i = 0; i < IDLE; i++) {
                open(server);
            }
            await().until(() -> server.stats().connections() == IDLE);

            assertServes(server.client());
            closeSockets();
            await().until(() -> server.stats().connections() <= 1);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void whenHandlersThrowErrorsOthersAreServed(ServerModel model) throws Exception {
        EchoHandler fatal = new EchoHandler() {
            @Override
            public String ping(String text) {
                throw text.equals("memory") ? new OutOfMemoryError("on purpose") : new InternalError("on purpose");
            }
        };
        try (LogLines log = LogLines.collect();
                TestServer server = start(model, fatal)) {
            EchoService.Client other = server.client();
            for (int i = 0; i < 2 * THREADS; i++) {
                EchoService.Client client = server.client();
                String text = i % 2 == 0 ? "memory" : "internal";
                assertThat(catchThrowable(() -> client.ping(text))).isInstanceOf(org.apache.thrift.TException.class);
                client.getInputProtocol().getTransport().close();
            }
            assertServes(other);
            assertThat(server.server.isRunning()).isTrue();
            assertThat(log.errors()).hasSizeGreaterThanOrEqualTo(2 * THREADS);
            await().until(() -> server.stats().callsInFlight() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void whenOnewayCallsFloodTheServerOthersAreServed(ServerModel model) throws Exception {
        AtomicInteger shots = new AtomicInteger();
        EchoHandler counting = new EchoHandler() {
            @Override
            public void fire(String text) {
                shots.incrementAndGet();
            }
        };
        try (TestServer server = start(model, counting)) {
            byte[] shot = call("fire", TMessageType.ONEWAY, new EchoService.fire_args("x".repeat(100)));
            EchoService.Client other = server.client();
            Socket flood = open(server);
            for (int i = 0; i < 20_000; i++) {
                flood.getOutputStream().write(shot);
                if (i % 1000 == 0) {
                    assertThat(other.echo("x")).isEqualTo("x");
                }
            }
            assertServes(other);
            await().until(() -> shots.get() + server.stats().notExecuted() == 20_000);
            assertThat(flood.getInputStream().available()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void whenClientsReconnectWithoutEndOthersAreServed(ServerModel model) throws Exception {
        try (TestServer server = start(model)) {
            EchoService.Client other = server.client();
            for (int i = 0; i < 1_000; i++) {
                try (Socket socket = server.socket()) {
                    if (i % 2 == 0) {
                        socket.getOutputStream().write(new byte[] {0, 0, 1, 0, (byte) 0x80});
                    }
                    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
                if (i % 50 == 0) {
                    assertThat(other.echo("x")).isEqualTo("x");
                }
            }
            assertServes(other);
            await().until(() -> server.stats().connections() == 1);
        }
    }

    /** As when the disk is full, and what writes the log does not keep that to itself. */
    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenNothingCanBeLoggedTheServerGoesOn(ServerModel model) throws Exception {
        try (FullDisk disk = new FullDisk();
                TestServer server = new TestServer(
                        new Setup(model, WireFormat.DEFAULT),
                        options -> options.executor(new ExecutorOptions(THREADS, 1000)),
                        new EchoHandler(),
                        processor -> processor.accessLog("test", 100))) {
            for (String crash : List.of("exception", "error", "illegal")) {
                EchoService.Client client = server.client();
                assertThat(catchThrowable(() -> client.crash(crash)))
                        .isInstanceOf(TApplicationException.class)
                        .hasMessage("internal error in EchoService.crash");
                assertThat(client.echo("after")).isEqualTo("after");
                client.getInputProtocol().getTransport().close();
            }
            for (byte[] noise : noises()) {
                try (Socket socket = server.socket()) {
                    socket.getOutputStream().write(noise);
                    socket.shutdownOutput();
                    assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(300);
                }
            }
            await().until(() -> server.stats().connections() == 0);
            EchoService.Client last = server.client();
            assertServes(last);
            last.getInputProtocol().getTransport().close();
            await().until(() ->
                    server.stats().connections() == 0 && server.stats().callsInFlight() == 0);
            assertThat(disk.refused).hasPositiveValue();
        }
    }

    private static List<byte[]> noises() throws Exception {
        return List.of(
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                call("unknown", TMessageType.CALL, new EchoService.nothing_args()),
                HostileMessage.frame(
                        java.util.HexFormat.of().parseHex("8001000100000004" + "6563686f" + "00000001" + "0b0001")),
                HostileMessage.frame(java.util.HexFormat.of().parseHex("ffff")));
    }

    /** Fails whoever logs anything of the project's. */
    private static final class FullDisk extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {

        final AtomicInteger refused = new AtomicInteger();
        private final Logger logger;

        FullDisk() {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            setContext(context);
            start();
            logger = context.getLogger("io.thriftboot");
            logger.setAdditive(false);
            logger.addAppender(this);
        }

        @Override
        public void doAppend(ILoggingEvent event) {
            refused.incrementAndGet();
            throw new IllegalStateException("no space left on device");
        }

        @Override
        protected void append(ILoggingEvent event) {
            doAppend(event);
        }

        @Override
        public void close() {
            logger.detachAppender(this);
            logger.setAdditive(true);
            stop();
        }
    }
}
