package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.idl.java.JavaOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The public and protected members of generated classes, compared with those of what Apache's compiler 0.25.0 generates
 * from the same IDL: the files of {@code src/test/resources/shape} are {@code javap -protected} of its compiled output.
 */
class ShapeTest {

    @TempDir
    Path work;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "everything|''|everything.thrift shared.thrift",
                "options|''|options.thrift",
                "beans|beans|options.thrift",
                "private_members|private_members|options.thrift",
                "nocamel|nocamel|options.thrift",
                "fullcamel|fullcamel|options.thrift",
                "jdk8|option_type=jdk8|options.thrift",
                "option|option_type=thrift|options.thrift",
                "future_iface|future_iface|options.thrift",
                "metadata|annotations_as_metadata|options.thrift",
                "sorted|sorted_containers|options.thrift",
                "beans_fullcamel|beans,fullcamel|options.thrift"
            })
    void whenComparedWithApachesCompilerClassesHaveTheSameShape(String listing, String options, String files)
            throws IOException {
        Generated generated = Generated.from(JavaOptions.parse(options, "0.25"), work, files.split(" "));
        assertThat(shape(generated.classes()))
                .isEqualTo(Files.readAllLines(Path.of("src/test/resources/shape", listing + ".txt")));
    }

    private static List<String> shape(Path classes) throws IOException {
        StringWriter output = new StringWriter();
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        try (Stream<Path> tree = Files.walk(classes)) {
            String[] files = tree.map(Path::toString)
                    .filter(file -> file.matches(".*[^0-9]\\.class"))
                    .sorted()
                    .toArray(String[]::new);
            String[] arguments =
                    Stream.concat(Stream.of("-protected"), Stream.of(files)).toArray(String[]::new);
            javap.run(new PrintWriter(output), new PrintWriter(output), arguments);
        }
        return output.toString()
                .lines()
                .filter(line -> !line.startsWith("Compiled from"))
                .toList();
    }
}
