package io.thriftboot.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each of several things has happened.
 *
 * @param <E> names the things
 */
final class Counts<E extends Enum<E>> {

    private final Class<E> type;
    private final Map<E, LongAdder> counts;

    Counts(Class<E> type) {
        this.type = type;
        this.counts = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            counts.put(each, new LongAdder());
        }
    }

    void increment(E which) {
        Objects.requireNonNull(counts.get(which)).increment();
    }

    Map<E, Long> snapshot() {
        Map<E, Long> sums = new EnumMap<>(type);
        counts.forEach((which, count) -> sums.put(which, count.sum()));
        return sums;
    }

    static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
