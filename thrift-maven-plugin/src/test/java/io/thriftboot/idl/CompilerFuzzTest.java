package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as an IDL file: the compiler generates code of it, or says what is wrong, and never fails in another way. */
@Tag("fuzz")
class CompilerFuzzTest {

    private static final Path RESOURCES = Path.of("src", "test", "resources");

    @TempDir
    static Path work;

    /** The files that other tests compile. */
    static Stream<byte[]> seeds() throws IOException {
        Stream.Builder<byte[]> seeds = Stream.builder();
        for (String folder : List.of("corpus", "errors", "documentation")) {
            try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    seeds.add(Files.readAllBytes(file));
                }
            }
        }
        return seeds.build();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10s")
    void whenBytesAreCompiledThereIsCodeOrAnError(byte[] data) throws IOException {
        Path file = Files.write(work.resolve("fuzz.thrift"), data);

        assertThat(HostileSourceTest.compiled(file))
                .allSatisfy(error -> assertThat(error).contains("fuzz.thrift:"));
    }
}
