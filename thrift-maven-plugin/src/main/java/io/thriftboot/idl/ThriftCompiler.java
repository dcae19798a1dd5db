package io.thriftboot.idl;

import io.thriftboot.idl.java.JavaFile;
import io.thriftboot.idl.java.JavaGenerator;
import io.thriftboot.idl.java.JavaOptions;
import io.thriftboot.idl.model.Program;
import io.thriftboot.idl.model.ProgramLoader;
import io.thriftboot.idl.syntax.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

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
     * @param outputDirectory where the classes go, below it the directories of their packages
     * @return what was found wrong
     * @throws IOException if a file cannot be read or written
     */
    public Problems compile(List<Path> files, Path outputDirectory) throws IOException {
        Problems problems = new Problems();
        ProgramLoader loader = new ProgramLoader(includeDirectories, problems);
        List<Program> programs = new ArrayList<>();
        for (Path file : files) {
            programs.add(loader.load(file));
        }
        if (!problems.hasErrors()) {
            JavaGenerator generator = new JavaGenerator(options, LocalDate.now(java.time.ZoneId.systemDefault()));
            OutputDirectory output = new OutputDirectory(outputDirectory);
            for (Program program : programs) {
                for (JavaFile file : generator.generate(program)) {
                    output.write(file.path(), file.content());
                }
            }
        }
        return problems;
    }
}
