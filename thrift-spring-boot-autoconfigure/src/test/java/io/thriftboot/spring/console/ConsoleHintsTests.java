package io.thriftboot.spring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Native images have the files of the page. */
class ConsoleHintsTests {

    @Test
    void whenTheConsoleIsConfiguredAllFilesOfThePageAreResources() throws Exception {
        RuntimeHints hints = new RuntimeHints();
        for (var registrar : Objects.requireNonNull(
                        ThriftConsoleAutoConfiguration.class.getAnnotation(ImportRuntimeHints.class))
                .value()) {
            registrar
                    .getDeclaredConstructor()
                    .newInstance()
                    .registerHints(hints, getClass().getClassLoader());
        }
        Resource[] files =
                new PathMatchingResourcePatternResolver().getResources("classpath*:io/thriftboot/spring/console/*.js");
        assertThat(files).hasSizeGreaterThan(10);
        for (Resource file : files) {
            assertThat(RuntimeHintsPredicates.resource()
                            .forResource("io/thriftboot/spring/console/" + file.getFilename()))
                    .as(file.getFilename())
                    .accepts(hints);
        }
        assertThat(RuntimeHintsPredicates.resource().forResource("io/thriftboot/spring/console/console.html"))
                .accepts(hints);
    }
}
