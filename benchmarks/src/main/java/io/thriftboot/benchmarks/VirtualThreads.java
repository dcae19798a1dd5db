package io.thriftboot.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** Virtual threads, for code that is compiled for Java 17. */
final class VirtualThreads {

    private VirtualThreads() {}

    static boolean exist() {
        return Runtime.version().feature() >= 21;
    }

    static ThreadFactory factory() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException("virtual threads: not found in Java " + Runtime.version(), ex);
        }
    }

    static ExecutorService executor() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException("virtual threads: not found in Java " + Runtime.version(), ex);
        }
    }
}
