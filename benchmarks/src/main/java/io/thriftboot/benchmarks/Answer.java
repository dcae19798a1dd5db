package io.thriftboot.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** A line {@code name=value name=value …}, with numbers. */
record Answer(Map<String, Double> values) {

    static Answer parse(String line) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String pair : line.trim().split(" +", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalStateException("answer: '" + line + "' (expected: name=value name=value …)");
            }
            values.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
        }
        return new Answer(values);
    }

    /** The same with one more value. */
    Answer with(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Answer(more);
    }

    double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(name + ": not in " + values.keySet());
        }
        return value;
    }
}
