package io.thriftboot.idl;

import io.thriftboot.idl.json.JsonGenerator;
import io.thriftboot.idl.model.Program;
import io.thriftboot.idl.model.ProgramLoader;
import io.thriftboot.idl.syntax.Problem;
import io.thriftboot.idl.syntax.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Describes IDL files for tools that are to know services without generated classes; nothing is written. */
public final class Documentation {

    private Documentation() {}

    /**
     * Describes a file and those that it includes.
     *
     * @param file the IDL file
     * @param includeDirectories where included files are looked for that do not lie beside the including one
     * @return JSON in the format of {@code thrift --gen json} for each file
     * @throws IllegalArgumentException if there are errors, with a line for each
     * @throws IOException if a file cannot be read
     * @since 0.1
     */
    public static Map<Path, String> of(Path file, List<Path> includeDirectories) throws IOException {
        Problems problems = new Problems();
        Program program = new ProgramLoader(includeDirectories, problems).load(file);
        if (problems.hasErrors()) {
            throw new IllegalArgumentException(
                    problems.errors().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        Map<Path, String> described = new LinkedHashMap<>();
        describe(program, described);
        return described;
    }

    private static void describe(Program program, Map<Path, String> described) {
        if (described.putIfAbsent(program.file(), JsonGenerator.generate(program)) == null) {
            program.includes().forEach(include -> describe(include.program(), described));
        }
    }
}
