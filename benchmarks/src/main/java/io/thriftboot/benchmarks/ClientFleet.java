package io.thriftboot.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The clients of a measurement, each a process that waits for its turn. */
final class ClientFleet implements AutoCloseable {

    private final Map<String, Child> clients = new LinkedHashMap<>();

    void add(String name, Child client) {
        clients.put(name, client);
    }

    List<String> names() {
        return List.copyOf(clients.keySet());
    }

    Answer load(String name, CallersLoad load) throws IOException {
        Child client = clients.get(name);
        if (client == null) {
            throw new IllegalStateException(name + ": not started");
        }
        return client.ask(load.question());
    }

    /**
     * Measures all in turns, and prints a table.
     *
     * @param warmup seconds before the first round
     */
    void measure(Part part, Plan plan, Figures figures, CallersLoad load, double warmup) throws IOException {
        if (load.virtual() && !VirtualThreads.exist()) {
            System.out.println(load.scenario() + ": left out, no virtual threads in Java " + Runtime.version());
            return;
        }
        Map<String, List<Answer>> answers = Rounds.alternate(names(), 1, name -> load(name, load.lasting(0, warmup)));
        List<String> alive = List.copyOf(answers.keySet());
        CallersLoad round = load.lasting(Plan.SETTLING, plan.seconds());
        figures.add(part.name(), load.scenario(), Rounds.alternate(alive, plan.rounds(), name -> load(name, round)));
        Table.print(figures, part, load.scenario());
    }

    @Override
    public void close() {
        clients.values().forEach(Child::close);
    }
}
