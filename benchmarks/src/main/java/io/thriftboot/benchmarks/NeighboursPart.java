package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What others notice of clients and handlers that behave badly, and of a disk that is full: percentiles of what they wait, at half of the
 * rate that the server reaches undisturbed, compared with those without.
 */
final class NeighboursPart implements Part {

    static final String NAME = "neighbours";

    private static final List<String> SERVERS = List.of("event-loop/platform", "threaded/virtual");
    private static final int CONNECTIONS = 64;
    private static final double LOAD = 0.5;

    /** Seconds of load that are not measured, in which a server gets over what has just ended. */
    private static final double RECOVERY = 0.5;

    private static final String DISK = Disturbance.Kind.NONE.title();
    private static final String FULL_DISK = "the disk of the access log is full";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reference() {
        return Disturbance.Kind.NONE.title();
    }

    @Override
    public String compared() {
        return "p99";
    }

    @Override
    public String drawn() {
        return "p99";
    }

    @Override
    public void measure(Plan plan, Figures figures) throws IOException {
        for (String server : SERVERS) {
            if (ServerMain.exists(ServerName.parse(server))) {
                measureDisturbances(plan, figures, server);
                measureLogs(plan, figures, server);
            }
        }
    }

    private void measureDisturbances(Plan plan, Figures figures, String server) throws IOException {
        String name = server + "+trouble";
        try (Fleet fleet = new Fleet(plan.bench(), plan.workers())) {
            fleet.start(name, plan.warmup(Message.ECHO, CONNECTIONS, 1));
            Load load = half(fleet, name, plan);
            List<String> kinds = Arrays.stream(Disturbance.Kind.values())
                    .map(Disturbance.Kind::title)
                    .toList();
            Disturbance.failOften(fleet.port(name));
            Load warmup = load.lasting(0, plan.warmup());
            Rounds.alternate(kinds, 1, kind -> disturbed(fleet, name, kind, warmup, plan));
            figures.add(
                    NAME,
                    server,
                    Rounds.alternate(kinds, plan.rounds(), kind -> disturbed(fleet, name, kind, load, plan)));
            Table.print(figures, this, server);
        }
    }

    private static Answer disturbed(Fleet fleet, String name, String kind, Load load, Plan plan) throws IOException {
        Answer answer;
        try (Disturbance disturbance =
                Disturbance.begin(Disturbance.Kind.of(kind), plan.bench(), fleet.port(name), plan.workers())) {
            // Copying connections that have just been opened is no part of their being there.
            fleet.process(name).ask("memory");
            answer = plan.bench().load(disturbance.port(), load);
        }
        fleet.load(name, load.lasting(0, RECOVERY));
        return answer;
    }

    private void measureLogs(Plan plan, Figures figures, String server) throws IOException {
        Path file = plan.bench().log("access");
        Map<String, String> places = Map.of(DISK, file.toString(), FULL_DISK, "/dev/full");
        String scenario = server + " with an access log";
        try (Fleet fleet = new Fleet(plan.bench(), plan.workers())) {
            for (String subject : List.of(DISK, FULL_DISK)) {
                fleet.add(subject, startLogging(plan, server, String.valueOf(places.get(subject))));
                fleet.load(subject, plan.warmup(Message.ECHO, CONNECTIONS, 1));
            }
            Load load = half(fleet, DISK, plan);
            figures.add(
                    NAME,
                    scenario,
                    Rounds.alternate(List.of(DISK, FULL_DISK), plan.rounds(), name -> fleet.load(name, load)));
            Table.print(figures, this, scenario);
        }
    }

    private static Child startLogging(Plan plan, String server, String file) throws IOException {
        return plan.bench()
                .startServer(
                        ServerName.parse(server + "+access-log"),
                        plan.workers(),
                        List.of("-Dlogback.configurationFile=access-log.xml", "-Daccess.log=" + file));
    }

    private static Load half(Fleet fleet, String name, Plan plan) throws IOException {
        Load closed = plan.round(Message.ECHO, CONNECTIONS, 1);
        return closed.at(LOAD * fleet.load(name, closed).get("rate"));
    }
}
