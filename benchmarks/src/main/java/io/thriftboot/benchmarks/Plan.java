package io.thriftboot.benchmarks;

/**
 * How a run measures.
 *
 * @param bench what starts processes
 * @param rounds of every measurement
 * @param seconds of a round
 * @param warmup seconds that a server or a client is loaded before its first round
 * @param workers threads for handlers, where connections have none of their own
 */
record Plan(Bench bench, int rounds, double seconds, double warmup, int workers) {

    /** Seconds of a round that are not measured. */
    static final double SETTLING = 0.2;

    /** Reads {@code --rounds --seconds --warmup --workers}, and {@code --quick} for the short ones of them. */
    static Plan of(Bench bench, Arguments options) {
        boolean quick = Boolean.parseBoolean(options.text("quick", "false"));
        return new Plan(
                bench,
                options.number("rounds", quick ? 3 : 5),
                options.decimal("seconds", quick ? 0.5 : 2),
                options.decimal("warmup", quick ? 2 : 4),
                options.number("workers", 4));
    }

    Load round(Message message, int connections, int inFlight) {
        return Load.closed(message, connections, inFlight).lasting(SETTLING, seconds);
    }

    /** A load under which servers get warm. */
    Load warmup(Message message, int connections, int inFlight) {
        return Load.closed(message, connections, inFlight).lasting(0, warmup);
    }

    @Override
    public String toString() {
        return "%d rounds of %.1f s in turns, medians; %.1f s of load before the first; %d workers"
                .formatted(rounds, seconds, warmup, workers);
    }
}
