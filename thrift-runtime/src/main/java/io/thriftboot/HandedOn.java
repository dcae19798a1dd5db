package io.thriftboot;

import io.thriftboot.ThriftContext.Scope;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes along with a context: mostly nothing, so it takes one place there.
 *
 * @param headers names and values, for the calls that are made for this one
 * @param transactionId what they are all part of
 * @param untilTraced whether the id gives way to that of a trace
 * @param trace makes the call's trace a thread's again
 * @param companion makes current what is to be current with it
 */
record HandedOn(
        Map<String, String> headers,
        @Nullable String transactionId,
        boolean untilTraced,
        @Nullable Supplier<Scope> trace,
        @Nullable Supplier<Scope> companion) {

    static final HandedOn NOTHING = new HandedOn(Map.of(), null, false, null, null);

    HandedOn with(Map<String, String> others) {
        return new HandedOn(others, transactionId, untilTraced, trace, companion);
    }

    HandedOn named(String id, boolean givesWay) {
        return new HandedOn(headers, id, givesWay, trace, companion);
    }

    HandedOn within(Supplier<Scope> its) {
        return new HandedOn(headers, transactionId, untilTraced, its, companion);
    }

    /** With another companion, inside of the one that is there. */
    HandedOn accompaniedBy(Supplier<Scope> another) {
        Supplier<Scope> first = companion;
        Supplier<Scope> all = first == null ? another : () -> inside(first.get(), another);
        return new HandedOn(headers, transactionId, untilTraced, trace, all);
    }

    /** Opens a scope inside of another one, which is closed with it. */
    static Scope inside(Scope outer, Supplier<Scope> opened) {
        Scope inner = opened.get();
        return () -> {
            try {
                inner.close();
            } finally {
                outer.close();
            }
        };
    }
}
