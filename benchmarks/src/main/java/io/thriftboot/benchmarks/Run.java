package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures parts, all or those that are named: {@code [PART…] [--quick] [--rounds 5] [--seconds 2] [--warmup 4] [--workers 4]
 * [--output docs/benchmarks]}. Writes a CSV and an SVG that are named for the time.
 */
final class Run {

    static final List<Part> PARTS = List.of(
            new ServersPart(),
            new MetricsPart(),
            new LatenciesPart(),
            new IdlePart(),
            new ClientsPart(),
            new PeersPart(),
            new OverloadPart(),
            new NeighboursPart(),
            new StartupPart());

    private Run() {}

    static void run(Path module, Arguments options) throws IOException, InterruptedException {
        Bench bench = new Bench(module);
        Plan plan = Plan.of(bench, options);
        Path output = Path.of(options.text("output", recordings(module).toString()));
        options.refuseOthers();
        List<String> heading = heading(bench, plan);
        heading.forEach(System.out::println);
        Figures figures = measure(parts(options.words()), plan);
        System.out.println();
        Targets.of(figures).forEach(System.out::println);
        write(output, heading, figures);
    }

    /** Where recorded runs are. */
    static Path recordings(Path module) {
        return module.resolve("../docs/benchmarks").normalize();
    }

    /** Parts by their names; all, where none is named. */
    static List<Part> parts(List<String> names) {
        List<String> known = PARTS.stream().map(Part::name).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("part: " + name + " (expected: " + String.join(", ", known) + ")");
        });
        return PARTS.stream()
                .filter(part -> names.isEmpty() || names.contains(part.name()))
                .toList();
    }

    static Figures measure(List<Part> parts, Plan plan) throws IOException {
        Figures figures = new Figures();
        for (Part part : parts) {
            part.measure(plan, figures);
        }
        return figures;
    }

    private static List<String> heading(Bench bench, Plan plan) throws IOException {
        List<String> heading = new ArrayList<>();
        heading.add("time: " + format("yyyy-MM-dd HH:mm") + " UTC");
        heading.addAll(Environment.describe(bench));
        heading.add("measured: " + plan);
        return heading;
    }

    private static void write(Path output, List<String> heading, Figures figures) throws IOException {
        String name = format("yyyy-MM-dd-HHmm");
        Path csv = output.resolve(name + ".csv");
        Path svg = output.resolve(name + ".svg");
        Csv.write(csv, heading, figures);
        Picture.write(svg, heading, figures, PARTS);
        System.out.println();
        System.out.println("written: " + csv + ", " + svg);
    }

    private static String format(String pattern) {
        return LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    }
}
