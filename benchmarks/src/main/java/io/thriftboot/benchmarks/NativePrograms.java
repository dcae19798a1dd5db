package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compiles the limit and the load generator. */
final class NativePrograms {

    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

    private final Path sources;
    private final Path folder;

    NativePrograms(Path sources, Path folder) {
        this.sources = sources;
        this.folder = folder;
    }

    /**
     * Compiles one.
     *
     * @param name of the source without {@code .c}
     * @return the program
     * @throws IllegalStateException if there is no C compiler, or it does not like the source
     */
    Path compile(String name) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path program = folder.resolve(name);
        for (String compiler : COMPILERS) {
            List<String> command = List.of(
                    compiler,
                    "-std=gnu11",
                    "-O2",
                    "-o",
                    program.toString(),
                    sources.resolve(name + ".c").toString());
            Process process;
            try {
                process = new ProcessBuilder(command).inheritIO().start();
            } catch (IOException notFound) {
                continue;
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": failed");
            }
            return program;
        }
        throw new IllegalStateException(
                "C compiler: none found (expected: one of " + COMPILERS + "; Debian: apt-get install gcc libc6-dev)");
    }
}
