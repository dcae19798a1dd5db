package io.thriftboot.idl.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals with a project as Maven gives it. */
class MojoTest {

    @TempDir
    Path work;

    private final MavenProject project = new MavenProject();
    private final CompileMojo mojo = new CompileMojo();
    private Path source;

    @BeforeEach
    void configure() throws IOException {
        source = Files.createDirectories(work.resolve("src/main/thrift/users"));
        configure(mojo);
        mojo.sourceDirectory = work.resolve("src/main/thrift").toFile();
        mojo.outputDirectory = work.resolve("target/generated-sources/thrift").toFile();
    }

    private void configure(AbstractCompileMojo goal) {
        goal.project = project;
        goal.buildDirectory = work.resolve("target").toFile();
    }

    @Test
    void whenFilesAreCompiledClassesAndDocumentationBelongToTheProject() throws Exception {
        Files.writeString(source.resolve("user.thrift"), "namespace java users\nstruct User {}");
        mojo.execute();
        assertThat(work.resolve("target/generated-sources/thrift/users/User.java"))
                .exists();
        assertThat(work.resolve("target/generated-resources/thrift/META-INF/thrift/users.user.json"))
                .exists();
        assertThat(project.getCompileSourceRoots())
                .containsExactly(work.resolve("target/generated-sources/thrift").toString());
        assertThat(project.getResources())
                .singleElement()
                .extracting("directory")
                .isEqualTo(work.resolve("target/generated-resources/thrift").toString());
    }

    @Test
    void whenThereAreNoSourcesNothingIsAdded() throws Exception {
        mojo.sourceDirectory = work.resolve("none").toFile();
        mojo.execute();
        assertThat(project.getCompileSourceRoots()).isEmpty();
    }

    @Test
    void whenSkippedNothingIsGenerated() throws Exception {
        Files.writeString(source.resolve("user.thrift"), "wrong");
        mojo.skip = true;
        mojo.execute();
        assertThat(work.resolve("target")).doesNotExist();
    }

    @Test
    void whenFilesHaveErrorsTheBuildFails() throws Exception {
        Files.writeString(source.resolve("user.thrift"), "struct User { 1: Nope nope }");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("errors in IDL files: 1, the first one: ")
                .hasMessageContaining("user.thrift:1:18: error: unknown type: Nope");
    }

    @Test
    void whenOptionsAreUnknownTheBuildFails() {
        mojo.options = "no_such";
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("unknown options: no_such (expected: some of ");
    }

    @Test
    void whenPatternsAreGivenOnlyTheirFilesAreCompiled() throws Exception {
        Files.writeString(source.resolve("user.thrift"), "namespace java users\nstruct User {}");
        Files.writeString(source.resolve("group.thrift"), "namespace java users\nstruct Group {}");
        Files.writeString(work.resolve("src/main/thrift/top.thrift"), "namespace java users\nstruct Top {}");
        mojo.excludes = List.of("users/g*.thrift");
        mojo.execute();
        assertThat(work.resolve("target/generated-sources/thrift/users"))
                .isDirectoryContaining("glob:**User.java")
                .isDirectoryContaining("glob:**Top.java")
                .isDirectoryNotContaining("glob:**Group.java");
    }

    @Test
    void whenTestFilesAreCompiledTheyBelongToTheTests() throws Exception {
        Path tests = Files.createDirectories(work.resolve("src/test/thrift"));
        Files.writeString(tests.resolve("a.thrift"), "namespace java tests\nstruct A {}");
        TestCompileMojo goal = new TestCompileMojo();
        configure(goal);
        goal.testSourceDirectory = tests.toFile();
        goal.testOutputDirectory =
                work.resolve("target/generated-test-sources/thrift").toFile();
        goal.execute();
        assertThat(project.getTestCompileSourceRoots()).hasSize(1);
        assertThat(project.getTestResources()).hasSize(1);
        assertThat(project.getCompileSourceRoots()).isEmpty();
    }
}
