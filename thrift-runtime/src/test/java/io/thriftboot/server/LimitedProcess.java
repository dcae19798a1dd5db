package io.thriftboot.server;

import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.transport.WireFormat;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own that may not have all it might want of the operating system. */
final class LimitedProcess implements AutoCloseable {

    private static final String READY = "port ";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    final int port;

    /**
     * Starts one.
     *
     * @param model the server's
     * @param limit an option of the shell's {@code ulimit} with its value
     * @param folder for what the process needs
     * @param options of the JVM
     */
    LimitedProcess(ServerModel model, String limit, Path folder, String... options)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "ulimit " + limit + " && exec \"$@\"", "limited"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx128m");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", jars(folder), LimitedProcess.class.getName(), model.name()));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(this::readLines, "limited-process-output");
        reader.setDaemon(true);
        reader.start();
        try {
            port = Integer.parseInt(await(READY).substring(READY.length()));
        } catch (AssertionError | InterruptedException ex) {
            process.destroy();
            throw ex;
        }
    }

    /** The class path without folders: a class in a folder cannot be read where no descriptor is left. */
    private static String jars(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(element);
            if (Files.isDirectory(path)) {
                Path jar = folder.resolve(jars.size() + ".jar");
                pack(path, jar);
                jars.add(jar.toString());
            } else {
                jars.add(element);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (Stream<Path> walk = Files.walk(classes);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    private void readLines() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException ex) {
            lines.add("no more output: " + ex);
        }
    }

    /** The next line of output that has a text in it. */
    String await(String text) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        for (String line = next(); line != null; line = next()) {
            if (line.contains(text)) {
                return line;
            }
            seen.add(line);
        }
        throw new AssertionError("no line with " + text + " within 30s (output: " + seen + ")");
    }

    private @Nullable String next() throws InterruptedException {
        return lines.poll(30, TimeUnit.SECONDS);
    }

    /** Lines of output that nobody has waited for. */
    List<String> rest() {
        return List.copyOf(lines);
    }

    @Override
    public void close() throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.flush();
        } finally {
            process.destroy();
        }
    }

    /** Serves until its input ends. */
    public static void main(String[] arguments) throws IOException {
        ServerModel model = ServerModel.valueOf(arguments[0]);
        try (TestServer server = new TestServer(new Setup(model, WireFormat.DEFAULT))) {
            System.out.println(READY + server.address().getPort());
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        }
    }
}
