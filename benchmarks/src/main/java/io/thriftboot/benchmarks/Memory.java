package io.thriftboot.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** What this process holds and has allocated, in bytes. */
final class Memory {

    private Memory() {}

    /** Everything that threads have allocated so far; on a JDK before 21 without those that have ended. */
    static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try {
            return (long)
                    ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes").invoke(threads);
        } catch (NoSuchMethodException before21) {
            return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                    .filter(bytes -> bytes > 0)
                    .sum();
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException("allocated bytes: not known", ex);
        }
    }

    /** The heap in use after a collection. */
    static long heap() {
        // The second one frees what finalizers and cleaners held.
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Buffers outside of the heap: the JDK's and those that Netty allocates past it. */
    static long direct() {
        long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return buffers + netty();
    }

    private static long netty() {
        try {
            Object used = Class.forName("io.netty.util.internal.PlatformDependent")
                    .getMethod("usedDirectMemory")
                    .invoke(null);
            return Math.max(0, (long) used);
        } catch (ClassNotFoundException absent) {
            return 0;
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException("Netty's memory: not known", ex);
        }
    }
}
