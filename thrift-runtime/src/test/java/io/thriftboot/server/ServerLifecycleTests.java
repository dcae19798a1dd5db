package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Start and stop. */
class ServerLifecycleTests {

    private static final String MODELS = "io.thriftboot.server.TestServer$Setup#models";

    private static ThriftServer server(Setup setup, int port) {
        return ThriftServer.create(
                ThriftServerOptions.builder("life", Endpoint.tcp("127.0.0.1", port))
                        .model(setup.model())
                        .wireFormat(setup.format())
                        .build(),
                ThriftProcessor.builder()
                        .service(ServiceDescriptor.of(EchoService.class), new EchoHandler())
                        .build());
    }

    private static String[] threadsOf(ServerModel model) {
        return switch (model) {
            case SIMPLE -> new String[] {"thrift-test-accept", "thrift-test-call"};
            case NONBLOCKING -> new String[] {"thrift-test-serve", "thrift-test-call"};
            case THREAD_POOL -> new String[] {"thrift-test-serve", "thrift-test-call-1"};
            case HSHA -> new String[] {"thrift-test-selector", "thrift-test-call-1"};
            case EVENT_LOOP -> new String[] {"thrift-test-loop-1", "thrift-test-call-1"};
            case THREADED -> new String[] {"thrift-test-accept", "thrift-test-call-1"};
            case THREADED_SELECTOR ->
                new String[] {
                    "thrift-test-accept", "thrift-test-selector-1", "thrift-test-selector-2", "thrift-test-call-1"
                };
        };
    }

    private static List<Thread> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenPortIsTakenFailsNamingIt(Setup setup) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            ThriftServer server = server(setup, taken.getLocalPort());

            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(server::start)
                    .withMessageContaining("life tcp://127.0.0.1:" + taken.getLocalPort());
            assertThat(server.isRunning()).isFalse();
            assertThat(threads("thrift-life-")).isEmpty();
            assertThat(server.stop()).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenHostIsUnknownFailsNamingIt(Setup setup) {
        ThriftServer server = ThriftServer.create(
                ThriftServerOptions.builder("life", Endpoint.tcp("host.invalid", 0))
                        .model(setup.model())
                        .build(),
                ThriftProcessor.builder().build());

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(server::start)
                .withMessageContaining("life tcp://host.invalid:0");
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenStartedNamesItsThreadsAndKeepsJvmAlive(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            server.client().echo("hello");

            assertThat(server.handler.lastThread.getName()).startsWith("thrift-test-call");
            assertThat(threads("thrift-test-"))
                    .filteredOn(thread -> !thread.getName().endsWith("-clock"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .noneMatch(Thread::isDaemon);
            assertThat(threads("thrift-test-")).extracting(Thread::getName).contains(threadsOf(setup.model()));
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenStartedTwiceFails(Setup setup) throws Exception {
        try (ThriftServer server = server(setup, 0)) {
            assertThatIllegalStateException().isThrownBy(server::address);
            server.start();
            assertThatIllegalStateException().isThrownBy(server::start);
            assertThat(server.isRunning()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenStoppedRightAfterStartFreesThePort(Setup setup) throws Exception {
        ThriftServer server = server(setup, 0);
        server.start();
        int port = server.address().getPort();

        assertThat(server.stop()).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(true);

        assertThat(server.isRunning()).isFalse();
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("127.0.0.1", port).close());
        try (ThriftServer next = server(setup, port)) {
            next.start();
            assertThat(next.address().getPort()).isEqualTo(port);
        }
        assertThatIllegalStateException().isThrownBy(server::start);
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenStartedAndStoppedOftenLeaksNothing(Setup setup) throws Exception {
        for (int i = 0; i < 5; i++) {
            startCallStop(setup);
        }
        long files = openFiles();
        for (int i = 0; i < 50; i++) {
            startCallStop(setup);
        }
        await().until(() -> threads("thrift-test-").isEmpty());
        assertThat(openFiles()).isLessThanOrEqualTo(files + 3);
    }

    private static void startCallStop(Setup setup) throws Exception {
        TestServer server = new TestServer(setup);
        EchoService.Client client = server.client();
        client.echo("hello");
        server.close();
        client.getInputProtocol().getTransport().close();
    }

    private static long openFiles() {
        return ((com.sun.management.UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }

    @ParameterizedTest
    @MethodSource(MODELS)
    void whenClosedWithConnectionsAndCallsEndsAtOnce(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client idle = server.client();
            idle.echo("hello");
            EchoService.Client busy = server.client();
            busy.send_execute("key");
            await().until(() -> server.handler.executing.get() == 1);

            long begin = System.nanoTime();
            server.server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            assertThat(server.stats().connections()).isZero();
            await().until(() -> threads("thrift-test-").isEmpty());
        }
    }
}
