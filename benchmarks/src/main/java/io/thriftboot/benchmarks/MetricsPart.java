package io.thriftboot.benchmarks;

import java.io.IOException;
import java.util.List;

/** What interceptors, timers and observations cost a server whose handler runs on the loop. */
final class MetricsPart implements Part {

    static final String NAME = "metrics";
    static final String OFF = "event-loop/event-loop";
    static final String ON = OFF + "+metrics";

    /** The differences are small, so there are more rounds than elsewhere. */
    private static final int MORE_ROUNDS = 2;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reference() {
        return OFF;
    }

    @Override
    public void measure(Plan plan, Figures figures) throws IOException {
        List<String> names = List.of(OFF, OFF + "+interceptor", ON, OFF + "+observation");
        try (Fleet fleet = new Fleet(plan.bench(), plan.workers())) {
            List<String> servers = fleet.startAll(names, plan.warmup(Message.ECHO, 64, 1));
            Load load = plan.round(Message.ECHO, 64, 1);
            String scenario = ServersPart.scenario(Message.ECHO, 64, 1);
            figures.add(
                    NAME,
                    scenario,
                    Rounds.alternate(servers, plan.rounds() * MORE_ROUNDS, name -> fleet.load(name, load)));
            Table.print(figures, this, scenario);
        }
    }
}
