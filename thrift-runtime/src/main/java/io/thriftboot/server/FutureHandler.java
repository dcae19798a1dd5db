package io.thriftboot.server;

import io.thriftboot.InterfaceKind;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.jspecify.annotations.Nullable;

/** A handler of {@code FutureIface} as one of {@code AsyncIface}: its future is what calls the callback. */
final class FutureHandler implements InvocationHandler {

    private final Object handler;
    private final Map<Method, Method> methods = new HashMap<>();

    private FutureHandler(ServiceDescriptor service, Object handler) {
        this.handler = handler;
        for (MethodDescriptor method : service.methods().values()) {
            methods.put(method.javaMethod(InterfaceKind.ASYNC), method.javaMethod(InterfaceKind.FUTURE));
        }
    }

    static Object asAsync(ServiceDescriptor service, Object handler) {
        Class<?> async = Objects.requireNonNull(service.iface(InterfaceKind.ASYNC));
        return Proxy.newProxyInstance(
                async.getClassLoader(), new Class<?>[] {async}, new FutureHandler(service, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Method future = methods.get(method);
        if (future == null) {
            return method.invoke(handler, arguments);
        }
        @SuppressWarnings("unchecked")
        AsyncMethodCallback<@Nullable Object> callback =
                (AsyncMethodCallback<@Nullable Object>) arguments[arguments.length - 1];
        call(future, Arrays.copyOf(arguments, arguments.length - 1))
                .whenComplete((value, thrown) -> tell(callback, value, thrown));
        return null;
    }

    private CompletionStage<?> call(Method method, Object[] arguments) throws Throwable {
        try {
            return (CompletionStage<?>) Objects.requireNonNull(
                    method.invoke(handler, arguments), () -> method + ": null (expected: a future)");
        } catch (InvocationTargetException ex) {
            throw ex.getCause();
        }
    }

    private static void tell(
            AsyncMethodCallback<@Nullable Object> callback, @Nullable Object value, @Nullable Throwable thrown) {
        if (thrown == null) {
            callback.onComplete(value);
        } else {
            callback.onError(thrown instanceof Exception exception ? exception : new ExecutionException(thrown));
        }
    }
}
