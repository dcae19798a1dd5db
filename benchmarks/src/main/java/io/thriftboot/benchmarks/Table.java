package io.thriftboot.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints what one scenario has shown: a line for each subject, a column for each measure. */
final class Table {

    /** Columns, where they were measured; other measures are in the file only. */
    private static final List<String> MEASURES = List.of(
            "rate",
            "cpu",
            "p50",
            "p90",
            "p99",
            "p999",
            "refused",
            "refused50",
            "allocated",
            "heap",
            "direct",
            "resident",
            "milliseconds");

    private Table() {}

    static void print(Figures figures, Part part, String scenario) {
        List<String> present = figures.measures(part.name(), scenario);
        List<String> measures = MEASURES.stream().filter(present::contains).toList();
        boolean compared = !part.reference().isEmpty() && measures.contains(part.compared());
        StringBuilder text = new StringBuilder(System.lineSeparator());
        text.append(format("%-44s", part.name() + ": " + scenario));
        measures.forEach(measure -> text.append(format("%13s", heading(measure))));
        text.append(compared ? "   of " + part.reference() : "").append(System.lineSeparator());
        for (String subject : figures.subjects(part.name(), scenario)) {
            text.append(format("%-44s", subject));
            measures.forEach(
                    measure -> text.append(cell(measure, figures.median(part.name(), scenario, subject, measure))));
            text.append(compared ? share(figures, part, scenario, subject) : "").append(System.lineSeparator());
        }
        System.out.print(text);
    }

    /** The measure with its unit. */
    static String heading(String measure) {
        return switch (measure) {
            case "rate" -> "calls/s";
            case "cpu" -> "load cpu";
            case "p50", "p90", "p99", "p999" -> measure + " µs";
            case "refused" -> "refused/s";
            case "refused50" -> "refused µs";
            case "allocated" -> "B/call";
            case "heap", "direct", "resident" -> measure + " B";
            case "milliseconds" -> "ms";
            default -> measure;
        };
    }

    private static String cell(String measure, OptionalDouble value) {
        if (value.isEmpty()) {
            return format("%13s", "");
        }
        boolean fine = measure.equals("cpu");
        boolean coarse = measure.equals("rate")
                || measure.equals("refused")
                || measure.equals("allocated")
                || measure.equals("heap");
        return format(fine ? "%13.2f" : coarse ? "%13.0f" : "%13.1f", value.getAsDouble());
    }

    private static String share(Figures figures, Part part, String scenario, String subject) {
        OptionalDouble reference = figures.median(part.name(), scenario, part.reference(), part.compared());
        OptionalDouble value = figures.median(part.name(), scenario, subject, part.compared());
        return reference.isEmpty() || value.isEmpty()
                ? ""
                : format("%9.3f", value.getAsDouble() / reference.getAsDouble());
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
