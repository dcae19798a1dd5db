package io.thriftboot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTests {

    private static final List<Part> SERVERS = List.of(new ServersPart());

    @Test
    void whenTheWholeMachineIsSlowerNothingIsReported() {
        Compare compare = new Compare(figures(200_000, 160_000), figures(100_000, 80_000), 0.1);
        assertThatCode(() -> compare.print(SERVERS)).doesNotThrowAnyException();
    }

    @Test
    void whenARatioIsWithinTheToleranceNothingIsReported() {
        Compare compare = new Compare(figures(100_000, 80_000), figures(100_000, 73_000), 0.1);
        assertThatCode(() -> compare.print(SERVERS)).doesNotThrowAnyException();
    }

    @Test
    void whenAServerHasFallenBehindTheLimitItIsNamed() {
        Compare compare = new Compare(figures(100_000, 80_000), figures(200_000, 140_000), 0.1);
        assertThatIllegalStateException()
                .isThrownBy(() -> compare.print(SERVERS))
                .withMessageContaining("1 of 1 ratios")
                .withMessageContaining("event-loop/event-loop")
                .withMessageContaining("0.800")
                .withMessageContaining("0.700");
    }

    @Test
    void whenNothingWasRecordedThatIsReported() {
        Compare compare = new Compare(new Figures(), figures(1, 1), 0.1);
        assertThatIllegalStateException()
                .isThrownBy(() -> compare.print(SERVERS))
                .withMessageContaining("nothing compared");
    }

    @Test
    void whenOnlyAPeerHasFallenBehindNothingIsReported() {
        Figures recorded = figures(100_000, 80_000);
        recorded.add(new Figure("servers", "echo 64x1", "libthrift/hsha", "rate", 50_000, 50_000, 50_000));
        Figures measured = figures(100_000, 80_000);
        measured.add(new Figure("servers", "echo 64x1", "libthrift/hsha", "rate", 5_000, 5_000, 5_000));
        assertThatCode(() -> new Compare(recorded, measured, 0.1).print(SERVERS))
                .doesNotThrowAnyException();
    }

    @Test
    void whenTheNewestRunHasOnlySomePartsTheOthersAreOfTheRunBefore(@TempDir Path folder) throws IOException {
        Figures before = figures(100_000, 70_000);
        before.add(new Figure("overload", "event-loop", "peak", "rate", 1_000, 1_000, 1_000));
        Figures after = new Figures();
        after.add(new Figure("overload", "event-loop", "peak", "rate", 2_000, 2_000, 2_000));
        Csv.write(folder.resolve("2026-11-27-1000.csv"), List.of(), before);
        Csv.write(folder.resolve("2026-11-28-0900.csv"), List.of(), after);

        Figures newest = Compare.newest(folder);

        assertThat(newest.median("servers", "echo 64x1", "event-loop/event-loop", "rate"))
                .hasValue(70_000);
        assertThat(newest.median("overload", "event-loop", "peak", "rate")).hasValue(2_000);
    }

    @Test
    void whenThereIsNoRecordedRunThatIsSaidBeforeAnythingIsMeasured(@TempDir Path folder) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Compare.newest(folder))
                .withMessage(folder + ": no recorded run (expected: a .csv)");
    }

    private static Figures figures(double limit, double server) {
        Figures figures = new Figures();
        figures.add(new Figure("servers", "echo 64x1", "limit", "rate", limit, limit, limit));
        figures.add(new Figure("servers", "echo 64x1", "event-loop/event-loop", "rate", server, server, server));
        return figures;
    }
}
