package io.thriftboot.benchmarks;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What calls wait at half the load a server can take; calls are due at fixed times, whatever the server does. */
final class LatenciesPart implements Part {

    static final String NAME = "latencies";

    private static final double LOAD = 0.5;
    private static final int CONNECTIONS = 64;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String drawn() {
        return "p99";
    }

    @Override
    public String reference() {
        return "";
    }

    @Override
    public void measure(Plan plan, Figures figures) throws IOException {
        try (Fleet fleet = new Fleet(plan.bench(), plan.workers())) {
            List<String> servers = fleet.startAll(ServersPart.SERVERS, plan.warmup(Message.ECHO, CONNECTIONS, 1));
            Load closed = plan.round(Message.ECHO, CONNECTIONS, 1);
            Map<String, List<Answer>> fastest =
                    Rounds.alternate(servers, plan.rounds(), name -> fleet.load(name, closed));
            Map<String, Load> loads = new HashMap<>();
            fastest.forEach(
                    (name, answers) -> loads.put(name, closed.at(LOAD * Median.of(Rounds.values(answers, "rate")))));
            String scenario = "echo " + CONNECTIONS + " connections at half of the server's rate";
            figures.add(
                    NAME,
                    scenario,
                    Rounds.alternate(
                            List.copyOf(fastest.keySet()), plan.rounds(), name -> fleet.load(name, load(loads, name))));
            Table.print(figures, this, scenario);
        }
    }

    private static Load load(Map<String, Load> loads, String name) {
        Load load = loads.get(name);
        if (load == null) {
            throw new IllegalStateException(name + ": its rate is not known");
        }
        return load;
    }
}
