package io.thriftboot.idl.syntax;

import io.thriftboot.idl.syntax.Problem.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects the problems of a run, so that one run reports them all. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    /** Records something that prevents code from being generated. */
    public void error(Position position, String message) {
        add(new Problem(Severity.ERROR, position, message));
    }

    /** Records something that may not be what was meant. */
    public void warning(Position position, String message) {
        add(new Problem(Severity.WARNING, position, message));
    }

    private void add(Problem problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** What prevents code from being generated, in the order found. */
    public List<Problem> errors() {
        return of(Severity.ERROR);
    }

    /** What may not be what was meant, in the order found. */
    public List<Problem> warnings() {
        return of(Severity.WARNING);
    }

    /** Whether anything prevents code from being generated. */
    public boolean hasErrors() {
        return !errors().isEmpty();
    }

    private List<Problem> of(Severity severity) {
        return found.stream().filter(problem -> problem.severity() == severity).toList();
    }
}
