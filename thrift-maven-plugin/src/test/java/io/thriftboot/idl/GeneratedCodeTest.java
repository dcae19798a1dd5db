package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.idl.java.JavaOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What javac says about generated code: the compiler of these tests takes every warning for an error. */
class GeneratedCodeTest {

    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "beans",
                "private_members",
                "nocamel",
                "fullcamel",
                "option_type=jdk8",
                "option_type=thrift",
                "future_iface",
                "generated_annotations=suppress",
                "annotations_as_metadata",
                "sorted_containers",
                "reuse_objects",
                "unsafe_binaries",
                "rethrow_unhandled_exceptions"
            })
    void whenCompiledWithAllWarningsGeneratedCodeHasNone(String options) {
        Generated generated =
                Generated.from(JavaOptions.parse(options, "0.25"), work, "options.thrift", "words.thrift");
        assertThat(generated.type("corpus.options.Item")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.21.0", "0.22.0", "0.23.0", "0.24.0", "0.25.0"})
    void whenForAnOlderLibthriftGeneratedCodeCompilesAgainstIt(String version) {
        Path libthrift = Path.of("target/libthrift", "libthrift-" + version + ".jar");
        Generated generated =
                Generated.against(libthrift, JavaOptions.parse("", version), work, "options.thrift", "words.thrift");
        assertThat(generated.type("corpus.options.Item")).isNotNull();
    }
}
