package io.thriftboot.server;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** What each event loop has to do: connections and tasks, in the order of the loops. */
final class EventLoopCounts {

    private final Map<EventExecutor, AtomicInteger> connections = new LinkedHashMap<>();

    EventLoopCounts(EventLoopGroup loops) {
        loops.forEach(loop -> connections.put(loop, new AtomicInteger()));
    }

    /** A loop begins to serve a connection. */
    void begins(EventLoop loop) {
        of(loop).incrementAndGet();
    }

    /** A loop serves a connection no more. */
    void ends(EventLoop loop) {
        of(loop).decrementAndGet();
    }

    private AtomicInteger of(EventLoop loop) {
        return Objects.requireNonNull(connections.get(loop));
    }

    List<Integer> connections() {
        return connections.values().stream().map(AtomicInteger::get).toList();
    }

    List<Integer> tasks() {
        List<Integer> tasks = new ArrayList<>();
        connections
                .keySet()
                .forEach(loop -> tasks.add(loop instanceof SingleThreadEventLoop single ? single.pendingTasks() : 0));
        return tasks;
    }
}
