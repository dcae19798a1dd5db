package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.ThriftInvoker;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Turns the calls of a generated {@code Iface} into {@link ThriftCall}s and waits for what comes of them. */
final class ClientProxy implements InvocationHandler {

    private static final Object[] NO_ARGUMENTS = {};

    private final ThriftChannelOptions options;
    private final ThriftInvoker chain;
    private final String description;
    private final Map<Method, MethodDescriptor> methods;

    private ClientProxy(ThriftChannelOptions options, ThriftInvoker chain, ClientInterface iface) {
        this.options = options;
        this.chain = chain;
        this.description = options.name() + " client of " + iface.service().name();
        this.methods = iface.methods();
    }

    static <T> T create(Class<T> type, ThriftChannelOptions options, ThriftInvoker chain) {
        ClientProxy handler = new ClientProxy(options, chain, ClientInterface.of(type));
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
        ThriftContext context = new ThriftContext(null, 0, Deadline.after(options.timeout()));
        ThriftCall call = new ThriftCall(method, method.argsOf(arguments), context);
        CompletionStage<@Nullable Object> stage = chain.invoke(call);
        return new PendingResult(options.name(), call, stage.toCompletableFuture()).await();
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
