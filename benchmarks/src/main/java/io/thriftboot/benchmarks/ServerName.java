package io.thriftboot.benchmarks;

import java.util.Locale;

/**
 * A server to measure, as it is written on the command line: {@code model}, {@code model:threads} for ours, {@code
 * libthrift-model} for libthrift's wired by hand; {@code +extra} at the end of ours.
 *
 * @param model the server model, such as {@code threaded-selector}
 * @param handlers the threads of handlers ({@code platform}, {@code virtual}, {@code event-loop}), {@code async} for a
 *     handler of {@code AsyncIface}, or empty for the model's own choice
 * @param extra a word of {@link Extra}, or empty
 * @param ours whether it is this project's
 */
record ServerName(String model, String handlers, String extra, boolean ours) {

    private static final String LIBTHRIFT = "libthrift-";

    static ServerName parse(String text) {
        boolean ours = !text.startsWith(LIBTHRIFT);
        String[] extra = text.split("\\+", 2);
        String[] parts = (ours ? extra[0] : extra[0].substring(LIBTHRIFT.length())).split(":", 2);
        return new ServerName(parts[0], parts.length > 1 ? parts[1] : "", extra.length > 1 ? extra[1] : "", ours);
    }

    /** Whether each connection has a thread of its own, so that there must be as many threads as connections. */
    boolean hasThreadForEachConnection() {
        return model.equals("thread-pool") || model.equals("threaded");
    }

    /** {@code some-name} as enums write it. */
    static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    @Override
    public String toString() {
        return (ours ? "" : LIBTHRIFT)
                + model
                + (handlers.isEmpty() ? "" : ":" + handlers)
                + (extra.isEmpty() ? "" : "+" + extra);
    }
}
