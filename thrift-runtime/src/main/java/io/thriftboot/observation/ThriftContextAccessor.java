package io.thriftboot.observation;

import io.micrometer.context.ThreadLocalAccessor;
import io.thriftboot.ThriftContext;
import org.jspecify.annotations.Nullable;

/**
 * Has Micrometer's context propagation carry the current {@link ThriftContext} from thread to thread, and its transaction id in
 * the MDC with it. Found by {@code ContextRegistry} itself, where context propagation is on the class path.
 *
 * @since 0.1
 */
public final class ThriftContextAccessor implements ThreadLocalAccessor<ThriftContext> {

    /** The key of the context in snapshots and in Reactor's context: {@value}. */
    public static final String KEY = "thrift.context";

    /** Made by the service loader. */
    public ThriftContextAccessor() {}

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable ThriftContext getValue() {
        return ThriftContext.current();
    }

    @Override
    public void setValue(ThriftContext context) {
        ThriftContext.setCurrent(context);
    }

    @Override
    public void setValue() {
        ThriftContext.setCurrent(null);
    }
}
