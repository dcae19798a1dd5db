package io.thriftboot.idl.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Compiles the IDL files of tests to Java and adds it to the test sources of the project. */
@Mojo(name = "test-compile", defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES, threadSafe = true)
public final class TestCompileMojo extends AbstractCompileMojo {

    /** Where the IDL files are. */
    @Parameter(property = "thrift.testSourceDirectory", defaultValue = "${project.basedir}/src/test/thrift")
    @Nullable
    File testSourceDirectory;

    /** Where the Java files go. */
    @Parameter(
            property = "thrift.testOutputDirectory",
            defaultValue = "${project.build.directory}/generated-test-sources/thrift")
    @Nullable
    File testOutputDirectory;

    /** Creates the goal. */
    public TestCompileMojo() {}

    @Override
    @Nullable
    File sourceDirectory() {
        return testSourceDirectory;
    }

    @Override
    @Nullable
    File outputDirectory() {
        return testOutputDirectory;
    }

    @Override
    void addSourceRoot(MavenProject target, String directory) {
        target.addTestCompileSourceRoot(directory);
    }
}
