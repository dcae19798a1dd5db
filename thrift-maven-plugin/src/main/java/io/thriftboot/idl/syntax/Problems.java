package io.thriftboot.idl.syntax;

import io.thriftboot.idl.syntax.Problem.Severity;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the problems of a run, so that one run reports them all. */
public final class Problems {

    private static final Comparator<Problem> BY_POSITION = Comparator.comparing(
                    (Problem problem) -> problem.position().source().name())
            .thenComparing(problem -> problem.position().offset());

    /** Of each severity: more than anybody reads. */
    private static final int MOST = 1000;

    private final Map<Severity, Set<Problem>> found = new EnumMap<>(Severity.class);

    /** Records something that prevents code from being generated. */
    public void error(Position position, String message) {
        add(new Problem(Severity.ERROR, position, message));
    }

    /** Records something that may not be what was meant. */
    public void warning(Position position, String message) {
        add(new Problem(Severity.WARNING, position, message));
    }

    private void add(Problem problem) {
        Set<Problem> same = found.computeIfAbsent(problem.severity(), severity -> new LinkedHashSet<>());
        if (same.size() < MOST) {
            same.add(problem);
        } else if (same.size() == MOST && !same.contains(problem)) {
            same.add(new Problem(problem.severity(), problem.position(), "there are more problems than " + MOST));
        }
    }

    /** What prevents code from being generated, by file and position. */
    public List<Problem> errors() {
        return of(Severity.ERROR);
    }

    /** What may not be what was meant, by file and position. */
    public List<Problem> warnings() {
        return of(Severity.WARNING);
    }

    /** Whether anything prevents code from being generated. */
    public boolean hasErrors() {
        return found.containsKey(Severity.ERROR);
    }

    private List<Problem> of(Severity severity) {
        return found.getOrDefault(severity, Set.of()).stream()
                .sorted(BY_POSITION)
                .toList();
    }
}
