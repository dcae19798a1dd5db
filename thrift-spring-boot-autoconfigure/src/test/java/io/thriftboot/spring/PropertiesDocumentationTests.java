package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of properties says what the metadata says, neither more nor less. */
class PropertiesDocumentationTests {

    private static final Path PAGE = Path.of("../docs/properties.md");
    private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

    @Test
    void whenAPropertyExistsItIsOnThePageWithItsDefaultAndDescription() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `thrift.") || line.startsWith("| `management."))
                .toList();

        assertThat(rows).containsExactlyInAnyOrderElementsOf(rowsOfMetadata());
    }

    private static List<String> rowsOfMetadata() throws IOException {
        List<Map<String, Object>> properties = JsonPath.read(Files.readString(METADATA), "$.properties");
        return properties.stream().map(PropertiesDocumentationTests::row).toList();
    }

    private static String row(Map<String, Object> property) {
        Object value = property.get("defaultValue");
        String shown = value == null ? "" : "`" + value + "`";
        return "| `" + property.get("name") + "` | " + shown + " | " + property.get("description") + " |";
    }
}
