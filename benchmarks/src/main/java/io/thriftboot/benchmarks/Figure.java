package io.thriftboot.benchmarks;

/**
 * What the rounds of one measurement have shown.
 *
 * @param part of the run, such as {@code servers}
 * @param scenario what was done, such as {@code echo 64x1}
 * @param subject what was measured
 * @param measure what of it, such as {@code rate}
 * @param median of the rounds
 * @param lowest of the rounds
 * @param highest of the rounds
 */
record Figure(
        String part, String scenario, String subject, String measure, double median, double lowest, double highest) {}
