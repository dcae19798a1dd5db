package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Measures parts, all or those that are named: {@code [PART…] [--quick] [--rounds 5] [--seconds 2] [--warmup 4] [--workers 4]}. */
final class Run {

    static final List<Part> PARTS = List.of(new ServersPart());

    private Run() {}

    static void run(Path module, Arguments options) throws IOException, InterruptedException {
        Plan plan = Plan.of(new Bench(module), options);
        options.refuseOthers();
        measure(parts(options.words()), plan);
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
        System.out.println(plan);
        Figures figures = new Figures();
        for (Part part : parts) {
            part.measure(plan, figures);
        }
        return figures;
    }
}
