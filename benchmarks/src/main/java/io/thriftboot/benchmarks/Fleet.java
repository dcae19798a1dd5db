package io.thriftboot.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The servers of a measurement, each a process; those that wait for their turn cost nothing. */
final class Fleet implements AutoCloseable {

    /** The name of the limit, of which there is one for each message. */
    static final String LIMIT = "limit";

    private record Server(Child process, int port) {}

    private final Bench bench;
    private final int workers;
    private final Map<String, Server> servers = new LinkedHashMap<>();

    Fleet(Bench bench, int workers) {
        this.bench = bench;
        this.workers = workers;
    }

    /**
     * Starts a server and lets it get warm.
     *
     * @return whether there is one of this name; if not, that is printed
     */
    boolean start(String text, Load warmup) throws IOException {
        if (!start(text)) {
            return false;
        }
        bench.load(port(text), warmup);
        return true;
    }

    /** Starts a server that is not loaded by the generator. */
    boolean start(String text) throws IOException {
        ServerName name = ServerName.parse(text);
        if (!ServerMain.exists(name)) {
            System.out.println(text + ": left out, not in this build or on this JDK");
            return false;
        }
        add(text, bench.startServer(name, workers));
        return true;
    }

    /** Adds a process whose first answer is its {@code port}. */
    void add(String name, Child process) throws IOException {
        servers.put(name, new Server(process, (int) process.answer().get("port")));
    }

    /** Starts all that exist, and returns their names after the limit's. */
    List<String> startAll(List<String> names, Load warmup) throws IOException {
        List<String> started = new ArrayList<>(List.of(LIMIT));
        for (String name : names) {
            if (start(name, warmup)) {
                started.add(name);
            }
        }
        return started;
    }

    /** Lets servers get warm for another call than that they were started with. */
    void warm(List<String> names, Load warmup) throws IOException {
        for (String name : names) {
            load(name, warmup);
        }
    }

    /** Loads a server, and adds the bytes it has {@code allocated} for each call. */
    Answer load(String name, Load load) throws IOException {
        if (name.equals(LIMIT)) {
            return bench.load(limitPort(load.message()), load);
        }
        double before = allocated(name);
        Answer answer = bench.load(port(name), load);
        return answer.with("allocated", (allocated(name) - before) / answer.get("total"));
    }

    private double allocated(String name) throws IOException {
        return process(name).ask("allocated").get("allocated");
    }

    /** The port of the limit for a message, which is started when it is first wanted. */
    int limitPort(Message message) throws IOException {
        String name = LIMIT + "/" + message.word();
        if (!servers.containsKey(name)) {
            add(name, bench.startLimit(message));
        }
        return port(name);
    }

    Child process(String name) {
        return server(name).process();
    }

    int port(String name) {
        return server(name).port();
    }

    private Server server(String name) {
        Server server = servers.get(name);
        if (server == null) {
            throw new IllegalStateException(name + ": not started");
        }
        return server;
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.process().close());
    }
}
