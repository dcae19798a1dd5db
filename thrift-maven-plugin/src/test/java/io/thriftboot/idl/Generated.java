package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.idl.java.JavaOptions;
import io.thriftboot.idl.syntax.Problems;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Classes made from IDL files: generated, compiled by the JDK and loaded. */
final class Generated {

    private final Path sources;
    private final Path classes;
    private final ClassLoader loader;

    private Generated(Path sources, Path classes) {
        this.sources = sources;
        this.classes = classes;
        try {
            this.loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, Generated.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files of {@code src/test/resources/corpus}, compiled by javac with all warnings as errors. */
    static Generated from(JavaOptions options, Path work, String... names) {
        try {
            Path sources = Files.createDirectories(work.resolve("sources"));
            Path classes = Files.createDirectories(work.resolve("classes"));
            Problems problems = new ThriftCompiler(List.of(), options).compile(files(names), sources);
            assertThat(problems.errors()).isEmpty();
            javac(sources, classes);
            return new Generated(sources, classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(String... names) {
        return Stream.of(names)
                .map(name -> Path.of("src/test/resources/corpus", name))
                .toList();
    }

    private static void javac(Path sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> tree = Files.walk(sources)) {
            List<Path> java =
                    tree.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> arguments =
                    new ArrayList<>(List.of("-Xlint:all,-options", "-Werror", "-Xdoclint:all,-missing"));
            arguments.addAll(List.of("--release", "17", "-proc:none", "-d", classes.toString()));
            boolean success = compiler.getTask(
                            output, files, null, arguments, null, files.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(success).describedAs(output.toString()).isTrue();
        }
    }

    Class<?> type(String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    Path sources() {
        return sources;
    }

    Path classes() {
        return classes;
    }
}
