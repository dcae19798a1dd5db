package io.thriftboot.benchmarks;

import java.io.IOException;
import java.util.List;

/** Servers of every model against the limit and against libthrift's, under closed loops. */
final class ServersPart implements Part {

    static final String NAME = "servers";

    /** libthrift's simple server has one connection at a time, so it is measured with one only. */
    private static final String SIMPLE = "libthrift/simple";

    static final List<String> SERVERS = List.of(
            "event-loop/event-loop",
            "event-loop/async",
            "event-loop/platform",
            "event-loop/virtual",
            "threaded/platform",
            "threaded/virtual",
            "libthrift/nonblocking",
            "libthrift/hsha",
            "libthrift/threaded-selector",
            "libthrift/thread-pool",
            "libthrift/thread-pool/virtual");

    private static final int[] CONNECTIONS = {1, 64, 1000};
    private static final int[] IN_FLIGHT = {1, 16};

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reference() {
        return Fleet.LIMIT;
    }

    /** The name of a closed loop. */
    static String scenario(Message message, int connections, int inFlight) {
        return message.word() + " " + connections + "x" + inFlight;
    }

    @Override
    public void measure(Plan plan, Figures figures) throws IOException {
        measureSimple(plan, figures);
        try (Fleet fleet = new Fleet(plan.bench(), plan.workers())) {
            List<String> servers = fleet.startAll(SERVERS, plan.warmup(Message.ECHO, 64, 4));
            for (int inFlight : IN_FLIGHT) {
                for (int connections : CONNECTIONS) {
                    measure(plan, figures, fleet, servers, plan.round(Message.ECHO, connections, inFlight));
                }
            }
            for (Message message : List.of(Message.STRUCT, Message.LIST)) {
                fleet.warm(servers, plan.warmup(message, 64, 1));
                measure(plan, figures, fleet, servers, plan.round(message, 64, 1));
            }
        }
    }

    private void measureSimple(Plan plan, Figures figures) throws IOException {
        try (Fleet fleet = new Fleet(plan.bench(), plan.workers())) {
            fleet.start(SIMPLE, plan.warmup(Message.ECHO, 1, 1));
            Load load = plan.round(Message.ECHO, 1, 1);
            figures.add(
                    NAME,
                    scenario(Message.ECHO, 1, 1),
                    Rounds.alternate(List.of(SIMPLE), plan.rounds(), name -> fleet.load(name, load)));
        }
    }

    private void measure(Plan plan, Figures figures, Fleet fleet, List<String> servers, Load load) throws IOException {
        String scenario = scenario(load.message(), load.connections(), load.inFlight());
        figures.add(NAME, scenario, Rounds.alternate(servers, plan.rounds(), name -> fleet.load(name, load)));
        Table.print(figures, this, scenario);
    }
}
