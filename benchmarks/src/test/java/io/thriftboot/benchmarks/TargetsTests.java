package io.thriftboot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetsTests {

    private static final String CLOSED = "echo 64x1";

    @Test
    void withoutFiguresNothingIsMeasured() {
        assertThat(Targets.of(new Figures())).isNotEmpty().allSatisfy(target -> assertThat(target.verdict())
                .isEqualTo("not measured"));
    }

    @Test
    void aShareOfTheLimitIsReachedFromItsBoundOn() {
        assertThat(verdict(80)).isEqualTo("reached");
        assertThat(verdict(79)).isEqualTo("not reached");
    }

    @Test
    void peersAreComparedWhereTheyLookBest() {
        Figures figures = new Figures();
        add(figures, PeersPart.NAME, "echo 64 virtual", "shared", 400);
        add(figures, PeersPart.NAME, "echo 64 virtual", "grpc", 100);
        add(figures, PeersPart.NAME, "echo 64 virtual", "grpc/direct", 200);
        add(figures, PeersPart.NAME, "echo 64 platform", "shared", 900);
        add(figures, PeersPart.NAME, "echo 64 platform", "grpc", 100);
        Target target = target(figures, "grpc: 64 callers");
        assertThat(target.measured()).hasValue(2);
        assertThat(target.verdict()).isEqualTo("not reached");
    }

    @Test
    void goodputUnderOverloadIsComparedWithTheMostThatWasAnswered() {
        String server = OverloadPart.SERVERS.get(0);
        Figures figures = new Figures();
        add(figures, OverloadPart.NAME, server, OverloadPart.PEAK, 100);
        add(figures, OverloadPart.NAME, server, "1 × the peak", 120);
        add(figures, OverloadPart.NAME, server, OverloadPart.TENFOLD, 90);
        Target target = target(figures, "ten times the load");
        assertThat(target.measured()).hasValue(0.75);
        assertThat(target.verdict()).isEqualTo("not reached");
    }

    @Test
    void neighboursWaitAtMostTwiceAsLong() {
        Figures figures = new Figures();
        figures.add(new Figure(NeighboursPart.NAME, "threaded", "undisturbed", "p99", 100, 100, 100));
        figures.add(new Figure(NeighboursPart.NAME, "threaded", "errors", "p99", 201, 201, 201));
        Target target = target(figures, "threaded, errors");
        assertThat(target.measured()).hasValue(2.01);
        assertThat(target.verdict()).isEqualTo("not reached");
    }

    private static Target target(Figures figures, String text) {
        return Targets.of(figures).stream()
                .filter(candidate -> candidate.what().contains(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void memoryOfAnIdleConnectionIsHeapAndDirect() {
        Figures figures = new Figures();
        for (String measure : new String[] {"heap", "direct"}) {
            figures.add(new Figure("idle", IdlePart.SCENARIO, "event-loop/event-loop", measure, 4097, 4097, 4097));
        }
        Target target = Targets.of(figures).stream()
                .filter(candidate -> candidate.what().startsWith("an idle connection, event-loop"))
                .findFirst()
                .orElseThrow();
        assertThat(target.measured()).hasValue(8194);
        assertThat(target.verdict()).isEqualTo("not reached");
    }

    private static String verdict(double rate) {
        Figures figures = new Figures();
        add(figures, ServersPart.NAME, CLOSED, Fleet.LIMIT, 100);
        add(figures, ServersPart.NAME, CLOSED, "event-loop/event-loop", rate);
        return Targets.of(figures).get(0).verdict();
    }

    private static void add(Figures figures, String part, String scenario, String subject, double rate) {
        figures.add(new Figure(part, scenario, subject, "rate", rate, rate, rate));
    }
}
