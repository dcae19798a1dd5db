package io.thriftboot.client;

import io.thriftboot.testapi.EchoService;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.async.AsyncMethodCallback;
import org.apache.thrift.async.AsyncMethodFutureAdapter;

/** How a client is called: the tests of outcomes are the same for all. */
enum ClientStyle {
    /** Through {@code Iface}. */
    SYNC,
    /** Through {@code AsyncIface}. */
    ASYNC,
    /** Through {@code FutureIface}. */
    FUTURE;

    private static final long LONGEST_CALL_SECONDS = 20;

    /** A client in this style, for a test that waits. */
    EchoService.Iface of(ThriftChannel channel) {
        return switch (this) {
            case SYNC -> channel.client(EchoService.Iface.class);
            case ASYNC -> {
                EchoService.AsyncIface client = channel.client(EchoService.AsyncIface.class);
                yield waiting((proxy, method, arguments) -> viaCallback(client, method, arguments));
            }
            case FUTURE -> {
                EchoService.FutureIface client = channel.client(EchoService.FutureIface.class);
                yield waiting((proxy, method, arguments) -> await((CompletableFuture<?>)
                        invoke(client, EchoService.FutureIface.class, method.getName(), arguments)));
            }
        };
    }

    private static EchoService.Iface waiting(InvocationHandler calls) {
        return (EchoService.Iface) Proxy.newProxyInstance(
                ClientStyle.class.getClassLoader(), new Class<?>[] {EchoService.Iface.class}, calls);
    }

    private static Object viaCallback(EchoService.AsyncIface client, Method method, Object[] arguments)
            throws Throwable {
        AsyncMethodFutureAdapter<Object> result = AsyncMethodFutureAdapter.create();
        Object[] all = arguments == null ? new Object[1] : Arrays.copyOf(arguments, arguments.length + 1);
        all[all.length - 1] = (AsyncMethodCallback<Object>) result;
        invoke(client, EchoService.AsyncIface.class, method.getName(), all);
        return await(result.getFuture());
    }

    private static Object await(CompletableFuture<?> future) throws Throwable {
        try {
            return future.get(LONGEST_CALL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException ex) {
            throw ex.getCause();
        }
    }

    private static Object invoke(Object client, Class<?> iface, String name, Object[] arguments) throws Throwable {
        Method method = Arrays.stream(iface.getMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException ex) {
            throw ex.getCause();
        }
    }
}
