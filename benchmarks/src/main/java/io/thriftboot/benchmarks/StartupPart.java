package io.thriftboot.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The time from the start of a process until a Spring Boot application is ready: an empty one, and with the starter. */
final class StartupPart implements Part {

    static final String NAME = "startup";
    static final String SCENARIO = "from the start of the process until ready";
    static final String EMPTY = "empty application";
    static final String STARTER = "with the starter";
    static final String SERVING = "with the starter and a service";

    /** Starts are short and differ much. */
    private static final int MORE_ROUNDS = 3;

    private record Application(Class<?> main, boolean starter) {}

    private static final Map<String, Application> APPLICATIONS = applications();

    private static Map<String, Application> applications() {
        Map<String, Application> applications = new LinkedHashMap<>();
        applications.put(EMPTY, new Application(EmptyApplication.class, false));
        applications.put(STARTER, new Application(EmptyApplication.class, true));
        applications.put(SERVING, new Application(ServingApplication.class, true));
        return applications;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String drawn() {
        return "milliseconds";
    }

    @Override
    public String reference() {
        return "";
    }

    @Override
    public boolean isOurs(String subject) {
        return !subject.equals(EMPTY);
    }

    @Override
    public void measure(Plan plan, Figures figures) throws IOException {
        List<String> names = List.copyOf(APPLICATIONS.keySet());
        Rounds.Measurement measurement = name -> start(plan.bench(), application(name));
        // The first starts read class files from the disk.
        Rounds.alternate(names, 1, measurement);
        figures.add(NAME, SCENARIO, Rounds.alternate(names, plan.rounds() * MORE_ROUNDS, measurement));
        Table.print(figures, this, SCENARIO);
    }

    private static Application application(String name) {
        return Objects.requireNonNull(APPLICATIONS.get(name), name);
    }

    private static Answer start(Bench bench, Application application) throws IOException {
        long begin = System.nanoTime();
        try (Child child = bench.startApplication(application.main(), application.starter())) {
            child.answer();
            return new Answer(Map.of("milliseconds", (System.nanoTime() - begin) / 1e6));
        }
    }
}
