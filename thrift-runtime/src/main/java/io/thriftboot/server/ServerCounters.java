package io.thriftboot.server;

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
    final LongAdder bytesReceived = new LongAdder();
    final LongAdder bytesSent = new LongAdder();

    ServerStats snapshot(int callsWaiting) {
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
                bytesReceived.sum(),
                bytesSent.sum());
    }
}
