package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of {@link Attack}s against each model in each dialect it serves: every connection is answered or closed, all of
 * it is counted, memory stays bounded, the log stays short, and another connection is served all the time.
 */
class HostileBytesTests {

    private static final MessageLimits SMALL = new MessageLimits(1 << 20, 1 << 20, 256 << 10, 10_000, 64);
    private static final Duration READ_TIMEOUT = Duration.ofMillis(500);

    /** An attack in one write. */
    private static final int WHOLE = Integer.MAX_VALUE;

    /** What would take too long byte by byte is left out. */
    private static final int SHORT = 200;

    private static final long MOST_MEMORY = 128L << 20;

    /** Every model with every dialect. */
    static Stream<Arguments> everywhere() {
        WireFormat header = WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED);
        Stream<Arguments> fixed = Stream.concat(
                        Setup.all(), Stream.of(ServerModel.values()).map(model -> new Setup(model, header)))
                .filter(setup -> setup.servesManyConnections() || setup.format().equals(WireFormat.DEFAULT))
                .map(setup -> Arguments.of(setup.model(), setup.format(), setup.format()));
        Stream<WireFormat> dialects = Setup.all()
                .filter(setup -> setup.model() == ServerModel.EVENT_LOOP || setup.model() == ServerModel.THREADED)
                .map(Setup::format)
                .filter(format -> format.transport() != LayeredTransport.ZLIB)
                .distinct();
        Stream<Arguments> auto = Stream.concat(dialects, Stream.of(header))
                .flatMap(format -> Stream.of(ServerModel.EVENT_LOOP, ServerModel.THREADED)
                        .map(model -> Arguments.of(model, WireFormat.AUTO, format)));
        return Stream.concat(fixed, auto);
    }

    private static WireFormat limited(WireFormat format) {
        return new WireFormat(format.protocol(), format.transport(), SMALL, true);
    }

    static TestServer start(ServerModel model, WireFormat format) throws IOException {
        UnaryOperator<ThriftServerOptions.Builder> options = builder ->
                builder.readTimeout(READ_TIMEOUT).idleTimeout(Duration.ZERO).executor(new ExecutorOptions(400, 1000));
        return new TestServer(new Setup(model, limited(format)), options);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whenAttackedAnswersOrClosesAndServesOthers(ServerModel model, WireFormat format, WireFormat dialect)
            throws Exception {
        List<Attack> attacks = attacks(model, dialect);
        try (LogLines log = LogLines.collect();
                TestServer server = start(model, format)) {
            HeapPeak memory = HeapPeak.begin();
            attackAll(server, dialect, attacks);
            callOnce(server, dialect);
            await().until(() -> server.stats().connections() == 0);
            assertThat(server.stats().receiveMemory()).isZero();
            assertThat(server.stats().callsInFlight()).isZero();
            assertThat(server.server.isRunning()).isTrue();
            assertThat(memory.grown()).isLessThan(MOST_MEMORY);
            assertThat(log.lines()).isNotEmpty().allSatisfy(LogLines::assertClean);
            assertThat(log.warnings()).hasSizeLessThanOrEqualTo(attacks.size()).allSatisfy(line -> assertThat(line)
                    .contains("/127.0.0.1:"));
        }
    }

    /** Ours look at what has arrived so far each time that something arrives. */
    static Stream<Arguments> auto() {
        return everywhere().filter(arguments -> arguments.get()[1].equals(WireFormat.AUTO));
    }

    @ParameterizedTest
    @MethodSource("auto")
    void whenAttackedByteByByteAnswersOrClosesAndServesOthers(ServerModel model, WireFormat format, WireFormat dialect)
            throws Exception {
        List<Attack> attacks = Attack.in(dialect).stream()
                .filter(attack -> attack.bytes().length <= SHORT)
                .toList();
        try (LogLines log = LogLines.collect();
                TestServer server = start(model, format)) {
            attackAll(server, dialect, attacks, 1);
            await().until(() -> server.stats().connections() == 0);
            assertThat(server.stats().receiveMemory()).isZero();
            assertThat(server.server.isRunning()).isTrue();
            assertThat(log.lines()).isNotEmpty().allSatisfy(LogLines::assertClean);
        }
    }

    /** A simple server serves them one by one: some will do. */
    private static List<Attack> attacks(ServerModel model, WireFormat dialect) throws TException {
        List<Attack> all = Attack.in(dialect);
        return model == ServerModel.SIMPLE
                ? IntStream.range(0, all.size() / 5)
                        .mapToObj(i -> all.get(5 * i))
                        .toList()
                : all;
    }

    /** Many at a time, beside a connection that is served; where connections are served one by one, one by one. */
    static void attackAll(TestServer server, WireFormat dialect, List<Attack> attacks) throws Exception {
        attackAll(server, dialect, attacks, WHOLE);
    }

    private static void attackAll(TestServer server, WireFormat dialect, List<Attack> attacks, int pieces)
            throws Exception {
        if (!server.setup.servesManyConnections()) {
            for (Attack attack : attacks) {
                attack(server, dialect, List.of(attack), WHOLE, () -> {});
            }
            return;
        }
        try (Canary canary = new Canary(server, dialect)) {
            for (List<Attack> some : parts(attacks, 250)) {
                attack(server, dialect, some, pieces, canary);
            }
        }
    }

    private static void callOnce(TestServer server, WireFormat dialect) throws Exception {
        try (Canary canary = new Canary(server, dialect)) {
            canary.check();
        }
    }

    private static <T> List<List<T>> parts(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i += size) {
            parts.add(all.subList(i, Math.min(all.size(), i + size)));
        }
        return parts;
    }

    private static void attack(TestServer server, WireFormat dialect, List<Attack> attacks, int pieces, Check others)
            throws Exception {
        long before = troubles(server.stats());
        List<Socket> sockets = new ArrayList<>();
        try {
            for (Attack attack : attacks) {
                Socket socket = server.socket();
                sockets.add(socket);
                send(socket, attack.bytes(), pieces);
                others.check();
            }
            for (int i = 0; i < attacks.size(); i++) {
                assertAnsweredOrClosed(server.setup + ": " + attacks.get(i), sockets.get(i), dialect);
            }
            await(attacks + " are counted").until(() -> troubles(server.stats()) - before >= attacks.size());
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void send(Socket socket, byte[] bytes, int pieces) throws IOException {
        try {
            for (int at = 0; at < bytes.length; at += Math.min(pieces, bytes.length - at)) {
                socket.getOutputStream().write(bytes, at, Math.min(pieces, bytes.length - at));
            }
        } catch (SocketException closedAlready) {
            assertThat(closedAlready).isNotNull();
        }
    }

    /** What the server has counted of attacks. */
    private static long troubles(ServerStats stats) {
        return stats.protocolErrors()
                + stats.reached(ServerLimit.READ_TIMEOUT)
                + stats.reached(ServerLimit.FRAME_SIZE)
                + stats.reached(ServerLimit.MESSAGE_SIZE);
    }

    /** An exception, or the end of the connection; never a result. */
    private static void assertAnsweredOrClosed(String what, Socket socket, WireFormat dialect) throws Exception {
        TTransport wire = dialect.over(new TIOStreamTransport(socket.getInputStream(), socket.getOutputStream()));
        TProtocol in = dialect.protocol() == ThriftProtocol.HEADER
                ? new THeaderProtocol(wire)
                : dialect.protocolOver(dialect.transport().isFramed() ? new TFramedTransport(wire) : wire);
        try {
            TMessage reply = in.readMessageBegin();
            assertThat(reply.type).as(what).isEqualTo(TMessageType.EXCEPTION);
            assertThat(TApplicationException.readFrom(in).getMessage())
                    .as(what)
                    .hasSizeLessThan(500)
                    .satisfies(LogLines::assertClean);
        } catch (TTransportException ex) {
            boolean ended = ex.getType() == TTransportException.END_OF_FILE
                    || String.valueOf(ex.getMessage()).contains("Remote side has closed");
            assertThat(ended || ex.getCause() instanceof SocketException)
                    .as(what + ": " + ex)
                    .isTrue();
        }
    }

    /** Finds out whether something is as it was. */
    private interface Check {

        void check() throws Exception;
    }

    /** Somebody else's connection. */
    private static final class Canary implements Check, AutoCloseable {

        private final EchoService.Client client;

        Canary(TestServer server, WireFormat dialect) throws TTransportException {
            this.client = new EchoService.Client(server.connect(dialect));
        }

        @Override
        public void check() throws Exception {
            assertThat(client.echo("canary")).isEqualTo("canary");
        }

        @Override
        public void close() {
            client.getInputProtocol().getTransport().close();
        }
    }
}
