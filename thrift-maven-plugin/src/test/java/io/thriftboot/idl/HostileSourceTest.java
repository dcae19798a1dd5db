package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.idl.java.JavaFile;
import io.thriftboot.idl.java.JavaGenerator;
import io.thriftboot.idl.java.JavaOptions;
import io.thriftboot.idl.java.NameChecker;
import io.thriftboot.idl.json.JsonGenerator;
import io.thriftboot.idl.model.Program;
import io.thriftboot.idl.model.ProgramLoader;
import io.thriftboot.idl.syntax.Problem;
import io.thriftboot.idl.syntax.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that nobody writes: the compiler says what is wrong with them, and neither fails otherwise nor goes on for ever. */
@Timeout(120)
class HostileSourceTest {

    private static final int MANY = 10_000;

    @TempDir
    Path work;

    /** All that a compiler does but writing files. What is wrong, in one line each. */
    static List<String> compiled(Path file) throws IOException {
        Problems problems = new Problems();
        Program program = new ProgramLoader(List.of(), problems).load(file);
        if (!problems.hasErrors()) {
            NameChecker.check(program, JavaOptions.DEFAULT, problems);
        }
        if (!problems.hasErrors()) {
            List<JavaFile> generated = new JavaGenerator(JavaOptions.DEFAULT, LocalDate.EPOCH).generate(program);
            assertThat(generated).allSatisfy(java -> assertThat(java.content()).isNotEmpty());
            assertThat(JsonGenerator.generate(program)).isNotEmpty();
        }
        problems.warnings().forEach(warning -> assertThat(warning.toString()).isNotEmpty());
        return problems.errors().stream().map(Problem::toString).toList();
    }

    private List<String> compiled(String source) throws IOException {
        return compiled(Files.writeString(work.resolve("hostile.thrift"), source));
    }

    /** Lines that are made of the numbers from 1 on. */
    private static String lines(int count, IntFunction<String> line) {
        return IntStream.rangeClosed(1, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The other way round. */
    private static String reversed(int count, IntFunction<String> line) {
        return lines(count, i -> line.apply(count + 1 - i));
    }

    @Test
    void whenNameIsLongItIsRead() throws IOException {
        assertThat(compiled("const i32 " + "x".repeat(1_000_000) + " = 1")).isEmpty();
        assertThat(compiled("const i32 " + "x.y".repeat(100_000) + " = 1"))
                .singleElement()
                .asString()
                .contains("unexpected dot in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "typedef list< T",
                "typedef map<i32, T",
                "const list<i32> A = [ B",
                "const map<i32, i32> A = { B",
                "struct A { 1: i32 a xsd_attrs { B",
                "const map<i32, i32> A = { 1 : B"
            })
    void whenSourceIsNestedTooDeeplyThatIsAnError(String opening) throws IOException {
        int repeated = Math.max(opening.lastIndexOf('='), opening.indexOf(' ')) + 1;
        repeated = opening.contains("struct") ? opening.indexOf('{') + 1 : repeated;
        String level = opening.substring(repeated, opening.lastIndexOf(' '));

        List<String> errors =
                compiled(opening.substring(0, opening.lastIndexOf(' ')) + level.repeat(MANY) + "\nstruct Last {}");

        assertThat(errors).isNotEmpty().first().asString().contains("nested too deeply");
    }

    @Test
    void whenTypedefsAreAChainItsEndIsFoundOrIsTooFar() throws IOException {
        IntFunction<String> line = i -> "typedef " + (i == 1 ? "i32" : "T" + (i - 1)) + " T" + i;

        assertThat(compiled(lines(MANY, line) + "const T" + MANY + " A = 1")).isEmpty();
        assertThat(compiled(reversed(MANY, line))).isNotEmpty().allSatisfy(error -> assertThat(error)
                .contains("too many that stand for each other"));
    }

    @Test
    void whenServicesAreAChainTheOtherWayRoundThatIsAnError() throws IOException {
        IntFunction<String> line = i -> "service S" + i + (i == 1 ? "" : " extends S" + (i - 1)) + " {}";

        assertThat(compiled(reversed(MANY, line))).isNotEmpty().allSatisfy(error -> assertThat(error)
                .contains("too many that extend each other"));
    }

    @Test
    void whenConstantsAreAChainTheyAreTooDeep() throws IOException {
        String chain = lines(MANY, i -> "const i32 C" + i + " = " + (i == MANY ? "1" : "C" + (i + 1)));

        assertThat(compiled(chain)).isNotEmpty().first().asString().contains("constants too large");
    }

    @Test
    void whenTypesDoubleWithEachLineThatIsAnError() throws IOException {
        String doubling = "typedef i32 T0\n" + lines(40, i -> "typedef map<T" + (i - 1) + ", T" + (i - 1) + "> T" + i);

        assertThat(compiled(doubling)).isNotEmpty().first().asString().contains("type too large");
    }

    @Test
    void whenValuesDoubleWithEachLineThatIsAnError() throws IOException {
        String doubling = "struct N { 1: list<N> n }\nconst N C0 = {}\n"
                + lines(40, i -> "const N C" + i + " = {'n': [C" + (i - 1) + ", C" + (i - 1) + "]}");

        assertThat(compiled(doubling)).isNotEmpty().first().asString().contains("constants too large");
    }

    @Test
    void whenThereIsNothingButErrorsTheyAreCut() throws IOException {
        assertThat(compiled("@".repeat(1_000_000)))
                .hasSize(1001)
                .last()
                .asString()
                .contains("more problems than 1000");
        assertThat(compiled("struct A { " + "= ".repeat(1_000_000) + "}")).isNotEmpty();
        assertThat(compiled("struct A {" + "=,\n".repeat(300_000) + "}")).hasSize(1001);
    }

    @Test
    void whenANumberIsLongThatIsAnError() throws IOException {
        assertThat(compiled("const i64 A = " + "9".repeat(3_000_000)))
                .singleElement()
                .asString()
                .contains("number of 3000000 characters (expected: 64 bits)");
    }

    @Test
    void whenAPathCannotBeOneThatIsAnError() throws IOException {
        assertThat(compiled("include \"a\0b.thrift\""))
                .singleElement()
                .asString()
                .contains("with a NUL in its name");
    }

    @Test
    void whenFilesIncludeEachOtherInALongChainThatIsAnError() throws IOException {
        for (int i = 0; i < 2000; i++) {
            Files.writeString(work.resolve("f" + i + ".thrift"), "include 'f" + (i + 1) + ".thrift'");
        }
        Files.writeString(work.resolve("f2000.thrift"), "struct A {}");

        assertThat(compiled(work.resolve("f0.thrift")))
                .singleElement()
                .asString()
                .contains("f101.thrift, too many that include each other");
    }
}
