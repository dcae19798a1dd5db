package io.thriftboot.idl.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Compiles IDL files to Java and adds it to the sources of the project. */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class CompileMojo extends AbstractCompileMojo {

    /** Where the IDL files are. */
    @Parameter(property = "thrift.sourceDirectory", defaultValue = "${project.basedir}/src/main/thrift")
    @Nullable
    File sourceDirectory;

    /** Where the Java files go. */
    @Parameter(
            property = "thrift.outputDirectory",
            defaultValue = "${project.build.directory}/generated-sources/thrift")
    @Nullable
    File outputDirectory;

    /** Creates the goal. */
    public CompileMojo() {}

    @Override
    @Nullable
    File sourceDirectory() {
        return sourceDirectory;
    }

    @Override
    @Nullable
    File outputDirectory() {
        return outputDirectory;
    }

    @Override
    void addSourceRoot(MavenProject target, String directory) {
        target.addCompileSourceRoot(directory);
    }
}
