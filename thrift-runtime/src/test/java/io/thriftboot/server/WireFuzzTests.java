package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutated messages against each model, for a minute in all. For longer, with the properties {@code thrift.fuzz.messages} (for
 * each line of the table of models), {@code thrift.fuzz.seconds} (the same), {@code thrift.fuzz.models} (a regular expression)
 * and {@code thrift.fuzz.seed}; see CONTRIBUTING.md.
 */
class WireFuzzTests {

    private static final long MESSAGES = Long.getLong("thrift.fuzz.messages", 40_000);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("thrift.fuzz.seconds", 5));
    private static final long SEED = Long.getLong("thrift.fuzz.seed", 20_260_801);
    private static final String MODELS = System.getProperty("thrift.fuzz.models", ".*");
    private static final Path KEPT = Path.of("src", "test", "fuzz", "wire");

    /** Ours with all that they tell apart, libthrift's with what they serve. */
    static Stream<Arguments> models() {
        WireFormat zlib = WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.ZLIB);
        WireFormat compact = WireFormat.DEFAULT.with(ThriftProtocol.COMPACT, LayeredTransport.FRAMED);
        WireFormat json = WireFormat.DEFAULT.with(ThriftProtocol.JSON, LayeredTransport.BUFFERED);
        WireFormat header = WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED);
        return Stream.of(
                        Arguments.of(ServerModel.EVENT_LOOP, WireFormat.AUTO),
                        Arguments.of(ServerModel.THREADED, WireFormat.AUTO),
                        Arguments.of(ServerModel.THREADED_SELECTOR, WireFormat.DEFAULT),
                        Arguments.of(ServerModel.HSHA, compact),
                        Arguments.of(ServerModel.NONBLOCKING, header),
                        Arguments.of(ServerModel.THREAD_POOL, json),
                        Arguments.of(ServerModel.THREAD_POOL, zlib))
                .filter(line -> line.get()[0].toString().matches(MODELS));
    }

    private static List<FuzzCorpus.Valid> corpus(WireFormat format) throws TException {
        return format.equals(WireFormat.AUTO) ? FuzzCorpus.all() : FuzzCorpus.of(format);
    }

    private static TestServer start(ServerModel model, WireFormat format) throws IOException {
        EchoHandler forgetful = new EchoHandler() {
            @Override
            public void fire(String text) {}
        };
        return new TestServer(
                new Setup(model, format),
                options -> options.executor(new ExecutorOptions(WireFuzz.MOST_THREADS, 1000)),
                forgetful,
                UnaryOperator.identity());
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenMessagesAreMutatedEveryConnectionEndsAndOthersAreServed(ServerModel model, WireFormat format)
            throws Exception {
        try (LogLines log = LogLines.collect();
                TestServer server = start(model, format)) {
            long most = 2 * MESSAGES / (1 + FuzzMutations.MESSAGES);
            long started = System.nanoTime();

            long connections = new WireFuzz(server, corpus(format), SEED).run(most, TIME);

            System.out.printf(
                    "%s: seed %d, %,d connections, %,d messages understood, %,d protocol errors, %d s%n",
                    server.setup,
                    SEED,
                    connections,
                    server.stats().messages(),
                    server.stats().protocolErrors(),
                    Duration.ofNanos(System.nanoTime() - started).toSeconds());
            assertThat(server.stats().protocolErrors()).isGreaterThan(connections / 2);
            assertThat(log.errors()).isEmpty();
        }
    }

    /** What once did harm, and a few that show the form. A file is what the client of one connection sends. */
    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREADED", "EVENT_LOOP"})
    void whenBytesAreSentThatWereKeptNothingHappens(ServerModel model) throws Exception {
        try (Stream<Path> kept = Files.list(KEPT);
                TestServer server = start(model, WireFormat.AUTO)) {
            WireFuzz fuzz = new WireFuzz(server, FuzzCorpus.all(), SEED);
            List<Path> files =
                    kept.filter(file -> file.toString().endsWith(".bin")).toList();
            assertThat(files).isNotEmpty();
            for (Path file : files) {
                fuzz.send(Files.readAllBytes(file));
                EchoService.Client canary = new EchoService.Client(server.connect(WireFormat.DEFAULT));
                assertThat(canary.echo("canary")).as(file.toString()).isEqualTo("canary");
                canary.getInputProtocol().getTransport().close();
            }
            assertThat(server.stats().receiveMemory()).isZero();
        }
    }

    @Test
    void whenTheSeedIsTheSameSoAreTheBytes() throws Exception {
        try (TestServer server = start(ServerModel.THREADED, WireFormat.AUTO)) {
            WireFuzz one = new WireFuzz(server, FuzzCorpus.all(), 1);
            WireFuzz same = new WireFuzz(server, FuzzCorpus.all(), 1);
            WireFuzz other = new WireFuzz(server, FuzzCorpus.all(), 2);

            assertThat(one.bytesOf(7)).isEqualTo(same.bytesOf(7)).isNotEqualTo(other.bytesOf(7));
        }
    }
}
