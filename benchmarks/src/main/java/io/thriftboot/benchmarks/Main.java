package io.thriftboot.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares servers with what is possible, and with each other: all in one run, round after round, by medians. Arguments: the
 * folder with the programs, the CSV to write, and the names of servers; without names, all of them.
 */
public final class Main {

    private static final List<Shape> SHAPES = List.of(new Shape(64, 1), new Shape(64, 16), new Shape(1000, 1));
    private static final List<String> SERVERS = List.of(
            "event-loop/event-loop",
            "event-loop/async",
            "event-loop/platform",
            "event-loop/virtual",
            "threaded/virtual",
            "threaded/platform",
            "thread-pool/virtual",
            "threaded-selector",
            "nonblocking",
            "libthrift/nonblocking",
            "libthrift/threaded-selector",
            "libthrift/hsha",
            "libthrift/thread-pool",
            "libthrift/thread-pool-virtual");

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final double SECONDS = 1.5;
    private static final double WARM_UP = 4;
    private static final double SETTLE = 0.3;

    private final Load load;
    private final List<String> servers;
    private final PrintStream out;
    private final Map<String, Double> medians = new LinkedHashMap<>();

    private Main(Load load, List<String> servers, PrintStream out) {
        this.load = load;
        this.servers = servers;
        this.out = out;
    }

    /**
     * Runs the comparison.
     *
     * @param arguments folder, CSV, servers
     * @throws Exception if something cannot be started
     */
    @SuppressWarnings("SystemOut") // The table is what it is for.
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Messages.writeTo(folder);
        List<String> named = Arrays.asList(arguments).subList(2, arguments.length);
        Main main = new Main(new Load(folder), named.isEmpty() ? SERVERS : named, System.out);
        main.out.println(machine());
        for (Shape shape : SHAPES) {
            main.compare(shape);
        }
        main.write(Path.of(arguments[1]));
        for (Target target : Target.all()) {
            main.out.print(target.describe(main.medians));
        }
    }

    private static String machine() throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown");
        return "# " + cpu + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + Runtime.version() + ", medians of " + ROUNDS + " rounds of " + SECONDS
                + " s, an echo of 128 characters";
    }

    private void compare(Shape shape) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>(List.of(Load.LIMIT));
        names.addAll(servers);
        Map<String, Load.Server> running = new LinkedHashMap<>();
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        try {
            for (String name : names) {
                Load.Server server = load.start(name);
                running.put(name, server);
                load.run(server, shape, 0, name.equals(Load.LIMIT) ? SETTLE : WARM_UP);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Map.Entry<String, Load.Server> server : running.entrySet()) {
                    double rate = load.run(server.getValue(), shape, SETTLE, SECONDS);
                    rates.computeIfAbsent(server.getKey(), any -> new ArrayList<>())
                            .add(rate);
                }
            }
        } finally {
            running.values().forEach(Load.Server::close);
        }
        rates.forEach((name, measured) -> medians.put(name + " " + shape, median(measured)));
        names.forEach(name -> out.print(line(name, shape)));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private double rate(String name, Shape shape) {
        return medians.getOrDefault(name + " " + shape, 0.0);
    }

    private String line(String name, Shape shape) {
        double rate = rate(name, shape);
        return String.format(
                Locale.ROOT,
                "%-8s %-32s %10.0f calls/s %6.3f of the limit%n",
                shape,
                name,
                rate,
                rate / rate(Load.LIMIT, shape));
    }

    private void write(Path csv) throws IOException {
        StringBuilder text = new StringBuilder(machine()).append("\nload,server,ratio\n");
        for (Shape shape : SHAPES) {
            for (String name : servers) {
                text.append(String.format(
                        Locale.ROOT, "%s,%s,%.3f%n", shape, name, rate(name, shape) / rate(Load.LIMIT, shape)));
            }
        }
        Files.createDirectories(csv.toAbsolutePath().getParent());
        Files.writeString(csv, text, StandardCharsets.UTF_8);
    }
}
