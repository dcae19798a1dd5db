package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Constant;
import io.thriftboot.idl.model.Definition;
import io.thriftboot.idl.model.Program;
import io.thriftboot.idl.model.Service;
import io.thriftboot.idl.model.StructType;
import io.thriftboot.idl.model.Typedef;
import io.thriftboot.idl.syntax.Problems;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Refuses names that the IDL allows and the Java classes made from it cannot have. */
public final class NameChecker {

    /** What generated classes name without a package, and the packages they begin names with. */
    private static final Set<String> NAMED =
            Set.of("_Fields", "Comparable", "Cloneable", "Override", "SuppressWarnings", "java", "org");

    private final Program program;
    private final Problems problems;
    private final Places places;

    private NameChecker(Program program, Problems problems) {
        this.program = program;
        this.problems = problems;
        this.places = new Places(program.tree());
    }

    /**
     * Checks the names of a program without problems.
     *
     * @param program the program
     * @param options how Java will be written
     * @param problems collects what is wrong
     */
    public static void check(Program program, JavaOptions options, Problems problems) {
        NameChecker checker = new NameChecker(program, problems);
        checker.classes();
        Context context = new Context(program, options, new Header(options, LocalDate.EPOCH));
        FieldNames fields = new FieldNames(context, checker.places, problems);
        program.definitions(StructType.class).forEach(fields::check);
        FunctionNames functions = new FunctionNames(context, fields, checker.places, problems);
        program.definitions(Service.class).forEach(functions::check);
    }

    private void classes() {
        Map<String, String> files = new HashMap<>();
        if (!program.definitions(Constant.class).isEmpty()) {
            String constants = program.name() + "Constants";
            files.put(constants.toLowerCase(Locale.ROOT), constants);
        }
        for (Definition definition : program.definitions()) {
            if (!(definition instanceof Constant) && !(definition instanceof Typedef)) {
                known(definition);
                file(definition.name(), files);
            }
        }
    }

    private void known(Definition definition) {
        String name = definition.name();
        if (NAMED.contains(name)) {
            problems.error(
                    places.of(name),
                    "%s as the name of a Java class (expected: a name that generated classes do not use)"
                            .formatted(name));
        }
    }

    private void file(String name, Map<String, String> files) {
        String other = files.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (name.equals(other)) {
            problems.error(places.of(name), "class %s holds the constants (expected: another name)".formatted(name));
        } else if (other != null) {
            problems.warning(
                    places.of(name),
                    "%s.java and %s.java are one file where case does not count (expected: names that differ otherwise)"
                            .formatted(name, other));
        }
    }
}
