package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.idl.java.JavaOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What javac says about generated code. */
class GeneratedCodeTest {

    @TempDir
    Path work;

    @Test
    void whenCompiledWithAllWarningsGeneratedCodeHasNone() {
        Generated generated = Generated.from(JavaOptions.DEFAULT, work, "first.thrift");
        assertThat(generated.type("corpus.first.Sub$Iface")).isInterface();
    }
}
