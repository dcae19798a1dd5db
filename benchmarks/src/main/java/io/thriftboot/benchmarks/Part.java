package io.thriftboot.benchmarks;

import java.io.IOException;

/** A part of a run, which can be measured alone. */
interface Part {

    /** The word for it on the command line and in files. */
    String name();

    /**
     * The subject that the others of a scenario are compared with, or nothing.
     *
     * @return its name, or an empty string
     */
    String reference();

    /** The measure in which subjects are compared with the {@linkplain #reference() reference}. */
    default String compared() {
        return "rate";
    }

    /** The measure that pictures show. */
    default String drawn() {
        return "rate";
    }

    /** Whether a subject is this project's, for the colours of pictures. */
    default boolean isOurs(String subject) {
        return !subject.startsWith("libthrift/") && !subject.equals(Fleet.LIMIT);
    }

    /** Measures, and prints a table for each scenario. */
    void measure(Plan plan, Figures figures) throws IOException;
}
