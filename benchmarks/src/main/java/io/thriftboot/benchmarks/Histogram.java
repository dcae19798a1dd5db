package io.thriftboot.benchmarks;

/** Latencies in ns, exact to 1.6 %: 64 steps to each power of two, as in {@code load.c}. */
final class Histogram {

    private static final int STEPS = 64;

    private final long[] counts = new long[STEPS * 40];
    private long total;
    private long longest;

    void record(long nanos) {
        counts[bucketOf(nanos)]++;
        total++;
        longest = Math.max(longest, nanos);
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
        longest = Math.max(longest, other.longest);
    }

    long total() {
        return total;
    }

    /** The latency in µs that a share of the calls did not exceed. */
    double micros(double share) {
        long wanted = (long) (share * total);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen > wanted) {
                return Math.min(highestOf(i), longest) / 1000.0;
            }
        }
        return longest / 1000.0;
    }

    private int bucketOf(long nanos) {
        if (nanos < STEPS) {
            return (int) Math.max(0, nanos);
        }
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - 6;
        return Math.min(counts.length - 1, (shift + 1) * STEPS + (int) (nanos >> shift) - STEPS);
    }

    private static long highestOf(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return ((bucket % STEPS + STEPS + 1L) << shift) - 1;
    }
}
