package io.thriftboot.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages show the sources of the other tests of this module and of the one below it, and name properties that exist. */
class PagesTests {

    private static final Path DOCS = Path.of("../docs");

    /** A block of code, with the comment before it that names its file, if there is one. */
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- file: (\\S+) -->\n)?```(?:java|yaml)\n(.*?)```", Pattern.DOTALL);

    private static final Pattern PROPERTY = Pattern.compile("`(thrift\\.[a-z0-9.-]+[a-z])");

    @ParameterizedTest
    @ValueSource(strings = {"tserver", "scienjus", "aatarasoff", "armeria"})
    void whenABlockIsOfAFileItIsThatFile(String page) throws IOException {
        for (MatchResult block : blocks(text(page))) {
            if (block.group(1) != null) {
                assertThat(block.group(2)).as(block.group(1)).isEqualTo(shown(block.group(1)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tserver", "scienjus", "aatarasoff", "armeria"})
    void whenABlockIsOfTheAfterSideItIsOfAFile(String page) throws IOException {
        String text = text(page);
        String after = text.substring(text.indexOf("\n## After\n"));
        List<MatchResult> blocks = blocks(after);

        assertThat(blocks).as("blocks after the heading").hasSizeGreaterThanOrEqualTo(4);
        assertThat(blocks)
                .allSatisfy(
                        block -> assertThat(block.group(1)).as(block.group()).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tserver", "scienjus", "aatarasoff", "armeria"})
    void whenATableNamesANewPropertyItExists(String page) throws IOException {
        Set<String> known = Files.readAllLines(DOCS.resolve("properties.md")).stream()
                .filter(line -> line.startsWith("| `thrift."))
                .map(line -> line.split("`", 3)[1])
                .collect(Collectors.toSet());
        List<String> named = text(page)
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| ")[1])
                .flatMap(PagesTests::properties)
                .toList();

        assertThat(named).hasSizeGreaterThan(3);
        assertThat(known).containsAll(named);
    }

    private static List<MatchResult> blocks(String text) {
        return BLOCK.matcher(text).results().toList();
    }

    /** Those of a named server or client by the name that the page of properties has. */
    private static Stream<String> properties(String cell) {
        return PROPERTY.matcher(cell).results().map(found -> found.group(1)
                .replaceFirst("^thrift\\.(server|client)s\\.[a-z]+\\.", "thrift.$1."));
    }

    private static String text(String page) throws IOException {
        return Files.readString(DOCS.resolve("migration").resolve(page + ".md"));
    }

    private static String shown(String file) throws IOException {
        String module = file.startsWith("armeria/") ? "armeria" : ".";
        boolean java = file.endsWith(".java");
        Path folder = Path.of(module, "src/test", java ? "java" : "resources", "io/thriftboot/migration");
        String text = Files.readString(folder.resolve(file));
        return java ? type(text) : text;
    }

    /** The type without what stands before it: package, imports and its comment. */
    private static String type(String source) {
        String afterImports =
                source.replaceFirst("(?s)\\A.*\nimport [^\n]*\n", "").stripLeading();
        return afterImports.replaceFirst("(?s)\\A/\\*\\*.*?\\*/\n", "");
    }
}
