package io.thriftboot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTests {

    @TempDir
    Path folder;

    @Test
    void csvIsReadAsItWasWritten() throws IOException {
        Path file = folder.resolve("run.csv");
        Csv.write(file, List.of("machine: a, b"), figures());
        assertThat(Csv.read(file).all()).isEqualTo(figures().all());
    }

    @Test
    void medianAndRangeAreOfTheRounds() {
        assertThat(figures().all())
                .contains(new Figure("servers", "echo 64x1", "event-loop/event-loop", "rate", 2, 1, 4));
    }

    @Test
    void whenAFileHasNoFiguresItIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("other.csv"), "name,value\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Csv.read(file))
                .withMessageContaining("other.csv")
                .withMessageContaining("expected");
    }

    @Test
    void pictureIsAnSvgWithWhatWasMeasured() throws Exception {
        Path file = folder.resolve("run.svg");
        Picture.write(file, List.of("machine: <a> & b"), figures(), Run.PARTS);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getDocumentElement()
                        .getTextContent())
                .contains("machine: <a> & b", "servers: echo 64x1", "event-loop/event-loop");
    }

    @Test
    void applicationsAreStartedWithoutWhatOnlyTheBenchmarksNeed() {
        String classPath = "/b/classes:/r/spring-boot-4.1.0.jar:/r/netty-common-4.2.jar:/r/grpc-core-1.jar"
                + ":/t/thrift-runtime-0.1.jar";
        assertThat(Environment.applicationClassPath(classPath, false)).isEqualTo("/b/classes:/r/spring-boot-4.1.0.jar");
        assertThat(Environment.applicationClassPath(classPath, true))
                .isEqualTo("/b/classes:/r/spring-boot-4.1.0.jar:/r/netty-common-4.2.jar:/t/thrift-runtime-0.1.jar");
    }

    private static Figures figures() {
        Figures figures = new Figures();
        List<Answer> rounds = List.of(answer(4), answer(1), answer(2));
        figures.add("servers", "echo 64x1", Map.of("event-loop/event-loop", rounds));
        return figures;
    }

    private static Answer answer(double rate) {
        return new Answer(Map.of("rate", rate));
    }
}
