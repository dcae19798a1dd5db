package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.CallHeaders;
import io.thriftboot.Deadline;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.client.ClientMode;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Headers of a request that go along with the calls of its handler. */
class ForwardedHeadersTests {

    /** Calls on, with a header of its own if asked. */
    private static final class Relay extends EchoHandler {

        private final EchoService.Iface next;

        Relay(ThriftChannel next) {
            this.next = next.client(EchoService.Iface.class);
        }

        @Override
        public String echo(String text) {
            try (CallHeaders headers = CallHeaders.open()) {
                if (!text.isEmpty()) {
                    headers.set("user", text);
                }
                return next.echo(text);
            } catch (TException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    private static TestServer back() throws Exception {
        return new TestServer(new Setup(ServerModel.THREADED, Channels.HEADER));
    }

    private static Map<String, String> seen(TestServer back) {
        Map<String, String> headers =
                new HashMap<>(Objects.requireNonNull(back.handler.lastContext).requestHeaders());
        headers.remove(Deadline.HEADER);
        return headers;
    }

    private static void call(TestServer front, String text) throws Exception {
        try (ThriftChannel channel = Channels.to(front, Channels.HEADER, ClientMode.POOLED);
                CallHeaders headers = CallHeaders.open()) {
            headers.set("Tenant", "blue").set("USER", "ann").set("secret", "x");
            channel.client(EchoService.Iface.class).echo(text);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenAHandlerCallsTheNamedHeadersGoAlong(ServerModel model) throws Exception {
        try (TestServer back = back();
                ThriftChannel next = Channels.to(back, Channels.HEADER, ClientMode.POOLED);
                TestServer front = new TestServer(
                        new Setup(model, Channels.HEADER),
                        UnaryOperator.identity(),
                        new Relay(next),
                        processor -> processor.forwardHeaders(List.of("tenant", "User", "absent")))) {
            call(front, "");
            assertThat(seen(back)).isEqualTo(Map.of("Tenant", "blue", "USER", "ann"));
            call(front, "bob");
            assertThat(seen(back)).isEqualTo(Map.of("Tenant", "blue", "user", "bob"));
        }
    }

    @Test
    void whenNoneIsNamedNoneGoesAlong() throws Exception {
        try (TestServer back = back();
                ThriftChannel next = Channels.to(back, Channels.HEADER, ClientMode.POOLED);
                TestServer front = new TestServer(
                        new Setup(ServerModel.THREADED, Channels.HEADER),
                        UnaryOperator.identity(),
                        new Relay(next),
                        UnaryOperator.identity())) {
            call(front, "");
            assertThat(seen(back)).isEmpty();
        }
    }

    /** Calls twice, the second time when the first call's callback is called. */
    private static Object relay(EchoService.AsyncIface next) {
        return Proxy.newProxyInstance(
                EchoService.AsyncIface.class.getClassLoader(),
                new Class<?>[] {EchoService.AsyncIface.class},
                (proxy, method, arguments) -> {
                    @SuppressWarnings("unchecked")
                    AsyncMethodCallback<Object> callback = (AsyncMethodCallback<Object>) arguments[1];
                    next.ping(
                            "first",
                            new Then<>(callback, first -> next.echo("", new Then<>(callback, callback::onComplete))));
                    return null;
                });
    }

    private record Then<T>(AsyncMethodCallback<Object> callback, Step<T> step) implements AsyncMethodCallback<T> {

        interface Step<T> {
            void go(T value) throws TException;
        }

        @Override
        public void onComplete(T value) {
            try {
                step.go(value);
            } catch (TException ex) {
                callback.onError(ex);
            }
        }

        @Override
        public void onError(Exception thrown) {
            callback.onError(thrown);
        }
    }

    @ParameterizedTest
    @EnumSource(ClientMode.class)
    void whenAnAsynchronousHandlersCallbackCallsTheyGoAlong(ClientMode mode) throws Exception {
        try (TestServer back = back();
                ThriftChannel next = Channels.to(back, Channels.HEADER, mode);
                TestServer front = new TestServer(
                        new Setup(ServerModel.EVENT_LOOP, Channels.HEADER),
                        UnaryOperator.identity(),
                        new EchoHandler(),
                        processor -> processor
                                .service(
                                        "Relay",
                                        ServiceDescriptor.of(EchoService.class),
                                        relay(next.client(EchoService.AsyncIface.class)))
                                .defaultService("Relay")
                                .forwardHeaders(List.of("tenant")))) {
            call(front, "");
            assertThat(seen(back)).isEqualTo(Map.of("Tenant", "blue"));
        }
    }
}
