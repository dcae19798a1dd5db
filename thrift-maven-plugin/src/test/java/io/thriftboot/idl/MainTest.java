package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line from its arguments to its exit code. */
class MainTest {

    @TempDir
    Path work;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void whenFilesAreCorrectItWritesClassesAndDocumentation() throws IOException {
        Path shared = Files.createDirectory(work.resolve("shared"));
        Files.writeString(shared.resolve("base.thrift"), "namespace java demo.base\nstruct Base { 1: i32 id }\n");
        Path file = Files.writeString(
                work.resolve("demo.thrift"),
                "namespace java demo\ninclude \"base.thrift\"\nstruct Demo { 1: base.Base base_id }\n");
        int code = run(
                "-I",
                shared.toString(),
                "-out",
                work.resolve("java").toString(),
                "--gen",
                "java:beans,fullcamel",
                "--doc",
                work.resolve("doc").toString(),
                "--native-image",
                work.resolve("metadata").toString(),
                file.toString());
        assertThat(code).isZero();
        assertThat(work.resolve("metadata/META-INF/native-image/thrift/demo.demo/reachability-metadata.json"))
                .hasContent(
                        "{\n  \"reflection\": [\n    {\"type\": \"demo.Demo\", \"allPublicConstructors\": true}\n  ]\n}\n");
        assertThat(work.resolve("java/demo/Demo.java")).content().contains("public void setBaseId(");
        assertThat(work.resolve("java/demo/base")).doesNotExist();
        assertThat(work.resolve("doc/META-INF/thrift/demo.demo.json")).content().contains("\"base.Base\"");
    }

    @Test
    void whenFilesHaveErrorsItPrintsThemAndExitsWith1() throws IOException {
        Path file = Files.writeString(work.resolve("wrong.thrift"), "struct A { 1: B b }\nstruct C { 1: D d }\n");
        assertThat(run("-out", work.resolve("java").toString(), file.toString()))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("wrong.thrift:1:15: error: unknown type: B", "wrong.thrift:2:15:");
    }

    @Test
    void whenFileIsMissingItExitsWith1() {
        assertThat(run(work.resolve("none.thrift").toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("file not found: ");
    }

    @Test
    void whenArgumentsAreWrongItPrintsTheUsageAndExitsWith2() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--none")).isEqualTo(2);
        assertThat(run("-I")).isEqualTo(2);
        assertThat(run("--gen", "py", "a.thrift")).isEqualTo(2);
        assertThat(run("--gen", "java:bean", "a.thrift")).isEqualTo(2);
        assertThat(run("--libthrift", "0.9", "a.thrift")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "unknown option: --none", "missing value: -I", "generator: py (expected: java or java:options)")
                .contains(
                        "unknown options: bean (expected: some of ", "libthrift version: 0.9 (expected: 0.21 to 0.25)")
                .contains("usage: java -cp");
    }

    @Test
    void whenHelpIsAskedForItPrintsTheUsageAndExitsWith0() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("usage: ");
    }

    private int run(String... arguments) {
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }
}
