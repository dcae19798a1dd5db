package io.thriftboot.server;

import java.util.Map;
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
    final Counts<NotExecuted> notExecuted = new Counts<>(NotExecuted.class);
    final Counts<ProtocolError> protocolErrors = new Counts<>(ProtocolError.class);
    final LongAdder messages = new LongAdder();
    final LongAdder oneways = new LongAdder();
    final LongAdder bytesReceived = new LongAdder();
    final LongAdder bytesSent = new LongAdder();
    private final Counts<ServerLimit> limits = new Counts<>(ServerLimit.class);

    void reached(ServerLimit limit) {
        limits.increment(limit);
    }

    /** The beginning of a message is read. */
    void read(boolean replyExpected) {
        messages.increment();
        if (!replyExpected) {
            oneways.increment();
        }
    }

    void callBegins() {
        calls.increment();
        callsInFlight.incrementAndGet();
    }

    void callEnds(boolean failed) {
        callsInFlight.decrementAndGet();
        if (failed) {
            failures.increment();
        }
    }

    ServerStats snapshot(int callsWaiting, long receiveMemory) {
        Map<NotExecuted, Long> unexecuted = notExecuted.snapshot();
        Map<ProtocolError, Long> errors = protocolErrors.snapshot();
        return new ServerStats(
                connections.get(),
                accepted.sum(),
                refused.sum(),
                callsInFlight.get(),
                callsWaiting,
                calls.sum(),
                failures.sum(),
                Counts.sum(unexecuted),
                Counts.sum(errors),
                messages.sum(),
                oneways.sum(),
                bytesReceived.sum(),
                bytesSent.sum(),
                receiveMemory,
                limits.snapshot(),
                unexecuted,
                errors);
    }
}
