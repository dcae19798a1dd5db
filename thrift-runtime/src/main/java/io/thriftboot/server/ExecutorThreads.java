package io.thriftboot.server;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;

/**
 * The kind of threads that handlers run on.
 *
 * @since 0.1
 */
public enum ExecutorThreads {
    /** Threads of the operating system. */
    PLATFORM {
        @Override
        ThreadFactory factory(String prefix) {
            return new NamedThreads(prefix);
        }
    },
    /** Virtual threads, where the JDK has them: 21 or newer. Handlers that wait cost no thread of the operating system. */
    VIRTUAL {
        @Override
        ThreadFactory factory(String prefix) {
            try {
                Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
                Class<?> type = Class.forName("java.lang.Thread$Builder");
                Method name = type.getMethod("name", String.class, long.class);
                return (ThreadFactory) type.getMethod("factory").invoke(name.invoke(builder, prefix + '-', 1L));
            } catch (ReflectiveOperationException ex) {
                throw new IllegalStateException("virtual threads: not found in Java " + Runtime.version(), ex);
            }
        }

        @Override
        public boolean isAvailable() {
            return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
        }
    },

    /**
     * None of their own: handlers run on the threads for I/O, and must not wait. Only for the model {@code event-loop}. The
     * bounds of the executor have no meaning then.
     */
    EVENT_LOOP {
        @Override
        ThreadFactory factory(String prefix) {
            return PLATFORM.factory(prefix);
        }
    };

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    /** Makes numbered threads. */
    abstract ThreadFactory factory(String prefix);

    /**
     * Whether the running JDK has such threads.
     *
     * @return always for {@link #PLATFORM}, from Java 21 on for {@link #VIRTUAL}
     */
    public boolean isAvailable() {
        return true;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
