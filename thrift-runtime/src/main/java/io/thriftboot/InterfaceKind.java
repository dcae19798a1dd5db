package io.thriftboot;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.apache.thrift.async.AsyncMethodCallback;

/**
 * The interfaces that the Thrift compiler generates for a service. Handlers implement one of them, clients have one of them;
 * both ends of a connection choose for themselves, since the messages are the same.
 *
 * @since 0.1
 */
public enum InterfaceKind {
    /** {@code Iface}: methods return their result. */
    SYNC("Iface"),
    /** {@code AsyncIface}: methods return at once and take an {@link AsyncMethodCallback} for their result. */
    ASYNC("AsyncIface"),
    /** {@code FutureIface}, with the compiler's option {@code future_iface}: methods return a {@link CompletableFuture}. */
    FUTURE("FutureIface");

    private final String simpleName;

    InterfaceKind(String simpleName) {
        this.simpleName = simpleName;
    }

    /**
     * The name of the interface within the generated class.
     *
     * @return such as {@code AsyncIface}
     */
    public String simpleName() {
        return simpleName;
    }

    /** The method that does the same as one of {@code Iface}. */
    Method methodLike(Method sync, Class<?> iface) {
        Class<?>[] parameters = sync.getParameterTypes();
        if (this == ASYNC) {
            parameters = Arrays.copyOf(parameters, parameters.length + 1);
            parameters[parameters.length - 1] = AsyncMethodCallback.class;
        }
        try {
            return iface.getMethod(sync.getName(), parameters);
        } catch (NoSuchMethodException ex) {
            throw new IllegalArgumentException(
                    iface.getName() + ": no method like " + sync + " (expected: generated with it)", ex);
        }
    }
}
