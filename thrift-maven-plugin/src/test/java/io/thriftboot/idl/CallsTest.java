package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.idl.java.JavaOptions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.thrift.ProcessFunction;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TBaseAsyncProcessor;
import org.apache.thrift.TBaseProcessor;
import org.apache.thrift.TException;
import org.apache.thrift.TServiceClient;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls through generated clients and processors, in memory. */
class CallsTest {

    @TempDir
    static Path work;

    private static Generated generated;

    private final TMemoryBuffer requests;
    private final TMemoryBuffer replies;
    private final List<String> handled = new ArrayList<>();
    private TBaseProcessor<?> processor;
    private TServiceClient client;

    CallsTest() throws TException {
        requests = new TMemoryBuffer(256);
        replies = new TMemoryBuffer(256);
    }

    @BeforeAll
    static void generate() {
        generated = Generated.from(JavaOptions.DEFAULT, work, "everything.thrift", "shared.thrift");
    }

    @BeforeEach
    void connect() throws ReflectiveOperationException {
        Class<?> iface = generated.type("corpus.all.Local$Iface");
        Object handler = Proxy.newProxyInstance(iface.getClassLoader(), new Class<?>[] {iface}, this::handle);
        processor = (TBaseProcessor<?>) generated
                .type("corpus.all.Local$Processor")
                .getConstructor(iface)
                .newInstance(handler);
        client = (TServiceClient) generated
                .type("corpus.all.Local$Client")
                .getConstructor(TProtocol.class, TProtocol.class)
                .newInstance(new TBinaryProtocol(replies), new TBinaryProtocol(requests));
    }

    private Object handle(Object proxy, Method method, Object[] arguments) throws Throwable {
        handled.add(method.getName());
        return switch (method.getName()) {
            case "add" -> (int) arguments[0] + (int) arguments[1];
            case "bytes", "color", "choices", "flag", "snake_case", "echo" -> arguments[0];
            case "healthy" -> true;
            case "state" -> throw exception("corpus.shared.Unavailable", "later");
            case "fail" -> throw exception("corpus.all.Problem", "broken");
            case "users" -> null;
            default -> null;
        };
    }

    private static Throwable exception(String type, String message) throws ReflectiveOperationException {
        Object exception = generated.type(type).getConstructor().newInstance();
        exception.getClass().getMethod("setMessage", String.class).invoke(exception, message);
        return (Throwable) exception;
    }

    @Test
    void whenFunctionsAreCalledResultsComeBack() throws Throwable {
        assertThat(call("add", 2, 3)).isEqualTo(5);
        assertThat(call("flag", true)).isEqualTo(true);
        assertThat(call("snake_case", 7L)).isEqualTo(7L);
        assertThat(call("bytes", ByteBuffer.wrap(new byte[] {1, 2}))).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(call("ping")).isNull();
        assertThat(handled).containsExactly("add", "flag", "snake_case", "bytes", "ping");
    }

    @Test
    void whenFunctionIsInheritedItCanBeCalled() throws Throwable {
        assertThat(call("healthy")).isEqualTo(true);
        assertThat(call("local")).isNull();
        assertThat(processor.getProcessMapView()).containsKeys("healthy", "state", "add", "fire", "local");
    }

    @Test
    void whenHandlerThrowsDeclaredExceptionItComesBack() {
        assertThatThrownBy(() -> call("fail"))
                .hasMessageContaining("broken")
                .isInstanceOf(generated.type("corpus.all.Problem"));
        assertThatThrownBy(() -> call("state", new Object[] {null}))
                .isInstanceOf(generated.type("corpus.shared.Unavailable"));
    }

    @Test
    void whenResultIsNullClientReportsIt() {
        assertThatThrownBy(() -> call("users", new Object[] {null}))
                .isInstanceOf(TApplicationException.class)
                .hasMessage("users failed: unknown result");
    }

    @Test
    void whenFunctionIsOnewayThereIsNoReply() throws Throwable {
        call("fire", new Object[] {null});
        assertThat(handled).containsExactly("fire");
        assertThat(replies.length()).isZero();
    }

    @Test
    void whenAskedForArgumentsAndResultsProcessorMakesEmptyOnes() {
        ProcessFunction<?, ?, ?> add = processor.getProcessMapView().get("add");
        assertThat(add.isOneway()).isFalse();
        assertThat((Object) add.getEmptyArgsInstance()).isInstanceOf(generated.type("corpus.all.Calls$add_args"));
        assertThat((Object) add.getEmptyResultInstance()).isInstanceOf(generated.type("corpus.all.Calls$add_result"));
        ProcessFunction<?, ?, ?> fire = processor.getProcessMapView().get("fire");
        assertThat(fire.isOneway()).isTrue();
        assertThat((Object) fire.getEmptyResultInstance()).isNull();
    }

    @Test
    void whenAsyncProcessorIsAskedItKnowsTheSameFunctions() throws ReflectiveOperationException {
        Class<?> iface = generated.type("corpus.all.Local$AsyncIface");
        InvocationHandler none = (proxy, method, arguments) -> null;
        Object handler = Proxy.newProxyInstance(iface.getClassLoader(), new Class<?>[] {iface}, none);
        TBaseAsyncProcessor<?> async = (TBaseAsyncProcessor<?>) generated
                .type("corpus.all.Local$AsyncProcessor")
                .getConstructor(iface)
                .newInstance(handler);
        assertThat(async.getProcessMapView().keySet())
                .isEqualTo(processor.getProcessMapView().keySet());
    }

    /** Sends a call, lets the processor answer it and receives the reply. */
    private Object call(String name, Object... arguments) throws Throwable {
        Method send = method("send_" + name, arguments.length);
        send.invoke(client, arguments);
        serve();
        boolean oneway = processor.getProcessMapView().get(name).isOneway();
        if (oneway) {
            return null;
        }
        try {
            return method("recv_" + name, 0).invoke(client);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void serve() throws TException {
        processor.process(new TBinaryProtocol(requests), new TBinaryProtocol(replies));
    }

    private Method method(String name, int parameters) {
        return Stream.of(client.getClass().getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .findFirst()
                .orElseThrow();
    }
}
