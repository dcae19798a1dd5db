package io.thriftboot.server;

import java.util.List;

/**
 * What the threads of a server are doing, as a snapshot. Models in which one thread does everything have none of these figures.
 *
 * @param active threads that run a call now; that serve a connection where each has its own
 * @param max the most of these there may be; 0 if the model has no such threads
 * @param waits calls, or connections where each has its own thread, that such a thread began with since the start
 * @param waitNanos how long these had waited for the thread in all, in nanoseconds
 * @param loopTasks of each event loop, how many tasks wait for it beside what the operating system has; empty if the model has
 *     no event loops
 * @param loopConnections of each event loop, how many connections it serves; empty if the model has no event loops
 * @since 0.1
 */
public record ThreadStats(
        int active, int max, long waits, long waitNanos, List<Integer> loopTasks, List<Integer> loopConnections) {

    /** Of a server that is not started, or has no threads of its own. */
    public static final ThreadStats NONE = new ThreadStats(0, 0, 0, 0, List.of(), List.of());

    /** Copies the lists. */
    public ThreadStats {
        loopTasks = List.copyOf(loopTasks);
        loopConnections = List.copyOf(loopConnections);
    }

    ThreadStats with(List<Integer> tasks, List<Integer> connections) {
        return new ThreadStats(active, max, waits, waitNanos, tasks, connections);
    }
}
