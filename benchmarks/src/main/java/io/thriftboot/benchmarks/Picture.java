package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as an SVG: what was measured with what, the targets, and bars for each scenario in two columns. */
final class Picture {

    private static final int WIDTH = 1240;
    private static final int COLUMN = 620;
    private static final int LABEL = 230;
    private static final int BARS = 240;
    private static final int LINE = 17;

    /** Characters of the heading that fit in a line. */
    private static final int HEADING = 180;

    private final StringBuilder body = new StringBuilder();
    private final Figures figures;
    private int y = 30;

    private Picture(Figures figures) {
        this.figures = figures;
    }

    static void write(Path file, List<String> heading, Figures figures, List<Part> parts) throws IOException {
        Picture picture = new Picture(figures);
        picture.drawHeading(heading);
        picture.drawTargets(Targets.of(figures));
        picture.drawPanels(parts);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, picture.text());
    }

    private String text() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
                font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %s</svg>
                """.formatted(WIDTH, y, WIDTH, y, body);
    }

    private void drawHeading(List<String> heading) {
        text(20, y, "Thrift for Spring Boot: benchmarks", "font-size=\"20\" font-weight=\"bold\"");
        y += 24;
        for (String line : heading) {
            for (String rest = line; !rest.isEmpty(); y += LINE) {
                int end = rest.length() <= HEADING ? rest.length() : Math.max(1, rest.lastIndexOf(' ', HEADING));
                text(20, y, rest.substring(0, end), "fill=\"#444444\"");
                rest = rest.substring(end);
            }
        }
        y += LINE;
    }

    private void drawTargets(List<Target> targets) {
        for (Target target : targets) {
            if (target.measured().isEmpty()) {
                continue;
            }
            boolean reached = target.verdict().equals("reached");
            text(20, y, target.what(), "");
            text(620, y, format("%s %.2f", target.atMost() ? "≤" : "≥", target.wanted()), "");
            text(720, y, format("%.2f", target.measured().getAsDouble()), "font-weight=\"bold\"");
            text(800, y, target.verdict(), reached ? "fill=\"#1a7f37\"" : "fill=\"#b42318\"");
            y += LINE;
        }
        y += LINE;
    }

    private void drawPanels(List<Part> parts) {
        int[] bottoms = {y, y};
        for (Part part : parts) {
            for (String scenario : figures.scenarios(part.name())) {
                int column = bottoms[0] <= bottoms[1] ? 0 : 1;
                y = bottoms[column];
                drawPanel(part, scenario, column * COLUMN + 20);
                bottoms[column] = y;
            }
        }
        y = Math.max(bottoms[0], bottoms[1]);
    }

    private void drawPanel(Part part, String scenario, int x) {
        String measure = part.drawn();
        List<Figure> bars = figures.all().stream()
                .filter(figure -> figure.part().equals(part.name())
                        && figure.scenario().equals(scenario)
                        && figure.measure().equals(measure))
                .toList();
        double longest = bars.stream().mapToDouble(Figure::highest).max().orElse(1);
        String unit = Table.heading(measure);
        text(x, y, part.name() + ": " + scenario + ", " + unit, "font-weight=\"bold\"");
        y += LINE;
        for (Figure bar : bars) {
            drawBar(part, bar, x, BARS / longest);
        }
        y += LINE;
    }

    private void drawBar(Part part, Figure bar, int x, double scale) {
        text(x, y, bar.subject(), "");
        int from = x + LABEL;
        body.append(format(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                from, y - 11, Math.max(0, bar.median() * scale), LINE - 4, color(part, bar.subject())));
        body.append(format(
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#222222\"/>%n",
                from + bar.lowest() * scale, y - 5, from + bar.highest() * scale, y - 5));
        text(from + BARS + 10, y, format("%,.0f", bar.median()) + share(part, bar), "");
        y += LINE;
    }

    private String share(Part part, Figure bar) {
        OptionalDouble reference = figures.median(part.name(), bar.scenario(), part.reference(), bar.measure());
        return reference.isEmpty() ? "" : format("  (%.2f)", bar.median() / reference.getAsDouble());
    }

    private static String color(Part part, String subject) {
        return subject.equals(part.reference()) ? "#9a9a9a" : part.isOurs(subject) ? "#2f6fdf" : "#d99a2b";
    }

    private void text(int x, int baseline, String text, String attributes) {
        body.append(format("<text x=\"%d\" y=\"%d\" %s>%s</text>%n", x, baseline, attributes, escape(text)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
