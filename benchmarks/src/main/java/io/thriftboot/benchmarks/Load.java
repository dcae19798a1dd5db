package io.thriftboot.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts servers and the load generator, each pinned to a core of its own where there are two. */
final class Load {

    /** The name of the loop of canned replies. */
    static final String LIMIT = "limit";

    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");
    private static final boolean PINNED =
            Runtime.getRuntime().availableProcessors() > 1 && Files.isExecutable(Path.of("/usr/bin/taskset"));

    private final Path folder;

    /** Programs and messages are in a folder. */
    Load(Path folder) {
        this.folder = folder;
    }

    /** A server process and its port. */
    record Server(Process process, int port) implements AutoCloseable {

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    Server start(String name) throws IOException {
        List<String> command = new ArrayList<>(pinnedTo(0));
        if (name.equals(LIMIT)) {
            command.addAll(List.of(program("limit"), program("reply")));
        } else {
            command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
            command.addAll(JVM);
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.addAll(List.of(ServerUnderTest.class.getName(), name));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("server.log").toFile())
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("port ")) {
                return new Server(process, Integer.parseInt(line.substring(5)));
            }
        }
        process.destroyForcibly();
        throw new IOException(name + ": does not start, see " + folder.resolve("server.log"));
    }

    /** Calls a second. */
    double run(Server server, Shape shape, double warmUp, double seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(pinnedTo(1));
        command.addAll(List.of(program("load"), "" + server.port(), program("request"), program("reply")));
        command.addAll(List.of("" + shape.connections(), "" + shape.inFlight(), "" + warmUp, "" + seconds));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("load: " + output);
        }
        return Double.parseDouble(output.split(" ", -1)[2]);
    }

    private String program(String name) {
        return folder.resolve(name).toString();
    }

    private static List<String> pinnedTo(int core) {
        return PINNED ? List.of("/usr/bin/taskset", "-c", "" + core) : List.of();
    }
}
