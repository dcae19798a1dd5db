package io.thriftboot.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/** What is wanted of servers and clients, computed from medians. */
final class Targets {

    private static final String ON_LOOP = "event-loop/event-loop";
    private static final String ON_EXECUTOR = "event-loop/platform";
    private static final String THREADED = "threaded/virtual";
    private static final String SELECTOR = "libthrift/threaded-selector";
    private static final String VIRTUAL_POOL = "libthrift/thread-pool/virtual";
    private static final List<String> LIBTHRIFT = ServersPart.SERVERS.stream()
            .filter(name -> name.startsWith("libthrift/"))
            .toList();

    private static final String CLOSED = ServersPart.scenario(Message.ECHO, 64, 1);
    private static final String PIPELINED = ServersPart.scenario(Message.ECHO, 64, 16);
    private static final String MANY = ServersPart.scenario(Message.ECHO, 1000, 1);

    private final Figures figures;
    private final List<Target> targets = new ArrayList<>();

    private Targets(Figures figures) {
        this.figures = figures;
    }

    static List<Target> of(Figures figures) {
        Targets targets = new Targets(figures);
        targets.addHandlersOnTheLoop();
        targets.addThreaded();
        targets.addHandlersOnTheExecutor();
        targets.addClients();
        targets.addMetricsAndMemory();
        targets.addPeers();
        targets.addStartup();
        targets.addOverload();
        targets.addNeighbours();
        return targets.targets;
    }

    private void addHandlersOnTheLoop() {
        String name = "event-loop, handler on the loop, ";
        atLeast(name + "64 connections: of the limit", 0.8, servers(CLOSED, ON_LOOP, Fleet.LIMIT));
        atLeast(
                name + "64 connections: × libthrift's nonblocking",
                1.2,
                servers(CLOSED, ON_LOOP, "libthrift/nonblocking"));
        atLeast(name + "64 connections: × libthrift's threaded-selector", 1.6, servers(CLOSED, ON_LOOP, SELECTOR));
        atLeast(name + "1000 connections: of the limit", 0.8, servers(MANY, ON_LOOP, Fleet.LIMIT));
        atLeast(name + "64 × 16 in flight: of the limit", 0.45, servers(PIPELINED, ON_LOOP, Fleet.LIMIT));
        OptionalDouble best = best(ServersPart.NAME, PIPELINED, LIBTHRIFT);
        atLeast(name + "64 × 16 in flight: × libthrift's best", 5, ratio(server(PIPELINED, ON_LOOP), best));
    }

    private void addThreaded() {
        String name = "threaded on virtual threads, ";
        atLeast(name + "64 connections: of the limit", 0.7, servers(CLOSED, THREADED, Fleet.LIMIT));
        atLeast(name + "64 × 16 in flight: of the limit", 0.4, servers(PIPELINED, THREADED, Fleet.LIMIT));
        atLeast(name + "1000 connections: of the limit", 0.7, servers(MANY, THREADED, Fleet.LIMIT));
        String peer = ": × libthrift's thread-pool on virtual threads";
        atLeast(name + "64 connections" + peer, 1, servers(CLOSED, THREADED, VIRTUAL_POOL));
        atLeast(name + "64 × 16 in flight" + peer, 6, servers(PIPELINED, THREADED, VIRTUAL_POOL));
        atLeast(name + "1000 connections" + peer, 1.2, servers(MANY, THREADED, VIRTUAL_POOL));
    }

    private void addHandlersOnTheExecutor() {
        String name = "event-loop, handlers on the executor, ";
        String peer = ": × threaded-selector with as many workers";
        atLeast(name + "64 connections" + peer, 1, servers(CLOSED, ON_EXECUTOR, SELECTOR));
        atLeast(name + "64 × 16 in flight" + peer, 6, servers(PIPELINED, ON_EXECUTOR, SELECTOR));
        atLeast(name + "1000 connections" + peer, 1.3, servers(MANY, ON_EXECUTOR, SELECTOR));
    }

    private void addClients() {
        atLeast("client shared on virtual threads, 64 callers: × the pool of sockets", 5, shared(64, true));
        atLeast("client shared on virtual threads, 256 callers: × the pool of sockets", 8, shared(256, true));
        atLeast("client shared on platform threads, 64 callers: × the pool of sockets", 2, shared(64, false));
        atMost(
                "client pooled, one caller: µs a call over a hand-written one (here over loopback)",
                2,
                pooled("rate", (ours, theirs) -> 1e6 / ours - 1e6 / theirs));
        atMost(
                "client pooled, one caller: bytes a call over a hand-written one",
                200,
                pooled("allocated", (ours, theirs) -> ours - theirs));
    }

