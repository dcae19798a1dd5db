package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures parts anew and compares their ratios with recorded ones: {@code [PART…] [--with FILE] [--tolerance 0.1]} and the
 * options of {@link Plan}. Ratios, because times of different machines and days cannot be compared.
 */
final class Compare {

    private final Figures recorded;
    private final Figures measured;
    private final double tolerance;
    private final List<String> lower = new ArrayList<>();
    private int compared;

    Compare(Figures recorded, Figures measured, double tolerance) {
        this.recorded = recorded;
        this.measured = measured;
        this.tolerance = tolerance;
    }

    static void run(Path module, Arguments options) throws IOException, InterruptedException {
        String with = options.text("with", "");
        double tolerance = options.decimal("tolerance", 0.1);
        Bench bench = new Bench(module);
        Plan plan = Plan.of(bench, options);
        options.refuseOthers();
        Figures recorded = with.isEmpty() ? newest(Run.recordings(module)) : Csv.read(Path.of(with));
        List<Part> parts = Run.parts(options.words()).stream()
                .filter(part -> !part.reference().isEmpty() && part.compared().equals("rate"))
                .toList();
        Figures measured = Run.measure(parts, plan);
        System.out.println(System.lineSeparator()
                + "compared with "
                + (with.isEmpty() ? "the newest of each part in " + Run.recordings(module) : with));
        new Compare(recorded, measured, tolerance).print(parts);
    }

    /** For each part what the newest recorded run that has it says. A run's name is its time. */
    static Figures newest(Path folder) throws IOException {
        Figures newest = new Figures();
        for (Path file : recorded(folder)) {
            Set<String> known = Set.copyOf(newest.parts());
            Csv.read(file).all().stream()
                    .filter(figure -> !known.contains(figure.part()))
                    .forEach(newest::add);
        }
        return newest;
    }

    private static List<Path> recorded(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + ": missing (expected: recorded runs)");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> recorded = files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .toList();
            if (recorded.isEmpty()) {
                throw new IllegalArgumentException(folder + ": no recorded run (expected: a .csv)");
            }
            return recorded;
        }
    }

    /**
     * Prints every ratio, as it was and as it is.
     *
     * @throws IllegalStateException if one is lower than it was, or nothing could be compared
     */
    void print(List<Part> parts) {
        for (Part part : parts) {
            for (String scenario : measured.scenarios(part.name())) {
                measured.subjects(part.name(), scenario).forEach(subject -> compare(part, scenario, subject));
            }
        }
        if (compared == 0) {
            throw new IllegalStateException("nothing compared: no ratio was both recorded and measured");
        }
        if (!lower.isEmpty()) {
            throw new IllegalStateException("%d of %d ratios are lower by more than %.0f %%:%n%s"
                    .formatted(lower.size(), compared, tolerance * 100, String.join(System.lineSeparator(), lower)));
        }
        System.out.printf("%d ratios, none lower by more than %.0f %%%n", compared, tolerance * 100);
    }

    private void compare(Part part, String scenario, String subject) {
        OptionalDouble before = ratio(recorded, part, scenario, subject);
        OptionalDouble now = ratio(measured, part, scenario, subject);
        if (!part.isOurs(subject) || subject.equals(part.reference()) || before.isEmpty() || now.isEmpty()) {
            return;
        }
        compared++;
        String line = String.format(
                Locale.ROOT,
                "%-10s %-24s %-36s %8.3f -> %8.3f of %s",
                part.name(),
                scenario,
                subject,
                before.getAsDouble(),
                now.getAsDouble(),
                part.reference());
        System.out.println(line);
        if (now.getAsDouble() < before.getAsDouble() * (1 - tolerance)) {
            lower.add(line);
        }
    }

    private static OptionalDouble ratio(Figures figures, Part part, String scenario, String subject) {
        OptionalDouble rate = figures.median(part.name(), scenario, subject, "rate");
        OptionalDouble reference = figures.median(part.name(), scenario, part.reference(), "rate");
        return rate.isEmpty() || reference.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(rate.getAsDouble() / reference.getAsDouble());
    }
}
