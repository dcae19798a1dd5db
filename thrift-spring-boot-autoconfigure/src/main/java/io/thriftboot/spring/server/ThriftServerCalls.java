package io.thriftboot.spring.server;

import java.util.Map;

/**
 * The calls that the application's servers have executed. There is a bean of this type where calls are timed.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftServerCalls {

    /**
     * The calls of each method that was called.
     *
     * @return a snapshot, by {@code service.method}, of all servers together
     */
    Map<String, Method> byMethod();

    /**
     * The calls of a method since the start.
     *
     * @param calls that reached a handler or an interceptor
     * @param failures of these, that ended with anything but a result or a declared exception
     * @param meanMicros how long they took on average, in microseconds
     * @param maxMicros how long the longest of the last minutes took, in microseconds
     * @since 0.1
     */
    record Method(long calls, long failures, double meanMicros, double maxMicros) {}
}