    private void addMetricsAndMemory() {
        atLeast(
                "metrics on, 64 connections, handler on the loop: of off",
                0.95,
                ratio(
                        figures.median(MetricsPart.NAME, CLOSED, MetricsPart.ON, "rate"),
                        figures.median(MetricsPart.NAME, CLOSED, MetricsPart.OFF, "rate")));
        for (String server : List.of(ON_LOOP, THREADED)) {
            atMost(
                    "an idle connection, " + server + ": bytes of heap and direct memory",
                    8192,
                    combine(idle(server, "heap"), idle(server, "direct"), Double::sum));
        }
    }

    private void addPeers() {
        for (List<String> peer : List.of(PeersPart.GRPC, PeersPart.ARMERIA)) {
            String name = "client and server together, all messages, × " + peer.get(0) + ": ";
            atLeast(name + "1 caller", 1.5, worst(1, peer));
            atLeast(name + "64 callers", 3, worst(64, peer));
        }
    }

    /** Of all messages and kinds of threads that were measured, the one that looks worst for us, at the peer's best. */
    private OptionalDouble worst(int callers, List<String> peer) {
        String ending = " " + callers + " ";
        return figures.scenarios(PeersPart.NAME).stream()
                .filter(scenario -> scenario.contains(ending))
                .flatMapToDouble(scenario ->
                        ratio(best(PeersPart.NAME, scenario, PeersPart.OURS), best(PeersPart.NAME, scenario, peer))
                                .stream())
                .min();
    }

    private void addStartup() {
        atMost("the starter added to an empty Boot application: ms until ready", 250, starts(StartupPart.STARTER));
        atMost(
                "the starter and a service added to an empty Boot application: ms until ready",
                250,
                starts(StartupPart.SERVING));
    }

    private void addOverload() {
        for (String server : OverloadPart.SERVERS) {
            atLeast(
                    "ten times the load that it can take, " + server + ": calls answered, of the most",
                    0.8,
                    ratio(
                            figures.median(OverloadPart.NAME, server, OverloadPart.TENFOLD, "rate"),
                            best(OverloadPart.NAME, server, figures.subjects(OverloadPart.NAME, server))));
        }
    }

    private void addNeighbours() {
        for (String scenario : figures.scenarios(NeighboursPart.NAME)) {
            for (String subject : figures.subjects(NeighboursPart.NAME, scenario)) {
                if (!subject.equals(Disturbance.Kind.NONE.title())) {
                    atMost(
                            scenario + ", " + subject + ": p99 of others, of undisturbed",
                            2,
                            ratio(
                                    figures.median(NeighboursPart.NAME, scenario, subject, "p99"),
                                    figures.median(
                                            NeighboursPart.NAME, scenario, Disturbance.Kind.NONE.title(), "p99")));
                }
            }
        }
    }

    private OptionalDouble starts(String application) {
        return combine(
                figures.median(StartupPart.NAME, StartupPart.SCENARIO, application, "milliseconds"),
                figures.median(StartupPart.NAME, StartupPart.SCENARIO, StartupPart.EMPTY, "milliseconds"),
                (with, without) -> with - without);
    }

    private void atLeast(String what, double wanted, OptionalDouble measured) {
        targets.add(new Target(what, wanted, false, measured));
    }

    private void atMost(String what, double wanted, OptionalDouble measured) {
        targets.add(new Target(what, wanted, true, measured));
    }

    private OptionalDouble server(String scenario, String name) {
        return figures.median(ServersPart.NAME, scenario, name, "rate");
    }

    private OptionalDouble servers(String scenario, String ours, String theirs) {
        return ratio(server(scenario, ours), server(scenario, theirs));
    }

    private OptionalDouble shared(int callers, boolean virtual) {
        String scenario = ClientsPart.scenario(callers, virtual);
        return ratio(
                figures.median(ClientsPart.NAME, scenario, "shared", "rate"),
                figures.median(ClientsPart.NAME, scenario, ClientsPart.POOL, "rate"));
    }

    private OptionalDouble pooled(String measure, DoubleBinaryOperator difference) {
        String scenario = ClientsPart.scenario(1, false);
        return combine(
                figures.median(ClientsPart.NAME, scenario, "pooled", measure),
                figures.median(ClientsPart.NAME, scenario, ClientsPart.HAND_WRITTEN, measure),
                difference);
    }

    private OptionalDouble idle(String server, String measure) {
        return figures.median(IdlePart.NAME, IdlePart.SCENARIO, server, measure);
    }

    private OptionalDouble best(String part, String scenario, List<String> subjects) {
        return subjects.stream()
                .flatMapToDouble(subject -> figures.median(part, scenario, subject, "rate").stream())
                .max();
    }

    private static OptionalDouble ratio(OptionalDouble ours, OptionalDouble theirs) {
        return combine(ours, theirs, (left, right) -> left / right);
    }

    private static OptionalDouble combine(OptionalDouble left, OptionalDouble right, DoubleBinaryOperator operator) {
        return left.isEmpty() || right.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(operator.applyAsDouble(left.getAsDouble(), right.getAsDouble()));
    }
}
