package io.thriftboot.idl.maven;

import io.thriftboot.idl.ThriftCompiler;
import io.thriftboot.idl.java.JavaOptions;
import io.thriftboot.idl.syntax.Problem;
import io.thriftboot.idl.syntax.Problems;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What the goals have in common. */
abstract class AbstractCompileMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @Nullable
    MavenProject project;

    /** Directories in which included files are looked for that do not lie beside the including one. */
    @Parameter
    List<File> includeDirectories = List.of();

    /** Options of Apache's compiler, separated by commas, such as {@code beans,option_type=jdk8}. */
    @Parameter(property = "thrift.options", defaultValue = "")
    String options = "";

    /** The version of libthrift that the classes must work with, from 0.21 to 0.25. */
    @Parameter(property = "thrift.libthriftVersion", defaultValue = "0.25")
    String libthriftVersion = "0.25";

    /** Whether to do nothing. */
    @Parameter(property = "thrift.skip", defaultValue = "false")
    boolean skip;

    abstract @Nullable File sourceDirectory();

    abstract @Nullable File outputDirectory();

    abstract void addSourceRoot(MavenProject target, String directory);

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        File source = sourceDirectory();
        File output = outputDirectory();
        if (skip || source == null || output == null || !source.isDirectory()) {
            getLog().debug("nothing to compile in " + source);
            return;
        }
        try {
            report(compile(source.toPath(), output.toPath()));
        } catch (IOException | IllegalArgumentException e) {
            throw new MojoExecutionException(e.toString(), e);
        }
        if (project != null) {
            addSourceRoot(project, output.getAbsolutePath());
        }
    }

    private Problems compile(Path source, Path output) throws IOException {
        List<Path> include = Stream.concat(
                        Stream.of(source), includeDirectories.stream().map(File::toPath))
                .toList();
        JavaOptions javaOptions = JavaOptions.parse(options, libthriftVersion);
        try (Stream<Path> files = Files.walk(source)) {
            List<Path> idl = files.filter(file -> file.toString().endsWith(".thrift"))
                    .sorted()
                    .toList();
            return new ThriftCompiler(include, javaOptions).compile(idl, output);
        }
    }

    private void report(Problems problems) throws MojoFailureException {
        problems.warnings().stream().map(Problem::toString).forEach(getLog()::warn);
        problems.errors().stream().map(Problem::toString).forEach(getLog()::error);
        if (problems.hasErrors()) {
            throw new MojoFailureException("%d errors in IDL files:%n%s"
                    .formatted(problems.errors().size(), problems.errors().get(0)));
        }
    }
}
