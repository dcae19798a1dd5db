package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.Color;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.OtherService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that can be chosen for a server, in every combination, over real sockets, called by our client and by libthrift's.
 * What does not go together is printed.
 */
class MatrixTests {

    private static final Set<String> NOT_APPLICABLE = new TreeSet<>();

    private static final Item ITEM = new Item()
            .setId(7)
            .setName("seven")
            .setTags(List.of("a", "ü"))
            .setCounts(Map.of("x", 1))
            .setData(new byte[] {0, -1})
            .setColor(Color.GREEN);

    /** One combination. */
    record Choice(
            ServerModel model,
            ThriftProtocol protocol,
            LayeredTransport transport,
            boolean multiplexed,
            HandlerStyle handler,
            ExecutorThreads threads) {

        /** Why the combination cannot be, {@code null} if it can. */
        @Nullable
        String notApplicable() {
            if (protocol == ThriftProtocol.AUTO || transport == LayeredTransport.AUTO) {
                return "auto: see DialectTests";
            }
            if (protocol == ThriftProtocol.HEADER && !transport.isFramed()) {
                return "header with " + transport + ": it brings its frames along";
            }
            if (transport == LayeredTransport.ZLIB && !model.supports(transport)) {
                return model + " with zlib: only libthrift's blocking models can";
            }
            if (!model.supports(transport)) {
                return model + " with " + transport + ": models with non-blocking I/O need frames";
            }
            if (threads == ExecutorThreads.VIRTUAL && !usesExecutor()) {
                return model + " with virtual threads: the thread for I/O runs the handlers";
            }
            if (threads == ExecutorThreads.EVENT_LOOP && model != ServerModel.EVENT_LOOP) {
                return model + " with threads of an event loop: it has none";
            }
            if (!threads.isAvailable()) {
                return "virtual threads: Java " + Runtime.version().feature() + " has none";
            }
            return null;
        }

        private boolean usesExecutor() {
            return model != ServerModel.SIMPLE && model != ServerModel.NONBLOCKING;
        }

        WireFormat format() {
            return WireFormat.DEFAULT.with(protocol, transport);
        }

        TestServer start() throws Exception {
            return new TestServer(
                    new Setup(model, format(), handler),
                    options -> options.executor(new ExecutorOptions(4, 100, threads)));
        }
    }

    static Stream<Choice> choices() {
        return Stream.of(ServerModel.values())
                .flatMap(model -> Stream.of(ThriftProtocol.values())
                        .flatMap(protocol -> Stream.of(LayeredTransport.values())
                                .flatMap(transport -> Stream.of(false, true).flatMap(multiplexed -> Stream.of(
                                                HandlerStyle.SYNC, HandlerStyle.ASYNC_LATER)
                                        .flatMap(handler -> Stream.of(ExecutorThreads.values())
                                                .map(threads -> new Choice(
                                                        model, protocol, transport, multiplexed, handler, threads)))))))
                .filter(MatrixTests::isApplicable);
    }

    private static boolean isApplicable(Choice choice) {
        String reason = choice.notApplicable();
        if (reason != null) {
            NOT_APPLICABLE.add(reason);
        }
        return reason == null;
    }

    @AfterAll
    static void printWhatDoesNotApply() {
        NOT_APPLICABLE.forEach(reason -> System.out.println("NOT APPLICABLE: " + reason));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void isServed(Choice choice) throws Exception {
        try (TestServer server = choice.start()) {
            callByLibthrift(choice, server);
            callByChannel(choice, server);
            if (choice.handler() == HandlerStyle.SYNC) {
                assertThat(isVirtual(server.handler.lastThread)).isEqualTo(choice.threads() == ExecutorThreads.VIRTUAL);
            }
        }
    }

    private static boolean isVirtual(@Nullable Thread thread) {
        return thread != null && thread.getClass().getSimpleName().equals("VirtualThread");
    }

    private static void callByLibthrift(Choice choice, TestServer server) throws Exception {
        TProtocol protocol = server.connect();
        try {
            TProtocol named = choice.multiplexed() ? new TMultiplexedProtocol(protocol, "EchoService") : protocol;
            callAll(new EchoService.Client(protocol, named), server);
        } finally {
            protocol.getTransport().close();
        }
    }

    private static void callByChannel(Choice choice, TestServer server) throws Exception {
        Endpoint endpoint = Endpoint.tcp("127.0.0.1", server.address().getPort());
        ThriftChannelOptions options = ThriftChannelOptions.builder("matrix")
                .wireFormat(choice.format())
                .multiplexed(choice.multiplexed())
                .build();
        try (ThriftChannel channel = ThriftChannel.create(
                options, EndpointSupplier.fixed(List.of(endpoint)), EndpointSelector.roundRobin(), List.of())) {
            callAll(channel.client(EchoService.Iface.class), server);
            // libthrift's own binary and compact protocols cannot read a set of UUIDs.
            Item withKeys = ITEM.deepCopy().setKeys(Set.of(new UUID(1, 2)));
            assertThat(channel.client(EchoService.Iface.class).echoItem(withKeys))
                    .isEqualTo(withKeys);
            callWhatIsNotThere(choice, channel.client(OtherService.Iface.class));
            assertThat(channel.client(EchoService.Iface.class).echo("still here"))
                    .isEqualTo("still here");
            assertThat(channel.stats().get(endpoint).created()).isEqualTo(1);
        }
    }

    private static void callAll(EchoService.Iface client, TestServer server) throws Exception {
        int fired = server.handler.fired.size();
        client.fire("shot");
        assertThat(client.echoItem(ITEM)).isEqualTo(ITEM);
        assertThat(client.echo("text")).isEqualTo("text");
        client.nothing();
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> client.find(0));
        assertThatExceptionOfType(TApplicationException.class)
                .isThrownBy(() -> client.crash("now"))
                .satisfies(ex -> assertThat(ex.getType()).isEqualTo(TApplicationException.INTERNAL_ERROR));
        assertThat(client.echo("kept")).isEqualTo("kept");
        await().until(() -> server.handler.fired.size() == fired + 1);
    }

    /** Names without a service in front mean the default service, and the other one has another name here. */
    private static void callWhatIsNotThere(Choice choice, OtherService.Iface client) {
        assertThatExceptionOfType(TApplicationException.class)
                .isThrownBy(client::size)
                .withMessageContaining(choice.multiplexed() ? "OtherService" : "size")
                .satisfies(ex -> assertThat(ex.getType()).isEqualTo(TApplicationException.UNKNOWN_METHOD));
    }
}
