package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.thrift.protocol.TProtocol;

/**
 * Sends connection after connection of mutated messages to a server. Each must be closed by the server once nothing more can
 * come; after each batch other clients are served and nothing is left of the batch.
 */
final class WireFuzz {

    /** Of the server's executor, which makes them when they are needed. */
    static final int MOST_THREADS = 16;

    private static final int BATCH = 500;
    private static final int SENDERS = 4;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path FAILURES = Path.of("target", "fuzz");

    private final TestServer server;
    private final List<FuzzCorpus.Valid> corpus;
    private final List<WireFormat> dialects;
    private final long seed;
    private long connections;

    WireFuzz(TestServer server, List<FuzzCorpus.Valid> corpus, long seed) {
        this.server = server;
        this.corpus = corpus;
        this.dialects =
                corpus.stream().map(FuzzCorpus.Valid::dialect).distinct().toList();
        this.seed = seed;
    }

    /** Goes on until there were so many connections or the time is over. Returns how many there were. */
    long run(long mostConnections, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        callEach();
        long threads = serverThreads();
        while (connections < mostConnections && System.nanoTime() < end) {
            long from = connections;
            connections += BATCH;
            IntStream.range(0, SENDERS).parallel().forEach(sender -> sendBatch(from + sender));
            assertNothingIsLeft(from, threads);
        }
        return connections;
    }

    private void sendBatch(long first) {
        for (long n = first; n < connections; n += SENDERS) {
            byte[] sent = bytesOf(n);
            try {
                send(sent);
            } catch (IOException | AssertionError ex) {
                throw failed(n, sent, ex);
            }
        }
    }

    /** What the connection of this number sends. */
    byte[] bytesOf(long number) {
        return new FuzzMutations(corpus, new SplittableRandom(seed + number * GOLDEN)).connection();
    }

    /** Sends it, and waits for the server to close. */
    void send(byte[] bytes) throws IOException {
        try (Socket socket = server.socket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
                drain(socket.getInputStream());
            } catch (SocketTimeoutException ex) {
                throw ex;
            } catch (SocketException reset) {
                assertThat(reset).hasMessageMatching("(?i).*(reset|broken pipe|closed).*");
            }
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] replies = new byte[8192];
        int n = 0;
        while (n >= 0) {
            n = in.read(replies);
        }
    }

    private AssertionError failed(long number, byte[] sent, Throwable ex) {
        try {
            Files.createDirectories(FAILURES);
            Path kept = Files.write(FAILURES.resolve(server.setup.model() + "-" + seed + "-" + number + ".bin"), sent);
            return new AssertionError(
                    server.setup + ": connection " + number + " of seed " + seed + ", see " + kept, ex);
        } catch (IOException notKept) {
            ex.addSuppressed(notKept);
            return new AssertionError(server.setup + ": connection " + number + " of seed " + seed, ex);
        }
    }

    private void assertNothingIsLeft(long from, long threads) throws Exception {
        String what = server.setup + ": connections " + from + " to " + connections + " of seed " + seed;
        callEach();
        await(what).atMost(PATIENCE).until(() -> server.stats().connections() == 0);
        await(what).atMost(PATIENCE).until(() -> server.stats().callsInFlight() == 0);
        assertThat(server.stats().receiveMemory()).as(what).isZero();
        assertThat(server.server.isRunning()).as(what).isTrue();
        await(what).atMost(PATIENCE).until(() -> serverThreads() <= threads + MOST_THREADS);
    }

    /** A client in each dialect. */
    private void callEach() throws Exception {
        for (WireFormat dialect : dialects) {
            TProtocol protocol = server.connect(dialect);
            assertThat(new EchoService.Client(protocol).echo("canary")).isEqualTo("canary");
            protocol.getTransport().close();
        }
    }

    private static long serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("thrift-test-"))
                .count();
    }
}
