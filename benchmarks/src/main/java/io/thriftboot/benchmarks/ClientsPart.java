package io.thriftboot.benchmarks;

import java.io.IOException;
import java.util.List;

/** Clients of both modes against libthrift's client wired by hand and a pool of such, with one server for all. */
final class ClientsPart implements Part {

    static final String NAME = "clients";
    static final String POOL = "commons-pool2";
    static final String HAND_WRITTEN = "hand-written";

    private static final List<String> CLIENTS = List.of(HAND_WRITTEN, POOL, "pooled", "shared");
    private static final String SERVER = "event-loop/event-loop";
    private static final int[] CALLERS = {1, 16, 64, 256};

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reference() {
        return POOL;
    }

    @Override
    public boolean isOurs(String subject) {
        return ChannelConnector.exists(subject);
    }

    /** The name of a closed loop of callers. */
    static String scenario(int callers, boolean virtual) {
        return new CallersLoad(Message.ECHO, callers, virtual, 0, 1).scenario();
    }

    @Override
    public void measure(Plan plan, Figures figures) throws IOException {
        try (Fleet fleet = new Fleet(plan.bench(), plan.workers());
                ClientFleet clients = new ClientFleet()) {
            fleet.start(SERVER, plan.warmup(Message.ECHO, 64, 4));
            for (String name : CLIENTS) {
                clients.add(name, plan.bench().startClient(name, fleet.port(SERVER)));
            }
            for (boolean virtual : new boolean[] {false, true}) {
                double warmup = plan.warmup();
                for (int callers : CALLERS) {
                    clients.measure(this, plan, figures, new CallersLoad(Message.ECHO, callers, virtual, 0, 1), warmup);
                    warmup = plan.seconds();
                }
            }
        }
    }
}
