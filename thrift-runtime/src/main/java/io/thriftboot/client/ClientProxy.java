package io.thriftboot.client;

import io.thriftboot.InterfaceKind;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInvoker;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import org.apache.thrift.TBase;
import org.apache.thrift.async.AsyncMethodCallback;
import org.apache.thrift.async.AsyncMethodFutureAdapter;
import org.jspecify.annotations.Nullable;

/** Turns the calls of a generated interface into {@link ThriftCall}s, and what comes of them into what it promises. */
final class ClientProxy implements InvocationHandler {

    private static final Object[] NO_ARGUMENTS = {};

    private final ThriftChannelOptions options;
    private final ThriftInvoker chain;
    private final AsyncCalls asyncCalls;
    private final InterfaceKind kind;
    private final String description;
    private final Map<Method, MethodDescriptor> methods;

    private ClientProxy(
            ThriftChannelOptions options, ThriftInvoker chain, AsyncCalls asyncCalls, ClientInterface iface) {
        this.options = options;
        this.chain = chain;
        this.asyncCalls = asyncCalls;
        this.kind = iface.kind();
        this.description = options.name() + " client of " + iface.service().name();
        this.methods = iface.methods();
    }

    /**
     * A client.
     *
     * @param chain executes calls on the thread of the caller
     * @param asyncCalls executes calls on other threads
     */
    static <T> T create(Class<T> type, ThriftChannelOptions options, ThriftInvoker chain, AsyncCalls asyncCalls) {
        ClientProxy handler = new ClientProxy(options, chain, asyncCalls, ClientInterface.of(type));
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? NO_ARGUMENTS : arguments;
        MethodDescriptor descriptor = methods.get(method);
        if (descriptor != null) {
            return call(descriptor, given);
        }
        return method.isDefault() ? invokeDefault(proxy, method, given) : invokeObject(proxy, method, given);
    }

    private @Nullable Object call(MethodDescriptor method, Object[] arguments) throws Throwable {
        CallerContext caller = CallerContext.current();
        return switch (kind) {
            case SYNC -> await(newCall(method, arguments, caller), caller);
            case ASYNC -> {
                int last = arguments.length - 1;
                AsyncMethodCallback<@Nullable Object> callback = callback(method, arguments[last]);
                begin(newCall(method, Arrays.copyOf(arguments, last), caller), callback, caller);
                yield null;
            }
            case FUTURE -> {
                AsyncMethodFutureAdapter<@Nullable Object> adapter = AsyncMethodFutureAdapter.create();
                begin(newCall(method, arguments, caller), adapter, caller);
                yield adapter.getFuture();
            }
        };
    }

    private void begin(ThriftCall call, AsyncMethodCallback<@Nullable Object> callback, CallerContext caller) {
        asyncCalls.begin(call, caller.around(callback, call.context()));
    }

    private @Nullable Object await(ThriftCall call, CallerContext caller) throws Throwable {
        try {
            return await(call);
        } finally {
            caller.ended(call.context());
        }
    }

    private @Nullable Object await(ThriftCall call) throws Throwable {
        if (!(chain instanceof CallRunner runner)) {
            return PendingResult.await(options.name(), call, chain.invoke(call).toCompletableFuture());
        }
        try {
            return runner.call(call);
        } catch (Throwable thrown) {
            throw PendingResult.declared(options.name(), call, thrown);
        }
    }

    private ThriftCall newCall(MethodDescriptor method, Object[] arguments, CallerContext caller) {
        TBase<?, ?> args = method.argsOf(arguments);
        caller.complete(method, args);
        return new ThriftCall(method, args, caller.newContext(options.timeout()));
    }

    @SuppressWarnings("unchecked")
    private AsyncMethodCallback<@Nullable Object> callback(MethodDescriptor method, @Nullable Object argument) {
        if (argument == null) {
            throw new IllegalArgumentException(
                    options.name() + ": " + method + ": no callback (expected: an AsyncMethodCallback)");
        }
        return (AsyncMethodCallback<@Nullable Object>) argument;
    }

    private static @Nullable Object invokeDefault(Object proxy, Method method, Object[] arguments) throws Throwable {
        Class<?> declaring = method.getDeclaringClass();
        return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
                .unreflectSpecial(method, declaring)
                .bindTo(proxy)
                .invokeWithArguments(arguments);
    }

    private Object invokeObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> description;
        };
    }
}
