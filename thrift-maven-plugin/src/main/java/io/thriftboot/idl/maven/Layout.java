package io.thriftboot.idl.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a goal reads and writes.
 *
 * @param name what the goal's own files are called
 * @param source the directory of the IDL files
 * @param output the directory of the Java files
 */
record Layout(String name, Path source, Path output) {

    static Layout of(String name, @Nullable File source, @Nullable File output) {
        if (source == null || output == null) {
            throw new IllegalStateException("directories of goal: none (expected: set by Maven)");
        }
        return new Layout(name, source.toPath(), output.toPath());
    }

    boolean hasSources() {
        return Files.isDirectory(source);
    }
}
