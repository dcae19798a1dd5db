package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows what share of the limit some servers reach, in rounds that take turns: {@code SERVER… [--connections 64] [--in-flight 1]
 * [--rounds 5] [--seconds 2] [--warmup 4] [--workers 4] [--message echo|struct|list]}.
 */
final class Ratio {

    private static final String LIMIT = "limit";

    private final Bench bench;
    private final Load load;
    private final Map<String, Child> servers = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, List<Answer>> answers = new LinkedHashMap<>();

    private Ratio(Bench bench, Load load) {
        this.bench = bench;
        this.load = load;
    }

    static void run(Path module, Arguments options) throws IOException, InterruptedException {
        Message message = Message.valueOf(ServerName.constant(options.text("message", "echo")));
        int inFlight = options.number("in-flight", 1);
        Load load = Load.closed(message, options.number("connections", 64), inFlight)
                .lasting(0.2, options.decimal("seconds", 2));
        int rounds = options.number("rounds", 5);
        double warmup = options.decimal("warmup", 4);
        int workers = options.number("workers", 4);
        options.refuseOthers();
        Ratio ratio = new Ratio(new Bench(module), load);
        System.out.printf(
                "%s; %d rounds of %.1f s, medians; %d workers%n%s; Java %s %s%n",
                load,
                rounds,
                load.seconds(),
                workers,
                ratio.bench.cores(),
                Runtime.version(),
                String.join(" ", Bench.JVM));
        try {
            ratio.start(options.words(), workers, warmup);
            for (int round = 0; round < rounds; round++) {
                ratio.round();
            }
            ratio.print();
        } finally {
            ratio.servers.values().forEach(Child::close);
        }
    }

    private void start(List<String> names, int workers, double warmup) throws IOException {
        add(LIMIT, bench.startLimit(load.message()));
        for (String text : names) {
            ServerName name = ServerName.parse(text);
            if (ServerMain.exists(name)) {
                add(text, bench.startServer(name, workers));
                bench.load(port(text), load.lasting(0, warmup));
            } else {
                System.out.println(text + ": left out, not in this build or on this JDK");
            }
        }
    }

    private void add(String name, Child server) throws IOException {
        servers.put(name, server);
        answers.put(name, new ArrayList<>());
        ports.put(name, (int) server.answer().get("port"));
    }

    private int port(String name) {
        return ports.getOrDefault(name, 0);
    }

    private void round() throws IOException {
        for (Map.Entry<String, List<Answer>> entry : answers.entrySet()) {
            entry.getValue().add(bench.load(port(entry.getKey()), load));
        }
    }

    private void print() {
        double limit = median(LIMIT, "rate");
        System.out.printf(
                "%-32s %10s %9s %13s %9s %9s %9s%n",
                "server", "calls/s", "of limit", "rounds", "load cpu", "p50 µs", "p99 µs");
        for (String name : servers.keySet()) {
            System.out.printf(
                    "%-32s %10.0f %9.3f %13s %9.2f %9.1f %9.1f%n",
                    name,
                    median(name, "rate"),
                    median(name, "rate") / limit,
                    spread(name, limit),
                    median(name, "cpu"),
                    median(name, "p50"),
                    median(name, "p99"));
        }
    }

    private double median(String server, String value) {
        return Median.of(values(server, value));
    }

    private List<Double> values(String server, String value) {
        return answers.getOrDefault(server, List.of()).stream()
                .map(answer -> answer.get(value))
                .toList();
    }

    private String spread(String server, double limit) {
        List<Double> sorted = values(server, "rate").stream().sorted().toList();
        return "%.3f–%.3f".formatted(sorted.get(0) / limit, sorted.get(sorted.size() - 1) / limit);
    }
}
