package io.thriftboot.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * More calls than a server's executor can take: what it still answers, of the most that it ever did, how long these calls take, how soon
 * the others are refused, and what memory it holds afterwards.
 */
final class OverloadPart implements Part {

    static final String NAME = "overload";

    /** What clients that wait for each reply get. */
    static final String PEAK = "peak";

    static final List<String> SERVERS = List.of(
            "event-loop/platform+wait",
            "event-loop/virtual+wait",
            "threaded-selector/platform+wait",
            "event-loop/platform+work",
            "threaded-selector/platform+work");

    static final String TENFOLD = times(10);

    private static final Map<String, Integer> LOADS = Map.of(times(1), 1, times(2), 2, TENFOLD, 10);
    private static final List<String> SUBJECTS = List.of(PEAK, times(1), times(2), TENFOLD);

    /** Calls that may wait for a thread; more than the closed loop has in flight. */
    private static final int QUEUE = 200;

    private static final int CLOSED = 64;

    /** So many that hardly a refusal waits for the reply to a call before it. */
    private static final int OPEN = 1000;

    private static final int IN_FLIGHT = 64;

    private static String times(int factor) {
        return factor + " × the peak";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reference() {
        return PEAK;
    }

    @Override
    public void measure(Plan plan, Figures figures) throws IOException {
        for (String server : SERVERS) {
            if (ServerMain.exists(ServerName.parse(server))) {
                measure(plan, figures, server);
            }
        }
    }

    private void measure(Plan plan, Figures figures, String name) throws IOException {
        try (Fleet fleet = new Fleet(plan.bench(), plan.workers())) {
            fleet.add(
                    name,
                    plan.bench()
                            .startServer(ServerName.parse(name), plan.workers(), IdlePart.TOUCHED, "--queue=" + QUEUE));
            Load closed = plan.round(Message.ECHO, CLOSED, 1).withRefusals();
            fleet.load(name, plan.warmup(Message.ECHO, CLOSED, 1));
            double peak = fleet.load(name, closed).get("rate");
            Load open = plan.round(Message.ECHO, OPEN, IN_FLIGHT).withRefusals();
            fleet.load(name, open.at(10 * peak).lasting(0, plan.warmup()));
            figures.add(NAME, name, Rounds.alternate(SUBJECTS, plan.rounds(), subject -> {
                Integer factor = LOADS.get(subject);
                return measure(fleet, name, factor == null ? closed : open.at(factor * peak));
            }));
            Table.print(figures, this, name);
        }
    }

    private static Answer measure(Fleet fleet, String name, Load load) throws IOException {
        Answer answer = fleet.load(name, load);
        Child server = fleet.process(name);
        Answer memory = server.ask("memory");
        return answer.with("heap", memory.get("heap"))
                .with("direct", memory.get("direct"))
                .with("resident", (double) server.residentBytes());
    }
}
