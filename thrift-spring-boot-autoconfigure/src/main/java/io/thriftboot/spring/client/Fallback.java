package io.thriftboot.spring.client;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.ThriftInvoker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** Has a bean answer the calls that failed for any reason but a declared exception. */
final class Fallback implements ThriftInterceptor {

    private final String property;
    private final Supplier<Object> bean;

    /**
     * A fallback whose bean is asked for when it is needed.
     *
     * @param property where it is set
     * @param bean a handler of the services that the client calls
     */
    Fallback(String property, Supplier<Object> bean) {
        this.property = property;
        this.bean = bean;
    }

    @Override
    public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
        return next.invoke(call).exceptionallyCompose(thrown -> {
            Throwable bare = bare(thrown);
            return call.method().declares(bare) ? CompletableFuture.failedFuture(bare) : answer(call, bare);
        });
    }

    private static Throwable bare(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private CompletionStage<@Nullable Object> answer(ThriftCall call, Throwable failure) {
        try {
            return CompletableFuture.completedFuture(answer(call));
        } catch (Throwable thrown) {
            if (thrown != failure) {
                thrown.addSuppressed(failure);
            }
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private @Nullable Object answer(ThriftCall call) throws TException {
        MethodDescriptor method = call.method();
        Object handler = bean.get();
        Class<?> iface = method.javaMethod().getDeclaringClass();
        if (!iface.isInstance(handler)) {
            throw new IllegalStateException(property + ": a bean of the type "
                    + handler.getClass().getName() + " (expected: an implementation of " + iface.getName() + ")");
        }
        TBase<?, ?> result = method.call(handler, call.args());
        return result == null ? null : method.valueOf(result);
    }
}
