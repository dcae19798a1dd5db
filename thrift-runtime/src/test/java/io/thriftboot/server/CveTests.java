package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.thrift.protocol.TMessageType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The known vulnerabilities of Apache Thrift that concern a server in Java, and those of other languages that a server in Java
 * could have: a test for each, named after it, against each model.
 */
class CveTests {

    private static final long LITTLE = 1 << 20;

    private static List<WireFormat> dialects(ServerModel model) {
        Stream<WireFormat> all = Stream.of(LayeredTransport.FRAMED, LayeredTransport.BUFFERED)
                .filter(model::supports)
                .flatMap(transport -> Stream.of(ThriftProtocol.BINARY, ThriftProtocol.COMPACT, ThriftProtocol.JSON)
                        .map(protocol -> WireFormat.DEFAULT.with(protocol, transport)));
        return all.toList();
    }

    /** Sends the attacks of these names in each dialect that has them, beside a connection that is served. */
    private static void assertWithstands(ServerModel model, List<WireFormat> dialects, String... names)
            throws Exception {
        int sent = 0;
        for (WireFormat dialect : dialects) {
            List<Attack> attacks = Attack.in(dialect).stream()
                    .filter(attack -> Arrays.stream(names).anyMatch(attack.name()::startsWith))
                    .toList();
            sent += attacks.size();
            try (TestServer server = HostileBytesTests.start(model, dialect)) {
                HostileBytesTests.attackAll(server, dialect, attacks);
                await().until(() -> server.stats().connections() == 0);
                assertThat(server.server.isRunning()).isTrue();
            }
        }
        assertThat(sent).isPositive();
    }

    /** Unbounded recursion while a field is skipped. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void cve2015x3254(ServerModel model) throws Exception {
        assertWithstands(
                model, dialects(model), "structs in structs", "lists in lists", "sets in sets", "maps in maps");
    }

    /** SASL could be bypassed: there is none, so its negotiation is no Thrift. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void cve2018x1320(ServerModel model) throws Exception {
        try (TestServer server = HostileBytesTests.start(model, WireFormat.DEFAULT)) {
            byte[] plain = {1, 0, 0, 0, 5, 'P', 'L', 'A', 'I', 'N', 5, 0, 0, 0, 0};
            HostileBytesTests.attackAll(server, WireFormat.DEFAULT, List.of(new Attack("SASL", plain)));
        }
    }

    /** Files of the server could be read by their paths: a Thrift port serves none. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void cve2018x11798(ServerModel model) throws Exception {
        byte[] get = "GET /../../../etc/passwd HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (TestServer server = HostileBytesTests.start(model, WireFormat.DEFAULT)) {
            HostileBytesTests.attackAll(server, WireFormat.DEFAULT, List.of(new Attack("HTTP", get)));
        }
    }

    /** An endless loop over containers of types without size, or of types that do not exist. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void cve2019x0205(ServerModel model) throws Exception {
        assertWithstands(model, dialects(model), "list of type", "map of type", "field of type", "unknown type");
    }

    /** Malformed JSON that ended the process. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void cve2019x0210(ServerModel model) throws Exception {
        List<WireFormat> json = dialects(model).stream()
                .filter(dialect -> dialect.protocol() == ThriftProtocol.JSON)
                .toList();
        assertWithstands(model, json, "endless", "bad escape", "first", "field id", "seqid that");
    }

    /** Containers said to be larger than the message; also CVE-2019-3559, -11938 and -11939. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void cve2019x3564(ServerModel model) throws Exception {
        assertWithstands(
                model, dialects(model), "unknown list", "unknown set", "unknown map", "2147483647 ", "9999 ", "10001 ");
    }

    /** A few bytes that reserve a lot of memory: lengths of frames, texts and binaries that never come; also CVE-2026-43868. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void cve2020x13949(ServerModel model) throws Exception {
        for (WireFormat dialect : dialects(model)) {
            if (dialect.protocol() != ThriftProtocol.JSON) {
                assertLittleIsReserved(model, dialect, unfinished(dialect));
            }
        }
    }

    /** A text of almost as much as is allowed, of which nothing comes. */
    private static byte[] unfinished(WireFormat dialect) throws Exception {
        byte[] message = new HostileMessage(dialect)
                .call()
                .field(org.apache.thrift.protocol.TType.STRING, 1)
                .length(15_000_000)
                .body();
        byte[] frame = HostileMessage.frame(message);
        java.nio.ByteBuffer.wrap(frame).putInt(0, 15_100_000);
        return dialect.transport().isFramed() ? frame : message;
    }

    private static void assertLittleIsReserved(ServerModel model, WireFormat dialect, byte[] sent) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (TestServer server =
                new TestServer(new Setup(model, dialect), options -> options.executor(new ExecutorOptions(50, 10)))) {
            HeapPeak heap = HeapPeak.begin();
            for (int i = 0; i < 20; i++) {
                Socket socket = server.socket();
                sockets.add(socket);
                socket.getOutputStream().write(sent);
            }
            await().until(() -> server.stats().bytesReceived() >= 20L * sent.length);
            assertThat(server.client().echo("canary")).isEqualTo("canary");
            assertThat(heap.grown()).as(dialect.toString()).isLessThan(100 << 20);
            assertThat(mostAllocated()).as(dialect.toString()).isLessThan(8 * LITTLE);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** By a thread of the server that lives. Virtual ones are not seen. */
    private static long mostAllocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("thrift-test-"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getId()))
                .max()
                .orElse(0);
    }

    /** THRIFT-6088 and THRIFT-6093: a little zlib that inflates to a lot. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void thrift6088(ServerModel model) throws Exception {
        List<WireFormat> compressed = Stream.of(
                        WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED),
                        WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.ZLIB))
                .filter(dialect -> model.supports(dialect.transport()))
                .toList();
        assertWithstands(model, compressed, "zlib bomb", "half a zlib stream", "no zlib stream");
    }

    /** THRIFT-5494 and THRIFT-5441: connections that end at any moment left sockets behind, or a selector that spins. */
    @ParameterizedTest
    @EnumSource
    void thrift5494(ServerModel model) throws Exception {
        byte[] call = RawClient.message(
                WireFormat.DEFAULT, "echo", TMessageType.CALL, 1, new EchoService.echo_args("x".repeat(10_000)));
        try (TestServer server = HostileBytesTests.start(model, WireFormat.DEFAULT)) {
            assertThat(echo(server)).isEqualTo("canary");
            await().until(() -> server.stats().connections() == 0);
            long open = openFiles();
            for (int i = 0; i < 300; i++) {
                try (Socket socket = server.socket()) {
                    socket.getOutputStream().write(call, 0, i % 3 * (call.length / 2));
                    socket.setSoLinger(i % 2 == 0, 0);
                }
            }
            assertThat(echo(server)).isEqualTo("canary");
            await().until(() -> server.stats().connections() == 0);
            await().until(() -> openFiles() <= open);
        }
    }

    private static String echo(TestServer server) throws Exception {
        EchoService.Client client = server.client();
        try {
            return client.echo("canary");
        } finally {
            client.getInputProtocol().getTransport().close();
        }
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    /** THRIFT-6084: numbers of more bytes than they can have. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
    void thrift6084(ServerModel model) throws Exception {
        List<WireFormat> compact = dialects(model).stream()
                .filter(dialect -> dialect.protocol() == ThriftProtocol.COMPACT)
                .toList();
        assertWithstands(model, compact, "endless", "length of six", "i32 of six");
    }
}
