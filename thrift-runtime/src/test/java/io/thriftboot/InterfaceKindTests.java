package io.thriftboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.OtherService;
import io.thriftboot.transport.Endpoint;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client and our server together: each may be of any kind, whatever the other is. */
class InterfaceKindTests {

    private final Queue<Object> fired = new ConcurrentLinkedQueue<>();

    static Stream<Arguments> combinations() {
        return Stream.of(ServerModel.values()).flatMap(model -> Stream.of(InterfaceKind.values())
                .flatMap(handler -> Stream.of(InterfaceKind.values()).flatMap(client -> Stream.of(true, false)
                        .map(multiplexed -> Arguments.of(model, handler, client, multiplexed)))));
    }

    @ParameterizedTest(name = "{0}: handler {1}, client {2}, multiplexed {3}")
    @MethodSource("combinations")
    void whenBothEndsChooseTheirInterfacesTheyUnderstandEachOther(
            ServerModel model, InterfaceKind handler, InterfaceKind client, boolean multiplexed) throws Exception {
        try (ThriftServer server = ThriftServer.create(
                        ThriftServerOptions.builder("kinds", Endpoint.tcp("127.0.0.1", 0))
                                .model(model)
                                .build(),
                        ThriftProcessor.builder()
                                .service(ServiceDescriptor.of(EchoService.class), handler(handler))
                                .service(ServiceDescriptor.of(OtherService.class), new OtherHandler())
                                .defaultService("EchoService")
                                .build());
                ThriftChannel channel = start(server, multiplexed)) {
            Calls calls = calls(channel, client);

            assertThat(calls.echo("hello")).isEqualTo("hello");
            assertThatThrownBy(() -> calls.find(7)).isEqualTo(new NotFound(7, "nobody"));
            calls.fire("shot");
            await().until(() -> fired.contains("shot"));
            assertThat(calls.echo("again")).isEqualTo("again");
        }
    }

    private static ThriftChannel start(ThriftServer server, boolean multiplexed) throws Exception {
        server.start();
        return ThriftChannel.create(
                ThriftChannelOptions.builder("kinds").multiplexed(multiplexed).build(),
                EndpointSupplier.fixed(
                        List.of(Endpoint.tcp("127.0.0.1", server.address().getPort()))),
                EndpointSelector.roundRobin(),
                List.of());
    }

    private Object handler(InterfaceKind kind) {
        Class<?> iface = ServiceDescriptor.of(EchoService.class).iface(kind);
        assertThat(iface).isNotNull();
        return Proxy.newProxyInstance(iface.getClassLoader(), new Class<?>[] {iface}, (proxy, method, arguments) -> {
            String name = method.getName();
            if (kind == InterfaceKind.SYNC) {
                return answer(name, arguments[0]);
            }
            CompletableFuture<Object> answer = new CompletableFuture<>();
            new Thread(() -> complete(answer, name, arguments[0]), "handler").start();
            return kind == InterfaceKind.FUTURE ? answer : tell(answer, arguments[arguments.length - 1]);
        });
    }

    @SuppressWarnings("unchecked")
    private static Object tell(CompletableFuture<Object> answer, Object callback) {
        AsyncMethodCallback<Object> typed = (AsyncMethodCallback<Object>) callback;
        answer.thenAccept(typed::onComplete).exceptionally(thrown -> {
            typed.onError((Exception) thrown);
            return null;
        });
        return null;
    }

    private void complete(CompletableFuture<Object> answer, String method, Object argument) {
        try {
            answer.complete(answer(method, argument));
        } catch (NotFound ex) {
            answer.completeExceptionally(ex);
        }
    }

    private Object answer(String method, Object argument) throws NotFound {
        switch (method) {
            case "echo" -> {
                return argument;
            }
            case "find" -> throw new NotFound((Long) argument, "nobody");
            default -> {
                fired.add(argument);
                return null;
            }
        }
    }

    /** What is called here, whichever the interface. */
    private interface Calls {

        String echo(String text) throws Exception;

        String find(long id) throws Exception;

        void fire(String text) throws Exception;
    }

    private static Calls calls(ThriftChannel channel, InterfaceKind kind) {
        return switch (kind) {
            case SYNC -> new SyncCalls(channel.client(EchoService.Iface.class));
            case ASYNC -> new FutureCalls(new EchoService.FutureClient(channel.client(EchoService.AsyncIface.class)));
            case FUTURE -> new FutureCalls(channel.client(EchoService.FutureIface.class));
        };
    }

    private record SyncCalls(EchoService.Iface client) implements Calls {

        @Override
        public String echo(String text) throws TException {
            return client.echo(text);
        }

        @Override
        public String find(long id) throws TException {
            return client.find(id);
        }

        @Override
        public void fire(String text) throws TException {
            client.fire(text);
        }
    }

    private record FutureCalls(EchoService.FutureIface client) implements Calls {

        @Override
        public String echo(String text) throws Exception {
            return await(client.echo(text));
        }

        @Override
        public String find(long id) throws Exception {
            return await(client.find(id));
        }

        @Override
        public void fire(String text) throws Exception {
            await(client.fire(text));
        }

        private static <T> T await(CompletableFuture<T> future) throws Exception {
            try {
                return future.get(20, TimeUnit.SECONDS);
            } catch (ExecutionException ex) {
                throw (Exception) ex.getCause();
            }
        }
    }

    /** The second service, so that names matter. */
    private static final class OtherHandler implements OtherService.Iface {

        @Override
        public String echo(String text) {
            return "other " + text;
        }

        @Override
        public int size() {
            return 0;
        }
    }
}
