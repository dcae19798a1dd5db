package io.thriftboot.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.docs.KeyName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of observations says what the code says. */
class ObservationsDocumentationTests {

    private static final Path PAGE = Path.of("../docs/observations.md");
    private static final Map<ThriftObservations, Class<?>> CONTEXTS = Map.of(
            ThriftObservations.SERVER, ThriftServerObservationContext.class,
            ThriftObservations.CLIENT, ThriftClientObservationContext.class);

    @Test
    void whenAnObservationExistsItIsOnThePageWithItsKeys() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Arrays.stream(ThriftObservations.values())
                        .map(ObservationsDocumentationTests::row)
                        .toList());
    }

    @Test
    void whenAnOutcomeExistsItIsOnThePage() throws IOException {
        String outcomes =
                Arrays.stream(Outcome.values()).map(value -> "`" + value + "`").collect(Collectors.joining(", "));
        assertThat(Files.readString(PAGE)).contains("is one of " + outcomes + ".");
    }

    private static String row(ThriftObservations observation) {
        Stream<String> low =
                Stream.concat(names(observation.getLowCardinalityKeyNames()), Stream.of(ThriftObservations.ERROR));
        return "| " + code(Stream.of(observation.getName())) + " | " + code(low) + " | "
                + code(names(observation.getHighCardinalityKeyNames())) + " | "
                + code(Stream.of(CONTEXTS.get(observation).getSimpleName())) + " | "
                + code(Stream.of(observation.getDefaultConvention().getSimpleName())) + " |";
    }

    private static Stream<String> names(KeyName[] keys) {
        return Arrays.stream(keys).map(KeyName::asString);
    }

    private static String code(Stream<String> texts) {
        return texts.map(text -> "`" + text + "`").collect(Collectors.joining(", "));
    }
}
