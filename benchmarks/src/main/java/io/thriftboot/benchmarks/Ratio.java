package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Shows what share of the limit some servers reach, in rounds that take turns: {@code SERVER… [--connections 64] [--in-flight 1]
 * [--rounds 5] [--seconds 2] [--warmup 4] [--workers 4] [--message echo|struct|list]}.
 */
final class Ratio {

    private Ratio() {}

    static void run(Path module, Arguments options) throws IOException, InterruptedException {
        Message message = Message.valueOf(ServerName.constant(options.text("message", "echo")));
        int inFlight = options.number("in-flight", 1);
        Load load = Load.closed(message, options.number("connections", 64), inFlight)
                .lasting(0.2, options.decimal("seconds", 2));
        int rounds = options.number("rounds", 5);
        Load warmup = load.lasting(0, options.decimal("warmup", 4));
        int workers = options.number("workers", 4);
        options.refuseOthers();
        Bench bench = new Bench(module);
        System.out.printf("%s; %d rounds of %.1f s, medians; %d workers%n", load, rounds, load.seconds(), workers);
        System.out.printf("%s; Java %s %s%n", bench.cores(), Runtime.version(), String.join(" ", Bench.JVM));
        try (Fleet fleet = new Fleet(bench, workers)) {
            List<String> servers = fleet.startAll(options.words(), warmup);
            print(Rounds.alternate(servers, rounds, name -> fleet.load(name, load)));
        }
    }

    private static void print(Map<String, List<Answer>> answers) {
        List<Answer> limits = answers.get(Fleet.LIMIT);
        if (limits == null) {
            throw new IllegalStateException("limit: not measured");
        }
        double limit = median(limits, "rate");
        System.out.printf(
                "%-36s %10s %9s %13s %9s %9s %9s%n",
                "server", "calls/s", "of limit", "rounds", "load cpu", "p50 µs", "p99 µs");
        answers.forEach((name, rounds) -> System.out.printf(
                "%-36s %10.0f %9.3f %13s %9.2f %9.1f %9.1f%n",
                name,
                median(rounds, "rate"),
                median(rounds, "rate") / limit,
                spread(rounds, limit),
                median(rounds, "cpu"),
                median(rounds, "p50"),
                median(rounds, "p99")));
    }

    private static double median(List<Answer> rounds, String value) {
        return Median.of(Rounds.values(rounds, value));
    }

    private static String spread(List<Answer> rounds, double limit) {
        List<Double> sorted = Rounds.values(rounds, "rate").stream().sorted().toList();
        return "%.3f–%.3f".formatted(sorted.get(0) / limit, sorted.get(sorted.size() - 1) / limit);
    }
}
