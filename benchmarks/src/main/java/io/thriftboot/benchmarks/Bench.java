package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What all measurements need: where the files are, the native programs, and how processes are started. */
final class Bench {

    /** The same for every server and client process; on a single core the JDK itself chooses the serial collector. */
    static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");

    private final Path folder;
    private final Cores cores = Cores.find();
    private final Path limit;
    private final Path load;

    /**
     * Compiles what is not Java and writes the messages.
     *
     * @param module the folder of the module
     */
    Bench(Path module) throws IOException, InterruptedException {
        folder = module.resolve("target/benchmarks");
        Files.createDirectories(folder);
        NativePrograms programs = new NativePrograms(module.resolve("src/main/c"), folder);
        limit = programs.compile("limit");
        load = programs.compile("load");
        for (Message message : Message.values()) {
            message.write(folder);
        }
    }

    Cores cores() {
        return cores;
    }

    Child startLimit(Message message) throws IOException {
        List<String> command = new ArrayList<>(cores.server());
        command.addAll(List.of(
                limit.toString(),
                message.requestFile(folder).toString(),
                message.replyFile(folder).toString()));
        return new Child(command, log("limit"));
    }

    Child startServer(ServerName name, int workers) throws IOException {
        List<String> command = new ArrayList<>(cores.server());
        command.addAll(java(ServerMain.class));
        command.addAll(List.of("--server=" + name, "--workers=" + workers));
        return new Child(command, log(name.toString()));
    }

    Child startClient(String name, int port) throws IOException {
        List<String> command = new ArrayList<>(cores.load());
        command.addAll(java(ClientMain.class));
        command.addAll(List.of("--client=" + name, "--port=" + port));
        return new Child(command, log("client-" + name));
    }

    /** The beginning of a command that runs a class of this module. */
    static List<String> java(Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    /** Loads a server and returns what the generator prints. */
    Answer load(int port, Load scenario) throws IOException {
        List<String> command = new ArrayList<>(cores.load());
        command.add(load.toString());
        command.addAll(scenario.options(folder));
        command.add("--port=" + port);
        try (Child child = new Child(command, log("load"))) {
            return child.answer();
        }
    }

    /**
     * Opens connections, makes a few calls on each, and keeps them open.
     *
     * @return the generator: when it has answered, the connections are idle; they end with it
     */
    Child hold(int port, Load scenario) throws IOException {
        List<String> command = new ArrayList<>(cores.load());
        command.add(load.toString());
        command.addAll(scenario.options(folder));
        command.addAll(List.of("--port=" + port, "--hold"));
        return new Child(command, log("hold"));
    }

    Path log(String name) {
        return folder.resolve("logs").resolve(name.replace('/', '-') + ".log");
    }
}
