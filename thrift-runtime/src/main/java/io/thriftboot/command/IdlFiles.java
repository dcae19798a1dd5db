package io.thriftboot.command;

import io.thriftboot.idl.Documentation;
import io.thriftboot.model.IdlDocs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** IDL files, read by the compiler of {@code thrift-maven-plugin}, which is an optional dependency. */
final class IdlFiles {

    private static final String COMPILER = "io.thriftboot.idl.Documentation";

    private IdlFiles() {}

    static boolean isOne(Path file) {
        return file.toString().endsWith(".thrift");
    }

    /**
     * Adds what a file and those that it includes say.
     *
     * @throws IllegalArgumentException if the file has errors, or the compiler is not on the class path
     */
    static void add(Path file, List<Path> includeDirectories, IdlDocs docs) throws IOException {
        if (!isCompilerPresent()) {
            throw new IllegalArgumentException("--doc: " + file
                    + " (expected: thrift-maven-plugin on the class path, which reads IDL files; or JSON files)");
        }
        for (Map.Entry<Path, String> described :
                Documentation.of(file, includeDirectories).entrySet()) {
            docs.add(described.getKey().toString(), described.getValue());
        }
    }

    private static boolean isCompilerPresent() {
        return IdlFiles.class.getClassLoader().getResource(COMPILER.replace('.', '/') + ".class") != null;
    }
}
