package io.thriftboot.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/** The last messages of an access log. Each costs a lock for a moment, which is little beside the line that is logged. */
final class RecentCalls {

    /** How many are kept. */
    static final int MOST = 200;

    private final Deque<LoggedCall> calls = new ArrayDeque<>(MOST);
    private long count;

    /** Adds a message that is made with its number. */
    synchronized void add(LongFunction<LoggedCall> numbered) {
        if (calls.size() == MOST) {
            calls.removeFirst();
        }
        calls.addLast(numbered.apply(++count));
    }

    /** Those with a larger number, the oldest first. */
    synchronized List<LoggedCall> after(long number) {
        return calls.stream().filter(call -> call.number() > number).toList();
    }
}
