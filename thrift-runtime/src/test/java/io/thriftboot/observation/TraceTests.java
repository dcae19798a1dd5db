package io.thriftboot.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.thriftboot.Deadline;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.client.ClientMode;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.observation.Traces.Library;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.testapi.OtherService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Traces that go on from the client to the server, by either library behind Micrometer's tracer. */
class TraceTests {

    private static final String ECHO = "OtherService/echo";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + '-' + PARENT + "-01";
    private static final WireFormat HEADER = WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED);
    private static final WireFormat BINARY = WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.FRAMED);

    private final MethodDescriptor echo =
            ServiceDescriptor.of(OtherService.class).methods().get("echo");

    static Stream<Arguments> ways() {
        return Stream.of(Library.values()).flatMap(library -> Stream.of(
                        ServerModel.EVENT_LOOP,
                        ServerModel.THREADED,
                        ServerModel.THREADED_SELECTOR,
                        ServerModel.THREAD_POOL)
                .flatMap(model -> Stream.of(true, false).map(async -> Arguments.of(library, model, async))));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whenTheHeaderProtocolIsSpokenTheServersSpanIsTheChildOfTheClients(
            Library library, ServerModel model, boolean async) throws Exception {
        try (Traces traces = library.start();
                Servers servers = new Servers(traces, model, HEADER, async)) {
            for (ClientMode mode : ClientMode.values()) {
                assertThat(servers.call(mode)).isEqualTo("x");
                FinishedSpan client = servers.ended(Span.Kind.CLIENT);
                FinishedSpan server = servers.ended(Span.Kind.SERVER);
                assertThat(server.getTraceId()).isEqualTo(client.getTraceId());
                assertThat(server.getParentId()).isEqualTo(client.getSpanId());
                assertThat(server.getTags()).containsEntry("rpc.method", "echo");
                assertThat(server.getRemotePort()).isPositive();
                assertThat(server.getRemoteIp()).isEqualTo("127.0.0.1");
                assertThat(client.getRemoteServiceName()).isEqualTo("other");
                assertThat(servers.current).containsExactly(server.getTraceId() + '/' + server.getSpanId());
                servers.forget();
            }
            assertThat(traces.tracer.currentSpan()).isNull();
        }
    }

    /** No scope is left in the threads of the server either: a later call without headers would go on in its trace. */
    @ParameterizedTest
    @MethodSource("ways")
    void whenTheProtocolHasNoHeadersTheServersTraceIsItsOwn(Library library, ServerModel model, boolean async)
            throws Exception {
        try (Traces traces = library.start();
                Servers servers = new Servers(traces, model, BINARY, async)) {
            for (int i = 0; i < 5; i++) {
                assertThat(servers.call(ClientMode.POOLED)).isEqualTo("x");
                FinishedSpan client = servers.ended(Span.Kind.CLIENT);
                FinishedSpan server = servers.ended(Span.Kind.SERVER);
                assertThat(isRoot(server)).isTrue();
                assertThat(isRoot(client)).isTrue();
                assertThat(server.getTraceId()).isNotEqualTo(client.getTraceId());
                servers.forget();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whenTheHandlerFailsTheServersLogLinesAreInTheTrace(Library library, ServerModel model, boolean async)
            throws Exception {
        try (Traces traces = library.start();
                Servers servers = new Servers(traces, model, BINARY, async);
                Lines lines = new Lines(traces)) {
            assertThatExceptionOfType(TApplicationException.class)
                    .isThrownBy(() -> servers.call(ClientMode.POOLED, "fail"));
            String trace = servers.ended(Span.Kind.SERVER).getTraceId();
            await().untilAsserted(() -> assertThat(lines.seen)
                    .containsExactlyInAnyOrder("OtherService.echo failed " + trace, "access log " + trace));
            assertThat(traces.tracer.currentSpan()).isNull();
        }
    }

    /** What servers log of calls, with the trace in which they do. */
    private static final class Lines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

        private static final Map<String, String> LOGGERS = Map.of(
                ThriftProcessor.class.getName(), "OtherService.echo failed ", "io.thriftboot.access", "access log ");

        private final Traces traces;
        private final List<String> seen = new CopyOnWriteArrayList<>();

        Lines(Traces traces) {
            this.traces = traces;
            start();
            LOGGERS.keySet().forEach(name -> logger(name).addAppender(this));
            logger("io.thriftboot.access").setLevel(Level.INFO);
        }

        private static Logger logger(String name) {
            return (Logger) LoggerFactory.getLogger(name);
        }

        @Override
        protected void append(ILoggingEvent event) {
            Span span = traces.tracer.currentSpan();
            seen.add(LOGGERS.get(event.getLoggerName())
                    + (span == null ? "none" : span.context().traceId()));
        }

        @Override
        public void close() {
            LOGGERS.keySet().forEach(name -> logger(name).detachAppender(this));
            logger("io.thriftboot.access").setLevel(null);
        }
    }

    private static boolean isRoot(FinishedSpan span) {
        return span.getParentId() == null || span.getParentId().matches("0+");
    }

    private FinishedSpan receive(Traces traces, SocketAddress peer, Map<String, String> headers) {
        ThriftContext context = new ThriftContext(peer, 1, Deadline.NONE, headers, () -> false);
        ThriftObservationInterceptor.server(traces.registry, null, null)
                .intercept(
                        new ThriftCall(echo, echo.argsOf("x"), context),
                        call -> CompletableFuture.completedFuture("x"));
        return traces.last(ECHO, Span.Kind.SERVER);
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void whenAPeerWritesTheHeadersNameInAnotherCaseItIsFound(Library library) {
        try (Traces traces = library.start()) {
            for (String name : List.of("traceparent", "Traceparent", "TRACEPARENT")) {
                FinishedSpan span = receive(traces, null, Map.of("other", "1", name, TRACEPARENT));
                assertThat(span.getTraceId()).isEqualTo(TRACE);
                assertThat(span.getParentId()).isEqualTo(PARENT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void whenTheHeaderIsNoTraceTheCallIsExecutedInOneOfItsOwn(Library library) {
        try (Traces traces = library.start()) {
            for (String bad : List.of("", "00-x", "x".repeat(50_000), "00-" + "0".repeat(32) + "-" + PARENT + "-01")) {
                FinishedSpan span = receive(traces, null, Map.of("traceparent", bad));
                assertThat(isRoot(span)).isTrue();
                assertThat(span.getTraceId()).isNotEqualTo(TRACE);
            }
        }
    }

    /** As of a web server, whose own observation has read the headers. */
    @ParameterizedTest
    @EnumSource(Library.class)
    void whenSomethingAroundTheCallIsObservedItIsTheParent(Library library) {
        try (Traces traces = library.start()) {
            Observation around = Observation.start("around", traces.registry);
            try (Observation.Scope scope = around.openScope()) {
                assertThat(scope.getCurrentObservation()).isSameAs(around);
                FinishedSpan span = receive(traces, null, Map.of("traceparent", TRACEPARENT));
                assertThat(span.getTraceId())
                        .isEqualTo(traces.tracer.currentSpan().context().traceId())
                        .isNotEqualTo(TRACE);
                assertThat(span.getParentId())
                        .isEqualTo(traces.tracer.currentSpan().context().spanId());
            }
            around.stop();
        }
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void whenThePeerHasAnyAddressTheSpanIsMade(Library library) throws Exception {
        try (Traces traces = library.start()) {
            byte[] local = {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
            List<SocketAddress> peers = Arrays.asList(
                    new InetSocketAddress(java.net.InetAddress.getByAddress(local), 1),
                    new InetSocketAddress(java.net.Inet6Address.getByAddress(null, local, 1), 1),
                    InetSocketAddress.createUnresolved("a_b", 1),
                    InetSocketAddress.createUnresolved("not a host", 1),
                    java.net.UnixDomainSocketAddress.of("/run/x.sock"),
                    null);
            for (SocketAddress peer : peers) {
                assertThat(receive(traces, peer, Map.of("traceparent", TRACEPARENT))
                                .getTraceId())
                        .isEqualTo(TRACE);
            }
            assertThat(traces.spans()).hasSize(peers.size());
        }
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void whenThereIsNoRoomForTheTraceTheCallGoesOnWithoutIt(Library library) {
        try (Traces traces = library.start()) {
            ThriftContext context = new ThriftContext(null, 0, Deadline.NONE);
            context.setRequestHeader("large", "x".repeat(59_990));
            var outcome = ThriftObservationInterceptor.client(traces.registry, "other", null, null)
                    .intercept(
                            new ThriftCall(echo, echo.argsOf("x"), context),
                            call -> CompletableFuture.completedFuture("y"));
            assertThat(outcome).isCompletedWithValue("y");
            assertThat(context.requestHeaders()).containsOnlyKeys("large");
        }
    }

    /** A server and clients of it that are traced. */
    private static final class Servers implements AutoCloseable {

        private final Traces traces;
        private final ThriftServer server;
        private final WireFormat format;
        private final List<String> current = new CopyOnWriteArrayList<>();

        Servers(Traces traces, ServerModel model, WireFormat format, boolean async) throws Exception {
            this.traces = traces;
            this.format = format;
            ThriftServerOptions options = ThriftServerOptions.builder("traced", Endpoint.tcp("127.0.0.1", 0))
                    .model(model)
                    .wireFormat(format)
                    .build();
            ThriftProcessor processor = ThriftProcessor.builder()
                    .service(ServiceDescriptor.of(OtherService.class), async ? asyncHandler() : handler())
                    .interceptors(List.of(ThriftObservationInterceptor.server(traces.registry, null, null)))
                    .accessLog("traced", 100)
                    .build();
            server = ThriftServer.create(options, processor);
            server.start();
        }

        private OtherService.Iface handler() {
            return new OtherService.Iface() {
                @Override
                public String echo(String text) {
                    look();
                    if (text.equals("fail")) {
                        throw new IllegalStateException("told to");
                    }
                    return text;
                }

                @Override
                public int size() {
                    return 0;
                }
            };
        }

        private OtherService.AsyncIface asyncHandler() {
            return new OtherService.AsyncIface() {
                @Override
                public void echo(String text, AsyncMethodCallback<String> callback) {
                    look();
                    CompletableFuture.runAsync(() -> complete(text, callback)).exceptionally(thrown -> {
                        callback.onError(new IllegalStateException(thrown));
                        return null;
                    });
                }

                @Override
                public void size(AsyncMethodCallback<Integer> callback) {
                    callback.onComplete(0);
                }
            };
        }

        private static void complete(String text, AsyncMethodCallback<String> callback) {
            if (text.equals("fail")) {
                callback.onError(new IllegalStateException("told to"));
            } else {
                callback.onComplete(text);
            }
        }

        private void look() {
            Span span = traces.tracer.currentSpan();
            current.add(
                    span == null
                            ? "none"
                            : span.context().traceId() + '/' + span.context().spanId());
        }

        String call(ClientMode mode) throws Exception {
            return call(mode, "x");
        }

        String call(ClientMode mode, String text) throws Exception {
            ThriftInterceptor traced = ThriftObservationInterceptor.client(traces.registry, "other", null, null);
            ThriftChannelOptions options = ThriftChannelOptions.builder("other")
                    .wireFormat(format)
                    .mode(mode)
                    .build();
            EndpointSupplier endpoint = EndpointSupplier.fixed(List.of(server.endpoint()));
            try (ThriftChannel channel =
                    ThriftChannel.create(options, endpoint, EndpointSelector.roundRobin(), List.of(traced))) {
                return channel.client(OtherService.Iface.class).echo(text);
            }
        }

        /** The server's span ends after its reply has left. */
        FinishedSpan ended(Span.Kind kind) {
            return await().until(() -> traces.last(ECHO, kind), java.util.Objects::nonNull);
        }

        void forget() {
            traces.spans().clear();
            current.clear();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
