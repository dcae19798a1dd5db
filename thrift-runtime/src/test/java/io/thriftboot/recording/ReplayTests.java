package io.thriftboot.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.testapi.BaseService;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.OtherService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.thrift.transport.TSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server has recorded, sent again. */
class ReplayTests {

    private static final WireFormat FRAMED = WireFormat.DEFAULT;

    @TempDir
    private Path folder;

    private final List<ThriftServer> servers = new ArrayList<>();
    private final List<String> fired = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Recorder recorder;

    @AfterEach
    void stop() {
        servers.forEach(ThriftServer::close);
    }

    /** Answers with its name. */
    private EchoService.Iface handler(String name) {
        Item item = new Item().setId(1).setTags(List.of(name)).setKeys(keys(name));
        return (EchoService.Iface) Proxy.newProxyInstance(
                EchoService.Iface.class.getClassLoader(),
                new Class<?>[] {EchoService.Iface.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "echo", "ping" -> name + ' ' + args[0];
                    case "find" -> throw new NotFound((Long) args[0], name);
                    case "crash" -> throw new IllegalStateException(name);
                    case "echoItem" -> item;
                    case "fire" -> {
                        fired.add(name + ' ' + args[0]);
                        yield null;
                    }
                    default -> null;
                });
    }

    /** The same for every name, in another order. */
    private static java.util.Set<UUID> keys(String name) {
        List<UUID> keys = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            keys.add(new UUID(i, 1));
        }
        if (!name.equals("same")) {
            java.util.Collections.reverse(keys);
        }
        return new LinkedHashSet<>(keys);
    }

    private ThriftServer serve(ServerModel model, WireFormat format, Recorder by, String name) throws IOException {
        ThriftProcessor.Builder processor =
                ThriftProcessor.builder().service(ServiceDescriptor.of(EchoService.class), handler(name));
        if (by != null) {
            processor.recorder(by);
        }
        ThriftServer server = ThriftServer.create(
                ThriftServerOptions.builder(name, Endpoint.tcp("127.0.0.1", 0))
                        .model(model)
                        .wireFormat(format)
                        .build(),
                processor.build());
        servers.add(server);
        server.start();
        return server;
    }

    /** Six messages of each kind that there is. */
    private void call(ThriftServer server, WireFormat format) throws Exception {
        ThriftInterceptor headers = (call, next) -> {
            call.context().setRequestHeader("tenant", "t1");
            return next.invoke(call);
        };
        try (ThriftChannel channel = ThriftChannel.create(
                ThriftChannelOptions.builder("echo").wireFormat(format).build(),
                EndpointSupplier.fixed(List.of(server.endpoint())),
                EndpointSelector.roundRobin(),
                List.of(headers))) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            client.echo("hällo");
            assertThat(catchThrowable(() -> client.find(3))).isInstanceOf(NotFound.class);
            assertThat(catchThrowable(() -> client.crash("x"))).isNotNull();
            OtherService.Iface unknown = channel.client(OtherService.Iface.class);
            assertThat(catchThrowable(unknown::size)).isNotNull();
            client.fire("once");
            client.echoItem(new Item().setId(1).setCounts(Map.of("a", 1)));
        }
    }

    private void record(ServerModel model, WireFormat served, WireFormat... spoken) throws Exception {
        recorder = new Recorder(new RecordingOptions(folder, 1 << 20, 2), "echo");
        ThriftServer server = serve(model, served, recorder, "one");
        for (WireFormat format : spoken) {
            call(server, format);
        }
        await().until(() -> recorder.recorded() == 6L * spoken.length);
        recorder.close();
        assertThat(recorder.dropped()).isZero();
        server.close();
        fired.clear();
    }

    private int replay(ThriftServer server) throws IOException {
        List<String> args = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().map(Path::toString).forEach(args::add);
        }
        args.add("127.0.0.1:" + server.endpoint().port());
        return Replay.run(args, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    static Stream<WireFormat> dialects() {
        return Stream.of(
                FRAMED.with(ThriftProtocol.BINARY, LayeredTransport.FRAMED),
                FRAMED.with(ThriftProtocol.BINARY, LayeredTransport.BUFFERED),
                FRAMED.with(ThriftProtocol.COMPACT, LayeredTransport.FRAMED),
                FRAMED.with(ThriftProtocol.COMPACT, LayeredTransport.BUFFERED),
                FRAMED.with(ThriftProtocol.JSON, LayeredTransport.FRAMED),
                FRAMED.with(ThriftProtocol.JSON, LayeredTransport.BUFFERED),
                FRAMED.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED));
    }

    static Stream<Arguments> modelsAndDialects() {
        return Stream.of(ServerModel.values()).flatMap(model -> dialects()
                .filter(format -> model.supports(format.transport()))
                .map(format -> Arguments.of(model, format)));
    }

    @ParameterizedTest
    @MethodSource("modelsAndDialects")
    void whenTheServerIsTheSameRepliesAreAlike(ServerModel model, WireFormat format) throws Exception {
        record(model, format, format);

        assertThat(replay(serve(model, format, null, "one"))).isZero();

        assertThat(printed()).isEqualTo("6 messages: 5 replies alike, 0 different, 1 without a recorded reply\n");
        await().untilAsserted(() -> assertThat(fired).containsExactly("one once"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"EVENT_LOOP", "THREADED"})
    void whenManyDialectsWereSpokenAllAreSpokenAgain(ServerModel model) throws Exception {
        record(model, WireFormat.AUTO, dialects().toArray(WireFormat[]::new));

        assertThat(replay(serve(ServerModel.EVENT_LOOP, WireFormat.AUTO, null, "one")))
                .isZero();

        assertThat(printed()).isEqualTo("42 messages: 35 replies alike, 0 different, 7 without a recorded reply\n");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whenTheServerAnswersOtherwiseDifferencesAreShown(WireFormat format) throws Exception {
        record(ServerModel.EVENT_LOOP, WireFormat.AUTO, format);

        assertThat(replay(serve(ServerModel.EVENT_LOOP, WireFormat.AUTO, null, "two")))
                .isEqualTo(1);

        assertThat(printed())
                .contains("  recorded: type 2 echo {0=\"one hällo\"}\n  now:      type 2 echo {0=\"two hällo\"}\n")
                .contains("from /127.0.0.1:")
                .contains("{1={1=3, 2=\"one\"}}")
                .endsWith("6 messages: 2 replies alike, 3 different, 1 without a recorded reply\n");
    }

    @Test
    void whenSetsAreInAnotherOrderTheyAreAlike() throws Exception {
        recorder = new Recorder(new RecordingOptions(folder, 1 << 20, 2), "echo");
        ThriftServer server = serve(ServerModel.EVENT_LOOP, WireFormat.AUTO, recorder, "same");
        try (ThriftChannel channel = ThriftChannel.create(
                ThriftChannelOptions.builder("echo").build(),
                EndpointSupplier.fixed(List.of(server.endpoint())),
                EndpointSelector.roundRobin(),
                List.of())) {
            assertThat(new HashSet<>(channel.client(EchoService.Iface.class)
                            .echoItem(new Item().setId(1))
                            .getKeys()))
                    .hasSize(20);
        }
        recorder.close();
        Exchange recorded;
        Path file = folder.resolve("echo-000001.thriftrec");
        try (RecordingReader reader = new RecordingReader(file)) {
            recorded = reader.next();
        }
        try (ReplayTarget target = new ReplayTarget(server.address())) {
            assertThat(target.text(recorded))
                    .contains("7=set[00000000-0000-0000-0000-000000000001, 00000000-0000-0001");
        }
    }

    @Test
    void whenARequestWasCompressedItIsSentLikeThat() throws Exception {
        recorder = new Recorder(new RecordingOptions(folder, 1 << 20, 2), "echo");
        ThriftServer server = serve(ServerModel.EVENT_LOOP, WireFormat.AUTO, recorder, "one");
        String text = "text ".repeat(1_000);
        try (TSocket socket = new TSocket("127.0.0.1", server.endpoint().port(), 10_000)) {
            THeaderProtocol protocol = new THeaderProtocol(socket);
            protocol.getTransport().open();
            protocol.setStyle(ThriftProtocol.COMPACT, true);
            assertThat(new BaseService.Client(protocol).ping(text)).isEqualTo("one " + text);
        }
        await().until(() -> recorder.recorded() == 1);
        recorder.close();
        assertThat(Files.size(folder.resolve("echo-000001.thriftrec"))).isLessThan(1_000);

        assertThat(replay(serve(ServerModel.THREADED, WireFormat.AUTO, null, "one")))
                .isZero();
        assertThat(replay(serve(ServerModel.THREADED, WireFormat.AUTO, null, "two")))
                .isEqualTo(1);
    }

    @Test
    void whenNobodyListensEachMessageIsADifference() throws Exception {
        record(ServerModel.EVENT_LOOP, WireFormat.AUTO, FRAMED);
        ThriftServer closed = serve(ServerModel.EVENT_LOOP, WireFormat.AUTO, null, "one");
        closed.close();

        assertThat(replay(closed)).isEqualTo(1);

        assertThat(printed())
                .contains("now:      no reply: java.net.ConnectException")
                .endsWith("5 different, 1 without a recorded reply\n");
    }

    @Test
    void whenAFileIsCutOffTheRestIsReplayed() throws Exception {
        record(ServerModel.EVENT_LOOP, WireFormat.AUTO, FRAMED);
        Path file = folder.resolve("echo-000001.thriftrec");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 5));

        assertThat(replay(serve(ServerModel.EVENT_LOOP, WireFormat.AUTO, null, "one")))
                .isZero();

        assertThat(printed())
                .contains("bytes at the end are no whole message, and left out\n")
                .contains("5 messages: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file", "file host", "file host:x", "file :1", "file host:70000"})
    void whenArgumentsAreWrongTheUsageIsPrinted(String args) {
        assertThat(Replay.run(List.of(args.trim().split(" ", -1)), new PrintStream(printed)))
                .isEqualTo(2);
        assertThat(printed()).isEqualTo("usage: Replay FILE... HOST:PORT" + System.lineSeparator());
    }

    @Test
    void whenAFileIsMissingTheExitCodeSaysSo() {
        assertThat(Replay.run(List.of(folder.resolve("none").toString(), "[::1]:9"), new PrintStream(printed)))
                .isEqualTo(2);
        assertThat(printed()).contains("NoSuchFileException");
    }
}
