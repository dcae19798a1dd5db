package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.idl.java.JavaOptions;
import io.thriftboot.idl.syntax.Problem;
import io.thriftboot.idl.syntax.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of {@code src/test/resources/errors}: each carries the messages about it in lines that begin with {@code #=}. */
class ErrorCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/errors");

    @TempDir
    Path work;

    static Stream<Path> corpus() throws IOException {
        return Files.list(CORPUS).sorted();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void whenFileHasErrorsCompilerReportsThemAll(Path file) throws IOException {
        Problems problems = compile(file);
        List<String> expected = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("#="))
                .map(line -> line.substring(2).strip())
                .toList();
        assertThat(Stream.concat(problems.errors().stream(), problems.warnings().stream())
                        .map(ErrorCorpusTest::brief))
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void whenFileHasErrorsNothingIsGenerated(Path file) throws IOException {
        compile(file);
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void whenErrorIsPrintedItShowsFileLineColumnAndCaret() throws IOException {
        Path file = Files.writeString(work.resolve("users.thrift"), "struct User {\n\t1: Usr parent\n}\n");
        Problem problem = compile(file).errors().get(0);
        assertThat(problem.toString().lines())
                .containsExactly(
                        file
                                + ":2:5: error: unknown type: Usr (expected: a type of this file, or file.Type of an included one)",
                        "    \t1: Usr parent",
                        "    \t   ^");
    }

    @Test
    void whenFileIsNotUtf8ItIsCompiledWithAWarning() throws IOException {
        Path file = work.resolve("latin.thrift");
        Files.write(file, "// gr\u00fcn\nstruct A {}\n".getBytes(StandardCharsets.ISO_8859_1));
        Problems problems = compile(file);
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.warnings())
                .singleElement()
                .asString()
                .contains(":1:6: warning: character that is not UTF-8");
    }

    private Problems compile(Path file) throws IOException {
        return new ThriftCompiler(List.of(), JavaOptions.DEFAULT)
                .compile(List.of(file), Outputs.of(work))
                .problems();
    }

    private static String brief(Problem problem) {
        String text = problem.toString().lines().findFirst().orElse("");
        return text.substring(text.indexOf('/') + 1).replaceFirst("^.*?errors/", "");
    }
}
