package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.thriftboot.CallHeaders;
import io.thriftboot.Deadline;
import io.thriftboot.ThriftContext;
import io.thriftboot.client.ClientMode;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.WireFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.thrift.async.AsyncMethodCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Headers that callers send, and those that come back to them. */
class CallHeadersTests {

    /** Answers with the tenant that it was called for. */
    private static final class Tenants extends EchoHandler {

        @Override
        public String echo(String text) {
            ThriftContext context = Objects.requireNonNull(ThriftContext.current());
            context.setResponseHeader("served", text);
            return String.valueOf(context.requestHeader("tenant"));
        }
    }

    private static TestServer start(WireFormat format) throws Exception {
        return new TestServer(
                new Setup(ServerModel.EVENT_LOOP, format),
                UnaryOperator.identity(),
                new Tenants(),
                processor -> processor);
    }

    @ParameterizedTest
    @EnumSource(ClientMode.class)
    void whenAScopeIsOpenItsHeadersTravelAndThoseOfTheReplyComeBack(ClientMode mode) throws Exception {
        try (TestServer server = start(Channels.HEADER);
                ThriftChannel channel = Channels.to(server, Channels.HEADER, mode)) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            CallHeaders ended;
            try (CallHeaders headers = CallHeaders.open().set("Tenant", "blue")) {
                ended = headers;
                assertThat(headers.received()).isEmpty();
                assertThat(client.echo("1")).isEqualTo("blue");
                assertThat(headers.received()).isEqualTo(Map.of("served", "1"));
                headers.set("tenant", "red");
                assertThat(client.echo("2")).isEqualTo("red");
                assertThat(headers.received()).isEqualTo(Map.of("served", "2"));
                client.nothing();
                assertThat(headers.received()).isEmpty();
            }
            assertThat(client.echo("3")).isEqualTo("null");
            assertThat(ended.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ClientMode.class)
    void whenCallsAreAsynchronousEachScopeHasItsOwnReply(ClientMode mode) throws Exception {
        try (TestServer server = start(Channels.HEADER);
                ThriftChannel channel = Channels.to(server, Channels.HEADER, mode)) {
            EchoService.FutureIface client = channel.client(EchoService.FutureIface.class);
            Map<CallHeaders, CompletableFuture<String>> calls = new HashMap<>();
            for (int i = 0; i < 20; i++) {
                try (CallHeaders headers = CallHeaders.open().set("tenant", "t" + i)) {
                    calls.put(
                            headers,
                            client.echo("" + i)
                                    .thenApply(tenant ->
                                            tenant + headers.received().get("served")));
                }
            }
            for (Map.Entry<CallHeaders, CompletableFuture<String>> call : calls.entrySet()) {
                String served = call.getValue().get(10, TimeUnit.SECONDS);
                assertThat(served).matches("t(\\d+)\\1");
                assertThat(call.getKey().sent())
                        .isEqualTo(Map.of("tenant", served.substring(0, served.length() / 2 + 1)));
            }
        }
    }

    @Test
    void whenACallbackIsCalledTheHeadersOfTheReplyAreThere() throws Exception {
        try (TestServer server = start(Channels.HEADER);
                ThriftChannel channel = Channels.to(server, Channels.HEADER, ClientMode.SHARED)) {
            CompletableFuture<String> seen = new CompletableFuture<>();
            try (CallHeaders headers = CallHeaders.open().set("tenant", "blue")) {
                channel.client(EchoService.AsyncIface.class).echo("x", new AsyncMethodCallback<>() {
                    @Override
                    public void onComplete(String tenant) {
                        seen.complete(tenant + headers.received());
                    }

                    @Override
                    public void onError(Exception thrown) {
                        seen.completeExceptionally(thrown);
                    }
                });
            }
            assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("blue{served=x}");
        }
    }

    @ParameterizedTest
    @EnumSource(ClientMode.class)
    void whenTheProtocolHasNoHeadersCallsAreMadeWithoutThem(ClientMode mode) throws Exception {
        try (TestServer server = start(WireFormat.DEFAULT);
                ThriftChannel channel = Channels.to(server, WireFormat.DEFAULT, mode);
                CallHeaders headers = CallHeaders.open().set("tenant", "blue")) {
            assertThat(channel.client(EchoService.Iface.class).echo("x")).isEqualTo("null");
            assertThat(headers.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenAHandlerAsksTheContextKnowsServiceAndMethod(ServerModel model) throws Exception {
        try (TestServer server = new TestServer(new Setup(model, WireFormat.DEFAULT))) {
            server.client().echo("x");

            ThriftContext context = Objects.requireNonNull(server.handler.lastContext);
            assertThat(context.method()).hasToString("EchoService.echo");
        }
    }

    @Test
    void whenScopesAreNestedTheInnerOneAddsToTheOuterOne() {
        try (CallHeaders outer = CallHeaders.open().set("tenant", "blue").set("user", "ann")) {
            try (CallHeaders inner = CallHeaders.open().set("TENANT", "red")) {
                assertThat(inner.sent()).isEqualTo(Map.of("user", "ann", "TENANT", "red"));
                assertThat(CallHeaders.current()).isSameAs(inner);
            }
            assertThat(CallHeaders.current()).isSameAs(outer);
            assertThat(outer.sent()).isEqualTo(Map.of("tenant", "blue", "user", "ann"));
        }
        assertThat(CallHeaders.current()).isNull();
    }

    @Test
    void whenScopesAreNotClosedInOrderTheErrorSaysSo() {
        CallHeaders outer = CallHeaders.open();
        CallHeaders inner = CallHeaders.open();

        assertThatIllegalStateException()
                .isThrownBy(outer::close)
                .withMessageContaining("closed by another thread or before");
        inner.close();
        inner.close();
        outer.close();
        assertThat(CallHeaders.current()).isNull();
    }

    @Test
    void whenHeadersAreTooManyTheErrorSaysSo() {
        try (CallHeaders headers = CallHeaders.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> headers.set("large", "x".repeat(60_000)))
                    .withMessageContaining("header large: 1 headers of 60005 bytes");
            assertThat(headers.sent()).isEmpty();
        }
    }

    @Test
    void whenTheCallerSaysHowLongItWaitsThatIsSent() throws Exception {
        EchoHandler seeing = new EchoHandler();
        try (TestServer server = new TestServer(
                        new Setup(ServerModel.THREADED, Channels.HEADER), UnaryOperator.identity(), seeing, p -> p);
                ThriftChannel channel = Channels.to(server, Channels.HEADER, ClientMode.POOLED);
                CallHeaders headers = CallHeaders.open().set("Client_Timeout", "90000")) {
            channel.client(EchoService.Iface.class).echo("x");
            assertThat(Objects.requireNonNull(seeing.lastContext).requestHeaders())
                    .isEqualTo(Map.of("Client_Timeout", "90000"));
            headers.set(Deadline.HEADER, "80000");
            channel.client(EchoService.Iface.class).echo("x");
            assertThat(Objects.requireNonNull(seeing.lastContext).requestHeaders())
                    .isEqualTo(Map.of(Deadline.HEADER, "80000"));
        }
    }
}
