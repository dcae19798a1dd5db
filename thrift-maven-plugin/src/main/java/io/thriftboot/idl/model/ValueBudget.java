package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.Name;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the constants of a program may amount to. A constant that is referred to is written out, so that a few lines could be
 * more values than there is memory, or values deeper than the stack.
 */
final class ValueBudget {

    static final int MOST_VALUES = 100_000;
    static final int MOST_DEPTH = 128;

    private final Deque<Name> references = new ArrayDeque<>();
    private int values;
    private int depth;

    /** Whether there may be one value more, in those that were entered and not left. */
    boolean enter() {
        depth++;
        values++;
        return depth <= MOST_DEPTH && values <= MOST_VALUES;
    }

    void leave() {
        depth--;
    }

    /** Whether a constant is about to be a part of itself. */
    boolean isReferred(Name constant) {
        return references.contains(constant);
    }

    void refer(Name constant) {
        references.push(constant);
    }

    void referred() {
        references.pop();
    }
}
