package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thriftboot.idl.java.JavaOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The documentation resource, against what Apache's own compiler writes with {@code --gen json}. */
class DocumentationTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "documentation/documented.thrift",
                "documentation/plain.thrift",
                "corpus/shared.thrift",
                "corpus/options.thrift"
            })
    void whenDescribedAsJsonAProgramIsWhatApachesCompilerSays(String file) throws Exception {
        assumeInstalled();
        assertThat(comparable(ours(file))).isEqualTo(comparable(apaches(file)));
    }

    @Test
    void whenATypeIsAnEnumItsNameIsTold() throws Exception {
        Map<?, ?> program = (Map<?, ?>) ours("corpus/options.thrift");
        Map<?, ?> item = (Map<?, ?>) ((List<?>) program.get("structs")).get(0);
        Map<?, ?> kinds = (Map<?, ?>) ((List<?>) item.get("fields")).get(7);
        assertThat(kinds.get("type"))
                .isEqualTo(Map.of(
                        "typeId", "set", "elemTypeId", "enum", "elemType", Map.of("typeId", "enum", "class", "Kind")));
    }

    private Object ours(String file) throws IOException {
        Path folder = work.resolve("ours");
        ThriftCompiler compiler = new ThriftCompiler(List.of(), JavaOptions.DEFAULT);
        compiler.compile(
                List.of(RESOURCES.resolve(file)),
                new Outputs(folder.resolve("classes"), folder.resolve("documentation"), null, null));
        try (Stream<Path> written = Files.list(folder.resolve("documentation/META-INF/thrift"))) {
            return JSON.readValue(written.findFirst().orElseThrow().toFile(), Object.class);
        }
    }

    private Object apaches(String file) throws Exception {
        Path folder = Files.createDirectories(work.resolve("apaches"));
        assertThat(run("thrift", "-nowarn", "--gen", "json", "-out", folder.toString(), RESOURCES + "/" + file))
                .isZero();
        String name = Path.of(file).getFileName().toString().replace(".thrift", ".json");
        return JSON.readValue(folder.resolve(name).toFile(), Object.class);
    }

    private static void assumeInstalled() throws Exception {
        String reason = "Apache's compiler is not installed (the program thrift)";
        boolean installed = isInstalled();
        if (!installed) {
            System.out.println("SKIPPED: the documentation was not compared: " + reason);
        }
        assumeTrue(installed, reason);
    }

    private static boolean isInstalled() throws Exception {
        try {
            return run("thrift", "-version") == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": still running after a minute");
        }
        return process.exitValue();
    }

    /**
     * Numbers by their value, and enums as Apache's compiler 0.17 describes them: as i32. We describe them as 0.25 does,
     * with their names.
     */
    private static Object comparable(Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(DocumentationTest::comparable).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((key, item) -> result.put(key.toString(), comparable(item)));
            map.forEach((key, item) -> withoutEnum(result, key.toString(), item));
            return result;
        }
        return value;
    }

    private static void withoutEnum(Map<String, Object> object, String key, Object value) {
        if (value.equals("enum") && key.toLowerCase(java.util.Locale.ROOT).endsWith("typeid")) {
            object.put(key, "i32");
            object.remove(key.substring(0, key.length() - 2));
        }
    }
}
