package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures as a file: comments with {@code #}, a heading, and one line for each figure. */
final class Csv {

    private static final String HEADING = "part,scenario,subject,measure,median,lowest,highest";

    private Csv() {}

    static void write(Path file, List<String> comments, Figures figures) throws IOException {
        List<String> lines = new ArrayList<>();
        comments.forEach(comment -> lines.add("# " + comment));
        lines.add(HEADING);
        figures.all().forEach(figure -> lines.add(line(figure)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    private static String line(Figure figure) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%.3f,%.3f,%.3f",
                word(figure.part()),
                word(figure.scenario()),
                word(figure.subject()),
                word(figure.measure()),
                figure.median(),
                figure.lowest(),
                figure.highest());
    }

    private static String word(String text) {
        if (text.contains(",")) {
            throw new IllegalArgumentException("name: " + text + " (expected: no comma)");
        }
        return text;
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Figures read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEADING)) {
            throw new IllegalArgumentException(file + ": no figures (expected: a line " + HEADING + ")");
        }
        Figures figures = new Figures();
        lines.subList(1, lines.size()).forEach(line -> figures.add(figure(line)));
        return figures;
    }

    private static Figure figure(String line) {
        String[] columns = line.split(",", -1);
        if (columns.length != 7) {
            throw new IllegalArgumentException("figure: " + line + " (expected: 7 columns)");
        }
        return new Figure(
                columns[0],
                columns[1],
                columns[2],
                columns[3],
                Double.parseDouble(columns[4]),
                Double.parseDouble(columns[5]),
                Double.parseDouble(columns[6]));
    }
}
