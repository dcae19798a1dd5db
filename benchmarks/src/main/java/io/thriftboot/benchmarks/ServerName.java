package io.thriftboot.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A server to measure, as it is written on the command line: {@code model[/handlers[/io]][+extra]} for ours, {@code
 * libthrift/model[/virtual]} for libthrift's wired by hand, {@code grpc[/direct]} for gRPC's.
 *
 * @param model the server model, such as {@code threaded-selector}
 * @param handlers the threads of handlers ({@code platform}, {@code virtual}, {@code event-loop}), {@code async} for a
 *     handler of {@code AsyncIface}, or empty for the model's own choice
 * @param io how event loops wait ({@code nio}, {@code epoll}, {@code io_uring}), or empty for the best there is
 * @param extra a word of {@link Extra}, or empty
 * @param maker whose it is
 */
record ServerName(String model, String handlers, String io, String extra, Maker maker) {

    private static final String LIBTHRIFT = "libthrift";
    private static final String GRPC = "grpc";

    /** Whose servers there are. */
    enum Maker {
        OURS,
        LIBTHRIFT,
        GRPC
    }

    static ServerName parse(String text) {
        List<String> withExtra = Arrays.asList(text.split("\\+", 2));
        List<String> path = Arrays.asList(withExtra.get(0).split("/", -1));
        boolean libthrift = path.get(0).equals(LIBTHRIFT);
        List<String> parts = libthrift ? path.subList(1, path.size()) : path;
        Maker maker = libthrift ? Maker.LIBTHRIFT : path.get(0).equals(GRPC) ? Maker.GRPC : Maker.OURS;
        return new ServerName(at(parts, 0), at(parts, 1), at(parts, 2), at(withExtra, 1), maker);
    }

    private static String at(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    /** {@code some-name} as enums write it. */
    static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Whether an enum has a constant that is written so. */
    static boolean isOneOf(Enum<?>[] constants, String word) {
        return Arrays.stream(constants).anyMatch(known -> known.name().equals(constant(word)));
    }

    @Override
    public String toString() {
        return (maker == Maker.LIBTHRIFT ? LIBTHRIFT + "/" : "")
                + model
                + (handlers.isEmpty() ? "" : "/" + handlers)
                + (io.isEmpty() ? "" : "/" + io)
                + (extra.isEmpty() ? "" : "+" + extra);
    }
}
