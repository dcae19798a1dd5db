package io.thriftboot.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a server counts. */
final class ServerCounters {

    final AtomicInteger connections = new AtomicInteger();
    final LongAdder accepted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final AtomicInteger callsInFlight = new AtomicInteger();
    final LongAdder calls = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder notExecuted = new LongAdder();
    final LongAdder protocolErrors = new LongAdder();
    final LongAdder messages = new LongAdder();
    final LongAdder oneways = new LongAdder();
    final LongAdder bytesReceived = new LongAdder();
    final LongAdder bytesSent = new LongAdder();
    private final Map<ServerLimit, LongAdder> limits = new EnumMap<>(ServerLimit.class);

    ServerCounters() {
        for (ServerLimit limit : ServerLimit.values()) {
            limits.put(limit, new LongAdder());
        }
    }

    void reached(ServerLimit limit) {
        Objects.requireNonNull(limits.get(limit)).increment();
    }

    private Map<ServerLimit, Long> limitsReached() {
        Map<ServerLimit, Long> reached = new EnumMap<>(ServerLimit.class);
        limits.forEach((limit, count) -> reached.put(limit, count.sum()));
        return reached;
    }

    /** The beginning of a message is read. */
    void read(boolean replyExpected) {
        messages.increment();
        if (!replyExpected) {
            oneways.increment();
        }
    }

    ServerStats snapshot(int callsWaiting, long receiveMemory) {
        return new ServerStats(
                connections.get(),
                accepted.sum(),
                refused.sum(),
                callsInFlight.get(),
                callsWaiting,
                calls.sum(),
                failures.sum(),
                notExecuted.sum(),
                protocolErrors.sum(),
                messages.sum(),
                oneways.sum(),
                bytesReceived.sum(),
                bytesSent.sum(),
                receiveMemory,
                limitsReached());
    }
}
