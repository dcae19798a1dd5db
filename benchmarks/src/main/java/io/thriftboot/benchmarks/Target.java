package io.thriftboot.benchmarks;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A figure that is wanted.
 *
 * @param what in words
 * @param wanted its bound
 * @param atMost whether that is the upper one; else the lower
 * @param measured what the run has shown; empty if it has not measured this
 */
record Target(String what, double wanted, boolean atMost, OptionalDouble measured) {

    /** {@code reached}, {@code not reached} or {@code not measured}. */
    String verdict() {
        if (measured.isEmpty()) {
            return "not measured";
        }
        double value = measured.getAsDouble();
        return (atMost ? value <= wanted : value >= wanted) ? "reached" : "not reached";
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-86s %s %8s   %9s   %s",
                what,
                atMost ? "≤" : "≥",
                number(wanted),
                measured.isEmpty() ? "" : number(measured.getAsDouble()),
                verdict());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
    }
}
