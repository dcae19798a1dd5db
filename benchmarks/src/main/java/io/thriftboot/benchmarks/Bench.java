package io.thriftboot.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What all measurements need: where the files are, the native programs, and how processes are started. */
final class Bench {

    /** The same for every server and client process; on a single core the JDK itself chooses the serial collector. */
    static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");

    private final Path module;
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
        this.module = module;
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
        return startServer(name, workers, List.of());
    }

    /**
     * Starts one.
     *
     * @param jvm more options than {@link #JVM}
     * @param options more options of {@link ServerMain}
     */
    Child startServer(ServerName name, int workers, List<String> jvm, String... options) throws IOException {
        List<String> command = new ArrayList<>(cores.server());
        command.addAll(java(ServerMain.class, jvm));
        command.addAll(List.of("--server=" + name, "--workers=" + workers));
        command.addAll(List.of(options));
        return new Child(command, log(name.toString()));
    }

    Child startClient(String name, int port) throws IOException {
        List<String> command = new ArrayList<>(cores.load());
        command.addAll(java(ClientMain.class, List.of()));
        command.addAll(List.of("--client=" + name, "--port=" + port));
        return new Child(command, log("client-" + name));
    }

    /** The beginning of a command that runs a class of this module. */
    private static List<String> java(Class<?> main, List<String> jvm) {
        return java(System.getProperty("java.class.path"), main.getName(), jvm);
    }

    private static List<String> java(String classPath, String main, List<String> jvm) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath, main));
        return command;
    }

    /** A file with the class path of Armeria's processes, which have a libthrift of their own. */
    Path armeriaClassPath() {
        return module.resolve("armeria/target/class-path");
    }

    Child startArmeriaServer() throws IOException {
        List<String> command = new ArrayList<>(cores.server());
        command.addAll(armeria("ArmeriaServer"));
        return new Child(command, log("armeria"));
    }

    Child startArmeriaClient(int port) throws IOException {
        List<String> command = new ArrayList<>(cores.load());
        command.addAll(armeria("ArmeriaClient"));
        command.add("--port=" + port);
        return new Child(command, log("client-armeria"));
    }

    private List<String> armeria(String main) throws IOException {
        String classPath = module.resolve("armeria/target/classes")
                + File.pathSeparator
                + Files.readString(armeriaClassPath()).trim();
        return java(classPath, "io.thriftboot.benchmarks." + main, List.of());
    }

    /**
     * Starts a Spring Boot application on all cores.
     *
     * @param starter whether the starter is on its class path
     */
    Child startApplication(Class<?> main, boolean starter) throws IOException {
        String classPath = Environment.applicationClassPath(System.getProperty("java.class.path"), starter);
        List<String> command = java(classPath, main.getName(), List.of());
        command.addAll(List.of("--thrift.server.port=0", "--spring.main.banner-mode=off"));
        return new Child(command, log("application"));
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
