package io.thriftboot.idl.maven;

import io.thriftboot.idl.Compilation;
import io.thriftboot.idl.Outputs;
import io.thriftboot.idl.ThriftCompiler;
import io.thriftboot.idl.java.JavaOptions;
import io.thriftboot.idl.syntax.Problem;
import io.thriftboot.idl.syntax.Problems;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.model.Resource;
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

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    @Nullable
    File buildDirectory;

    /** Directories in which included files are looked for, after the including file's own and the source directory. */
    @Parameter
    List<File> includeDirectories = List.of();

    /** Which files of the source directory are compiled: patterns such as <code>users/*.thrift</code>. */
    @Parameter
    List<String> includes = List.of("**/*.thrift");

    /** Which files of the source directory are not compiled; other files may still include them. */
    @Parameter
    List<String> excludes = List.of();

    /**
     * Options of Apache's Java generator, separated by commas, such as <code>beans,option_type=jdk8</code>. Known are
     * beans, private_members, nocamel, fullcamel, option_type=[thrift|jdk8], future_iface,
     * generated_annotations[=undated|=suppress], jakarta_annotations, annotations_as_metadata, sorted_containers,
     * reuse_objects, unsafe_binaries and rethrow_unhandled_exceptions.
     */
    @Parameter(property = "thrift.options", defaultValue = "")
    String options = "";

    /** The version of libthrift that the classes must work with, from 0.21 to 0.25. */
    @Parameter(property = "thrift.libthriftVersion", defaultValue = "0.25")
    String libthriftVersion = "0.25";

    /** Whether the IDL's documentation becomes a resource, <code>META-INF/thrift/package.program.json</code>. */
    @Parameter(property = "thrift.documentation", defaultValue = "true")
    boolean documentation = true;

    /**
     * Whether native images are told of the generated classes, by the resource
     * <code>META-INF/native-image/thrift/package.program/reachability-metadata.json</code>.
     */
    @Parameter(property = "thrift.nativeImage", defaultValue = "true")
    boolean nativeImage = true;

    /** Whether to do nothing. */
    @Parameter(property = "thrift.skip", defaultValue = "false")
    boolean skip;

    /** The directories and the name of the goal's own files. */
    abstract Layout layout();

    abstract void addTo(MavenProject target, String sourceRoot, Resource resource);

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Layout layout = layout();
        if (skip || !layout.hasSources()) {
            getLog().debug("nothing to compile in " + layout.source());
            return;
        }
        try {
            compile(layout);
        } catch (IOException | IllegalArgumentException e) {
            throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
        }
        if (project != null) {
            Resource resource = new Resource();
            resource.setDirectory(resourceDirectory(layout).toString());
            addTo(project, layout.output().toAbsolutePath().toString(), resource);
        }
    }

    private void compile(Layout layout) throws IOException, MojoFailureException {
        List<Path> files = new SourceFiles(includes, excludes).in(layout.source());
        List<Path> include = Stream.concat(
                        Stream.of(layout.source()), includeDirectories.stream().map(File::toPath))
                .toList();
        Outputs outputs = new Outputs(
                layout.output(),
                documentation ? resourceDirectory(layout) : null,
                nativeImage ? resourceDirectory(layout) : null,
                build().resolve("thrift-maven-plugin").resolve(layout.name() + ".state"));
        Compilation compilation =
                new ThriftCompiler(include, JavaOptions.parse(options, libthriftVersion)).compile(files, outputs);
        report(compilation.problems());
        getLog().info("%d of %d IDL files had changed and were compiled"
                .formatted(compilation.compiled(), files.size()));
    }

    private Path resourceDirectory(Layout layout) {
        return build().resolve("generated-resources").resolve(layout.name());
    }

    private Path build() {
        return buildDirectory == null ? Path.of("target") : buildDirectory.toPath();
    }

    private void report(Problems problems) throws MojoFailureException {
        problems.warnings().stream().map(Problem::toString).forEach(getLog()::warn);
        problems.errors().stream().map(Problem::toString).forEach(getLog()::error);
        if (problems.hasErrors()) {
            throw new MojoFailureException("errors in IDL files: %d, the first one: %s"
                    .formatted(problems.errors().size(), problems.errors().get(0)));
        }
    }
}
