package io.thriftboot.idl;

import io.thriftboot.idl.java.JavaFile;
import io.thriftboot.idl.java.JavaGenerator;
import io.thriftboot.idl.java.JavaOptions;
import io.thriftboot.idl.java.NameChecker;
import io.thriftboot.idl.java.NativeImageMetadata;
import io.thriftboot.idl.json.JsonGenerator;
import io.thriftboot.idl.model.Program;
import io.thriftboot.idl.model.ProgramLoader;
import io.thriftboot.idl.syntax.Position;
import io.thriftboot.idl.syntax.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles IDL files to Java. */
public final class ThriftCompiler {

    private final List<Path> includeDirectories;
    private final JavaOptions options;

    /**
     * Creates a compiler.
     *
     * @param includeDirectories where included files are looked for that do not lie beside the including one
     * @param options how Java is written
     */
    public ThriftCompiler(List<Path> includeDirectories, JavaOptions options) {
        this.includeDirectories = List.copyOf(includeDirectories);
        this.options = options;
    }

    /**
     * Compiles files; nothing is written if one of them has errors.
     *
     * @param files the IDL files; those they include are read, but not compiled
     * @param outputs where the output goes
     * @return what was done, and what was found wrong
     * @throws IOException if a file cannot be read or written
     */
    public Compilation compile(List<Path> files, Outputs outputs) throws IOException {
        Problems problems = new Problems();
        ProgramLoader loader = new ProgramLoader(includeDirectories, problems);
        List<Program> programs = new ArrayList<>();
        for (Path file : files) {
            programs.add(loader.load(file));
        }
        if (!problems.hasErrors()) {
            programs.forEach(program -> NameChecker.check(program, options, problems));
        }
        return problems.hasErrors() ? new Compilation(problems, 0) : generate(programs, outputs, problems);
    }

    private Compilation generate(List<Program> programs, Outputs outputs, Problems problems) throws IOException {
        Path stateFile = outputs.state();
        BuildState before = stateFile == null ? new BuildState() : BuildState.read(stateFile);
        BuildState after = new BuildState();
        Fingerprint fingerprint = new Fingerprint(options, outputs);
        Map<Path, String> contents = new LinkedHashMap<>();
        Owners owners = new Owners(problems);
        int compiled = 0;
        for (Program program : programs) {
            List<Path> generated = before.current(program.file(), fingerprint.of(program));
            if (generated.isEmpty()) {
                Map<Path, String> changed = generate(program, outputs);
                contents.putAll(changed);
                generated = List.copyOf(changed.keySet());
                compiled++;
            }
            owners.add(program, generated);
            after.put(program.file(), fingerprint.of(program), generated);
        }
        if (!problems.hasErrors()) {
            write(contents, before, after, outputs);
        }
        return new Compilation(problems, problems.hasErrors() ? 0 : compiled);
    }

    private Map<Path, String> generate(Program program, Outputs outputs) {
        Map<Path, String> files = new LinkedHashMap<>();
        OutputDirectory classes = new OutputDirectory(outputs.classes());
        for (JavaFile file : new JavaGenerator(options, LocalDate.now(ZoneId.systemDefault())).generate(program)) {
            files.put(classes.file(file.path()), file.content());
        }
        String javaPackage = program.javaPackage();
        String name = (javaPackage.isEmpty() ? "" : javaPackage + ".") + program.name();
        if (outputs.documentation() != null) {
            files.put(
                    new OutputDirectory(outputs.documentation()).file("META-INF/thrift/" + name + ".json"),
                    JsonGenerator.generate(program));
        }
        if (outputs.metadata() != null && !program.definitions().isEmpty()) {
            files.put(
                    new OutputDirectory(outputs.metadata())
                            .file("META-INF/native-image/thrift/" + name + "/reachability-metadata.json"),
                    NativeImageMetadata.generate(program, options));
        }
        return files;
    }

    private static void write(Map<Path, String> contents, BuildState before, BuildState after, Outputs outputs)
            throws IOException {
        for (Map.Entry<Path, String> file : contents.entrySet()) {
            OutputDirectory.write(file.getKey(), file.getValue());
        }
        for (Path output : before.outputs()) {
            if (!after.outputs().contains(output)) {
                for (Path directory : outputs.directories()) {
                    new OutputDirectory(directory).remove(output);
                }
            }
        }
        Path stateFile = outputs.state();
        if (stateFile != null) {
            after.write(stateFile);
        }
    }

    /** Refuses two programs that make the same file. */
    private static final class Owners {

        private final Problems problems;
        private final Map<Path, Program> owners = new HashMap<>();

        Owners(Problems problems) {
            this.problems = problems;
        }

        void add(Program program, List<Path> generated) {
            for (Path file : generated) {
                Program other = owners.putIfAbsent(file, program);
                if (other != null) {
                    problems.error(
                            new Position(program.source(), 0),
                            "%s is generated from %s too (expected: another namespace or name)"
                                    .formatted(
                                            file.getFileName(), other.source().name()));
                }
            }
        }
    }
}
