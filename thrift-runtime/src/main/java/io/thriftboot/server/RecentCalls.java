package io.thriftboot.server;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last messages of an access log. Each costs a lock for a moment, which is little beside the line that is logged. */
final class RecentCalls {

    /** How many are kept. */
    static final int MOST = 200;

    private final Deque<LoggedCall> calls = new ArrayDeque<>(MOST);
    private long count;

    synchronized void add(
            @Nullable String peer,
            @Nullable String service,
            String method,
            String outcome,
            long micros,
            int bytesIn,
            int bytesOut) {
        if (calls.size() == MOST) {
            calls.removeFirst();
        }
        count++;
        calls.addLast(new LoggedCall(count, Instant.now(), peer, service, method, outcome, micros, bytesIn, bytesOut));
    }

    /** Those with a larger number, the oldest first. */
    synchronized List<LoggedCall> after(long number) {
        return calls.stream().filter(call -> call.number() > number).toList();
    }
}
