package io.thriftboot;

import io.thriftboot.ThriftContext.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The context that each thread has at present, with its transaction id in the MDC. */
final class CurrentContext {

    private static final ThreadLocal<@Nullable ThriftContext> CURRENT = new ThreadLocal<>();

    private CurrentContext() {}

    static @Nullable ThriftContext get() {
        return CURRENT.get();
    }

    /** Has a context, or none, take the place of what is there. */
    static void set(@Nullable ThriftContext context) {
        ThriftContext before = CURRENT.get();
        if (before != null && before.transactionId() != null) {
            MDC.remove(ThriftContext.TRANSACTION_ID_KEY);
        }
        replace(context);
        String id = context == null ? null : context.transactionId();
        if (id != null) {
            MDC.put(ThriftContext.TRANSACTION_ID_KEY, id);
        }
    }

    /**
     * Has a context be there until the scope is closed.
     *
     * @param id its transaction id, {@code null} if it has none
     * @return brings back what was there before
     */
    static Scope open(ThriftContext context, @Nullable String id) {
        ThriftContext before = CURRENT.get();
        CURRENT.set(context);
        return id == null ? () -> replace(before) : logged(id, before);
    }

    private static void replace(@Nullable ThriftContext context) {
        if (context == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(context);
        }
    }

    private static Scope logged(String id, @Nullable ThriftContext before) {
        String idBefore = MDC.get(ThriftContext.TRANSACTION_ID_KEY);
        MDC.put(ThriftContext.TRANSACTION_ID_KEY, id);
        return () -> {
            replace(before);
            if (idBefore == null) {
                MDC.remove(ThriftContext.TRANSACTION_ID_KEY);
            } else {
                MDC.put(ThriftContext.TRANSACTION_ID_KEY, idBefore);
            }
        };
    }

    /** Has the id in the MDC be another one, where it is there. */
    static void rename(String id, String other) {
        if (id.equals(MDC.get(ThriftContext.TRANSACTION_ID_KEY))) {
            MDC.put(ThriftContext.TRANSACTION_ID_KEY, other);
        }
    }
}
