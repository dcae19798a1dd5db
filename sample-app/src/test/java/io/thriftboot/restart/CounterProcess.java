package io.thriftboot.restart;

import io.thriftboot.server.ServerModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The {@link CounterApplication} in a process of its own. */
final class CounterProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private final Process process;
    private final int port;

    private CounterProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a server of the model on a port (0: any) that notes executions in the folder; output goes to a file there. */
    static CounterProcess start(Path folder, ServerModel model, int port) throws IOException {
        Path portFile = folder.resolve("port");
        Files.deleteIfExists(portFile);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CounterApplication.class.getName(),
                        "--spring.config.name=none",
                        "--thrift.server.port=" + port,
                        "--thrift.server.model=" + model,
                        "--thrift.server.address=127.0.0.1",
                        "--counter.port-file=" + portFile,
                        "--counter.executions-file=" + folder.resolve("executions"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()))
                .start();
        try {
            Awaitility.await("the server's start or end")
                    .atMost(START_TIMEOUT)
                    .until(() -> Files.exists(portFile) || !process.isAlive());
            if (!Files.exists(portFile)) {
                throw new IllegalStateException(
                        "the server did not start: " + Files.readString(folder.resolve("output")));
            }
            return new CounterProcess(process, Integer.parseInt(Files.readString(portFile)));
        } catch (RuntimeException | IOException ex) {
            process.destroyForcibly();
            throw ex;
        }
    }

    int port() {
        return port;
    }

    /** Ends the process as an operator does, by the signal TERM, and waits for it. */
    void stop() throws InterruptedException {
        process.destroy();
        waitFor();
    }

    /** Ends the process by the signal KILL, and waits for it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        waitFor();
    }

    private void waitFor() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("process " + process.pid() + ": running (expected: ended within a minute)");
        }
    }

    /** The keys that were executed, in order, by all processes with this folder. */
    static List<String> executions(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("executions"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
