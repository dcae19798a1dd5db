package io.thriftboot.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** All that a run has measured, in the order in which it did. */
final class Figures {

    private final List<Figure> all = new ArrayList<>();

    List<Figure> all() {
        return all;
    }

    void add(Figure figure) {
        all.add(figure);
    }

    /** Adds every value of the answers that rounds have given, by subject. */
    void add(String part, String scenario, Map<String, List<Answer>> answers) {
        answers.forEach((subject, rounds) -> rounds.get(0).values().keySet().forEach(measure -> {
            List<Double> values =
                    Rounds.values(rounds, measure).stream().sorted().toList();
            add(new Figure(
                    part, scenario, subject, measure, Median.of(values), values.get(0), values.get(values.size() - 1)));
        }));
    }

    /** The median, if it was measured. */
    OptionalDouble median(String part, String scenario, String subject, String measure) {
        return all.stream()
                .filter(figure -> figure.part().equals(part)
                        && figure.scenario().equals(scenario)
                        && figure.subject().equals(subject)
                        && figure.measure().equals(measure))
                .mapToDouble(Figure::median)
                .findFirst();
    }

    List<String> parts() {
        return all.stream().map(Figure::part).distinct().toList();
    }

    List<String> scenarios(String part) {
        return all.stream()
                .filter(figure -> figure.part().equals(part))
                .map(Figure::scenario)
                .distinct()
                .toList();
    }

    List<String> subjects(String part, String scenario) {
        return in(part, scenario).map(Figure::subject).distinct().toList();
    }

    List<String> measures(String part, String scenario) {
        return in(part, scenario).map(Figure::measure).distinct().toList();
    }

    private Stream<Figure> in(String part, String scenario) {
        return all.stream()
                .filter(figure ->
                        figure.part().equals(part) && figure.scenario().equals(scenario));
    }
}
