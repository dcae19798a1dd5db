package io.thriftboot.restart;

import io.thriftboot.server.ServerModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Three servers, each a process of its own that notes its executions in a folder of its own. */
final class CounterServers implements AutoCloseable {

    private static final int COUNT = 3;

    private final Path folder;
    private final ServerModel model;
    private final List<CounterProcess> processes = new ArrayList<>();

    CounterServers(Path folder, ServerModel model) throws IOException {
        this.folder = folder;
        this.model = model;
        try {
            for (int i = 0; i < COUNT; i++) {
                processes.add(CounterProcess.start(Files.createDirectory(folder(i)), model, 0));
            }
        } catch (IOException | RuntimeException ex) {
            close();
            throw ex;
        }
    }

    private Path folder(int index) {
        return folder.resolve("server-" + index);
    }

    int count() {
        return COUNT;
    }

    List<Integer> ports() {
        return processes.stream().map(CounterProcess::port).toList();
    }

    /** Ends one as an operator does, by the signal TERM. */
    void stop(int index) throws InterruptedException {
        processes.get(index).stop();
    }

    /** Ends one by the signal KILL. */
    void kill(int index) throws InterruptedException {
        processes.get(index).kill();
    }

    /** Starts one again, at its port. Until it serves, those that call do so more slowly. */
    void startAgain(int index, Callers... calling) throws IOException {
        int port = processes.get(index).port();
        for (Callers callers : calling) {
            callers.slowDown(true);
        }
        processes.set(index, CounterProcess.start(folder(index), model, port));
        for (Callers callers : calling) {
            callers.slowDown(false);
        }
    }

    /** The keys that one server has executed so far. */
    List<String> executions(int index) throws IOException {
        return CounterProcess.executions(folder(index));
    }

    /** The keys that all of them have executed so far. */
    List<String> executions() throws IOException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            all.addAll(executions(i));
        }
        return all;
    }

    @Override
    public void close() {
        processes.forEach(CounterProcess::close);
    }
}
