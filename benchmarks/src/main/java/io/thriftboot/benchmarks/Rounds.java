package io.thriftboot.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures several subjects in turns, so that what else happens on the machine hits all of them alike. */
final class Rounds {

    /** One measurement of one subject. */
    interface Measurement {

        Answer take(String subject) throws IOException;
    }

    private Rounds() {}

    /**
     * Takes one measurement of each subject in each round.
     *
     * @return by subject what the rounds have shown; a subject that failed is left out, and the reason printed
     */
    static Map<String, List<Answer>> alternate(List<String> subjects, int rounds, Measurement measurement)
            throws IOException {
        Map<String, List<Answer>> answers = new LinkedHashMap<>();
        Set<String> failed = new HashSet<>();
        for (int round = 0; round < rounds; round++) {
            for (String subject : subjects) {
                if (!failed.contains(subject)) {
                    take(subject, measurement, answers, failed);
                }
            }
        }
        answers.keySet().removeAll(failed);
        return answers;
    }

    private static void take(
            String subject, Measurement measurement, Map<String, List<Answer>> answers, Set<String> failed)
            throws IOException {
        try {
            answers.computeIfAbsent(subject, name -> new ArrayList<>()).add(measurement.take(subject));
        } catch (IllegalStateException ex) {
            System.out.println(subject + ": failed: " + ex.getMessage());
            failed.add(subject);
        }
    }

    static List<Double> values(List<Answer> answers, String value) {
        return answers.stream().map(answer -> answer.get(value)).toList();
    }
}
