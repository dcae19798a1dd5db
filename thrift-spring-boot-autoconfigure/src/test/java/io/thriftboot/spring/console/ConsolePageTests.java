package io.thriftboot.spring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the page that need no browser, tested in their own language. */
class ConsolePageTests {

    @Test
    void whenItsModulesAreTestedByNodeTheyPass(@TempDir Path folder) throws Exception {
        for (String name : List.of("dom.js", "form.js", "history.js", "model.js", "text.js")) {
            try (InputStream module = ConsoleAssets.get(name).getInputStream()) {
                Files.copy(module, folder.resolve(name));
            }
        }
        Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}");
        ProcessBuilder node = new ProcessBuilder(
                        "node",
                        "--test",
                        "--test-reporter=tap",
                        "src/console/test/history.test.js",
                        "src/console/test/page.test.js")
                .redirectErrorStream(true);
        node.environment().put("CONSOLE_PAGE", folder.toString());
        Process process = start(node);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("# fail 0").doesNotContain("# pass 0");
    }

    private static Process start(ProcessBuilder node) {
        try {
            return node.start();
        } catch (IOException ex) {
            System.out.println("SKIPPED: ConsolePageTests: no node on the PATH (Debian: nodejs)");
            return Assumptions.abort("no node on the PATH");
        }
    }
}
