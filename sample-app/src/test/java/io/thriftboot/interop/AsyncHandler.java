package io.thriftboot.interop;

import io.thriftboot.interop.api.Everything;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.thrift.async.AsyncMethodCallback;

/** Makes an asynchronous handler of another one, which gets the arguments without the callback. */
final class AsyncHandler {

    private AsyncHandler() {}

    static Everything.AsyncIface of(Everything.Iface handler) {
        return (Everything.AsyncIface) Proxy.newProxyInstance(
                Everything.AsyncIface.class.getClassLoader(),
                new Class<?>[] {Everything.AsyncIface.class},
                (proxy, method, arguments) -> answer(handler, method.getName(), arguments));
    }

    private static Object answer(Everything.Iface handler, String name, Object[] arguments) throws Exception {
        @SuppressWarnings("unchecked")
        AsyncMethodCallback<Object> callback = (AsyncMethodCallback<Object>) arguments[arguments.length - 1];
        Object[] others = Arrays.copyOf(arguments, arguments.length - 1);
        try {
            callback.onComplete(method(name).invoke(handler, others));
        } catch (InvocationTargetException ex) {
            callback.onError((Exception) ex.getCause());
        }
        return null;
    }

    private static Method method(String name) {
        return Stream.of(Everything.Iface.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
