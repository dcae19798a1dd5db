package io.thriftboot.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the load generator is to do.
 *
 * @param message the call
 * @param connections how many
 * @param inFlight calls in flight on each
 * @param warmup seconds that are not measured
 * @param seconds that are
 * @param rate calls a second in all, whatever the server does; 0: as many as it answers
 * @param refusals whether the server may refuse calls
 */
record Load(
        Message message, int connections, int inFlight, double warmup, double seconds, double rate, boolean refusals) {

    static Load closed(Message message, int connections, int inFlight) {
        return new Load(message, connections, inFlight, 0.2, 1, 0, false);
    }

    Load lasting(double newWarmup, double newSeconds) {
        return new Load(message, connections, inFlight, newWarmup, newSeconds, rate, refusals);
    }

    /** The same as an open loop. */
    Load at(double newRate) {
        return new Load(message, connections, inFlight, warmup, seconds, newRate, refusals);
    }

    /** The same, where the server may have too much to do. */
    Load withRefusals() {
        return new Load(message, connections, inFlight, warmup, seconds, rate, true);
    }

    List<String> options(Path folder) {
        List<String> options = new ArrayList<>(List.of(
                "--request=" + message.requestFile(folder),
                "--reply=" + message.replyFile(folder),
                "--connections=" + connections,
                "--in-flight=" + inFlight,
                "--warmup=" + warmup,
                "--seconds=" + seconds));
        if (rate > 0) {
            options.add("--rate=" + rate);
        }
        if (refusals) {
            options.add("--refusals");
        }
        return options;
    }

    @Override
    public String toString() {
        return "%s, %d connection%s, %d in flight on each"
                .formatted(message.title(), connections, connections == 1 ? "" : "s", inFlight);
    }
}
