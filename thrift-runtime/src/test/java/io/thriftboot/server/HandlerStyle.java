package io.thriftboot.server;

import io.thriftboot.testapi.EchoService;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.thrift.async.AsyncMethodCallback;

/** How a handler implements its service: the tests of outcomes are the same for all. */
enum HandlerStyle {
    /** {@code Iface}. */
    SYNC,
    /** {@code AsyncIface}, which calls back, or throws, before the method returns. */
    ASYNC_AT_ONCE,
    /** {@code AsyncIface}, which calls back from a thread of its own. */
    ASYNC_LATER,
    /** {@code FutureIface}. */
    FUTURE;

    /** What does the same as a handler of {@code Iface}, in this style. */
    Object of(EchoHandler handler) {
        return switch (this) {
            case SYNC -> handler;
            case ASYNC_AT_ONCE ->
                proxy(EchoService.AsyncIface.class, (proxy, method, arguments) -> {
                    callback(arguments).onComplete(invoke(handler, method, withoutCallback(arguments)));
                    return null;
                });
            case ASYNC_LATER ->
                proxy(EchoService.AsyncIface.class, (proxy, method, arguments) -> {
                    new Thread(() -> callBack(handler, method, arguments), "handler").start();
                    return null;
                });
            case FUTURE ->
                proxy(EchoService.FutureIface.class, (proxy, method, arguments) -> {
                    CompletableFuture<Object> future = new CompletableFuture<>();
                    try {
                        future.complete(invoke(handler, method, arguments));
                    } catch (Throwable thrown) {
                        future.completeExceptionally(thrown);
                    }
                    return future.thenApply(value -> value);
                });
        };
    }

    /** Whether the server certainly knows how a oneway call ended. */
    boolean tellsOfOneway() {
        return this != ASYNC_LATER;
    }

    private static Object proxy(Class<?> iface, InvocationHandler invocations) {
        return Proxy.newProxyInstance(iface.getClassLoader(), new Class<?>[] {iface}, invocations);
    }

    @SuppressWarnings("unchecked")
    private static AsyncMethodCallback<Object> callback(Object[] arguments) {
        return (AsyncMethodCallback<Object>) arguments[arguments.length - 1];
    }

    private static Object[] withoutCallback(Object[] arguments) {
        return Arrays.copyOf(arguments, arguments.length - 1);
    }

    private static void callBack(EchoHandler handler, Method method, Object[] arguments) {
        Object value;
        try {
            value = invoke(handler, method, withoutCallback(arguments));
        } catch (Throwable thrown) {
            callback(arguments).onError(new CompletionException(thrown));
            return;
        }
        callback(arguments).onComplete(value);
    }

    private static Object invoke(EchoHandler handler, Method method, Object[] arguments) throws Throwable {
        Method sync = Arrays.stream(EchoService.Iface.class.getMethods())
                .filter(candidate -> candidate.getName().equals(method.getName()))
                .findFirst()
                .orElseThrow();
        try {
            return sync.invoke(handler, arguments);
        } catch (InvocationTargetException ex) {
            throw ex.getCause();
        }
    }
}
