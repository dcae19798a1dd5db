package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Client and server together, against other frameworks with the same messages. */
final class PeersPart implements Part {

    static final String NAME = "peers";
    static final List<String> OURS = List.of("shared", "pooled");
    static final List<String> GRPC = List.of("grpc", "grpc/direct");
    static final List<String> ARMERIA = List.of("armeria");
    static final int[] CALLERS = {1, 64};

    private static final String SERVER = "event-loop/event-loop";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reference() {
        return GRPC.get(0);
    }

    @Override
    public boolean isOurs(String subject) {
        return OURS.contains(subject);
    }

    @Override
    public void measure(Plan plan, Figures figures) throws IOException {
        try (Fleet fleet = new Fleet(plan.bench(), plan.workers());
                ClientFleet clients = new ClientFleet()) {
            startAll(plan.bench(), fleet, clients);
            for (Message message : Message.values()) {
                for (boolean virtual : new boolean[] {false, true}) {
                    for (int callers : CALLERS) {
                        CallersLoad load = new CallersLoad(message, callers, virtual, 0, 1);
                        clients.measure(this, plan, figures, load, plan.warmup());
                    }
                }
            }
        }
    }

    private static void startAll(Bench bench, Fleet fleet, ClientFleet clients) throws IOException {
        fleet.start(SERVER);
        for (String client : OURS) {
            clients.add(client, bench.startClient(client, fleet.port(SERVER)));
        }
        for (String peer : GRPC) {
            fleet.start(peer);
            clients.add(peer, bench.startClient(peer, fleet.port(peer)));
        }
        Path classPath = bench.armeriaClassPath();
        if (!Files.isReadable(classPath)) {
            System.out.println("armeria: left out, " + classPath + " is missing (expected: written by the build)");
            return;
        }
        for (String peer : ARMERIA) {
            fleet.add(peer, bench.startArmeriaServer());
            clients.add(peer, bench.startArmeriaClient(fleet.port(peer)));
        }
    }
}
