package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.idl.java.JavaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a second run compiles, and what it removes. */
class IncrementalTest {

    @TempDir
    Path work;

    @BeforeEach
    void compileOnce() throws IOException {
        write("base.thrift", "namespace java p.base\nstruct Base { 1: i32 id }");
        write("user.thrift", "namespace java p.user\ninclude \"base.thrift\"\nstruct User { 1: base.Base base }");
        write("alone.thrift", "namespace java p.alone\nstruct Alone {}\nenum Mood { GOOD }");
        assertThat(compile(JavaOptions.DEFAULT).compiled()).isEqualTo(3);
    }

    @Test
    void whenNothingHasChangedNothingIsCompiled() throws IOException {
        Files.setLastModifiedTime(java("p/base/Base.java"), FileTime.fromMillis(0));
        assertThat(compile(JavaOptions.DEFAULT).compiled()).isZero();
        assertThat(Files.getLastModifiedTime(java("p/base/Base.java"))).isEqualTo(FileTime.fromMillis(0));
    }

    @Test
    void whenFileChangesItAndThoseThatIncludeItAreCompiled() throws IOException {
        write("base.thrift", "namespace java p.base\nstruct Base { 1: i32 id, 2: string name }");
        assertThat(compile(JavaOptions.DEFAULT).compiled()).isEqualTo(2);
        assertThat(java("p/base/Base.java")).content().contains("getName");
    }

    @Test
    void whenFileIsRemovedItsClassesAre() throws IOException {
        Files.delete(work.resolve("alone.thrift"));
        assertThat(compile(JavaOptions.DEFAULT).compiled()).isZero();
        assertThat(java("p/alone")).doesNotExist();
        assertThat(work.resolve("doc/META-INF/thrift/p.alone.alone.json")).doesNotExist();
        assertThat(work.resolve("metadata/META-INF/native-image/thrift/p.alone.alone"))
                .doesNotExist();
        assertThat(work.resolve("metadata/META-INF/native-image/thrift/p.user.user/reachability-metadata.json"))
                .content()
                .contains("\"p.user.User\"");
        assertThat(java("p/user/User.java")).exists();
    }

    @Test
    void whenDefinitionIsRemovedItsClassIs() throws IOException {
        write("alone.thrift", "namespace java p.alone\nstruct Alone {}");
        compile(JavaOptions.DEFAULT);
        assertThat(java("p/alone/Mood.java")).doesNotExist();
        assertThat(java("p/alone/Alone.java")).exists();
    }

    @Test
    void whenOptionsChangeEverythingIsCompiled() throws IOException {
        assertThat(compile(JavaOptions.parse("beans", "0.25")).compiled()).isEqualTo(3);
        assertThat(compile(JavaOptions.parse("beans", "0.24")).compiled()).isEqualTo(3);
    }

    @Test
    void whenGeneratedFileIsMissingItIsMadeAgain() throws IOException {
        Files.delete(java("p/user/User.java"));
        assertThat(compile(JavaOptions.DEFAULT).compiled()).isEqualTo(1);
        assertThat(java("p/user/User.java")).exists();
    }

    @Test
    void whenFileHasErrorsOlderOutputStays() throws IOException {
        write("alone.thrift", "struct {");
        assertThat(compile(JavaOptions.DEFAULT).problems().hasErrors()).isTrue();
        assertThat(java("p/alone/Mood.java")).exists();
    }

    @Test
    void whenStateCannotBeUnderstoodEverythingIsCompiled() throws IOException {
        Files.writeString(work.resolve("state"), "something else");
        assertThat(compile(JavaOptions.DEFAULT).compiled()).isEqualTo(3);
    }

    @Test
    void whenTwoFilesMakeTheSameClassItIsAnError() throws IOException {
        write("other.thrift", "namespace java p.alone\nstruct Alone {}");
        assertThat(compile(JavaOptions.DEFAULT).problems().errors())
                .singleElement()
                .asString()
                .contains("other.thrift:1:1: error: Alone.java is generated from ", "alone.thrift too");
    }

    private Compilation compile(JavaOptions options) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            List<Path> idl = files.filter(file -> file.toString().endsWith(".thrift"))
                    .sorted()
                    .toList();
            Outputs outputs = new Outputs(
                    work.resolve("java"), work.resolve("doc"), work.resolve("metadata"), work.resolve("state"));
            return new ThriftCompiler(List.of(), options).compile(idl, outputs);
        }
    }

    private Path java(String path) {
        return work.resolve("java").resolve(path);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(work.resolve(name), content);
    }
}
