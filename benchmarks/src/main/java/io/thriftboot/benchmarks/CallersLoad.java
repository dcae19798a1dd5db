package io.thriftboot.benchmarks;

import java.util.Locale;

/**
 * What callers of a client are to do: a closed loop.
 *
 * @param message the call
 * @param callers how many threads
 * @param virtual whether these are virtual ones
 * @param warmup seconds that are not measured
 * @param seconds that are
 */
record CallersLoad(Message message, int callers, boolean virtual, double warmup, double seconds) {

    /** Reads what {@link #question()} has written. */
    static CallersLoad parse(String question) {
        Arguments options = new Arguments(question.split(" ", -1));
        return new CallersLoad(
                Message.valueOf(ServerName.constant(options.text("message", "echo"))),
                options.number("callers", 1),
                Boolean.parseBoolean(options.text("virtual", "false")),
                options.decimal("warmup", 0),
                options.decimal("seconds", 1));
    }

    /** A line for a client's process. */
    String question() {
        return String.format(
                Locale.ROOT,
                "--message=%s --callers=%d --virtual=%s --warmup=%.3f --seconds=%.3f",
                message.word(),
                callers,
                virtual,
                warmup,
                seconds);
    }

    CallersLoad lasting(double newWarmup, double newSeconds) {
        return new CallersLoad(message, callers, virtual, newWarmup, newSeconds);
    }

    /** The name of the scenario. */
    String scenario() {
        return message.word() + " " + callers + (virtual ? " virtual" : " platform");
    }
}
