package io.thriftboot.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What a connection holds that has made calls and is idle now: bytes of heap after a collection, of buffers outside of it,
 * and what it adds to the machine's memory outside of the heap.
 */
final class IdlePart implements Part {

    static final String NAME = "idle";
    static final int CONNECTIONS = 10_000;
    static final String SCENARIO = "bytes for each of " + CONNECTIONS + " idle connections";

    private static final List<String> SERVERS = List.of(
            "event-loop/event-loop",
            "event-loop/virtual",
            "threaded/virtual",
            "threaded/platform",
            "libthrift/nonblocking",
            "libthrift/threaded-selector",
            "libthrift/thread-pool",
            "libthrift/thread-pool/virtual");

    /** The heap is in the machine's memory from the beginning, so that what is added to that is outside of the heap. */
    static final List<String> TOUCHED = List.of("-XX:+AlwaysPreTouch");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String drawn() {
        return "heap";
    }

    @Override
    public String reference() {
        return "";
    }

    @Override
    public void measure(Plan plan, Figures figures) throws IOException {
        Map<String, List<Answer>> answers = Rounds.alternate(SERVERS, 1, name -> measure(plan, ServerName.parse(name)));
        figures.add(NAME, SCENARIO, answers);
        Table.print(figures, this, SCENARIO);
    }

    private static Answer measure(Plan plan, ServerName name) throws IOException {
        if (!ServerMain.exists(name)) {
            throw new IllegalStateException("not in this build or on this JDK");
        }
        try (Child server = plan.bench().startServer(name, plan.workers(), TOUCHED)) {
            int port = (int) server.answer().get("port");
            plan.bench().load(port, plan.warmup(Message.ECHO, 64, 1));
            Answer before = memory(server);
            Load few = Load.closed(Message.ECHO, CONNECTIONS, 1).lasting(0, 1);
            try (Child connections = plan.bench().hold(port, few)) {
                connections.answer();
                return each(before, memory(server));
            }
        }
    }

    private static Answer memory(Child server) throws IOException {
        Answer memory = server.ask("memory");
        return memory.with("resident", (double) server.residentBytes());
    }

    private static Answer each(Answer before, Answer after) {
        Answer each = new Answer(Map.of());
        for (String measure : List.of("heap", "direct", "resident")) {
            each = each.with(measure, (after.get(measure) - before.get(measure)) / CONNECTIONS);
        }
        return each;
    }
}
