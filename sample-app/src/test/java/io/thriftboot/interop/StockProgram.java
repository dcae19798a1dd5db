package io.thriftboot.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of another language.
 *
 * @param command the program and its arguments
 * @param environment {@code name=value} of further variables
 */
record StockProgram(List<String> command, List<String> environment) {

    private static final long SECONDS = 60;

    /** Whether it ends by itself, and without an error. */
    boolean succeeds() throws Exception {
        return execute().exitCode() == 0;
    }

    /** The lines it prints. */
    List<String> run() throws Exception {
        Result result = execute();
        if (result.exitCode() != 0) {
            throw new IOException(this + ": exit code " + result.exitCode() + ", printed " + result.output());
        }
        return result.output().lines().toList();
    }

    private Result execute() throws Exception {
        Path output = Files.createTempFile("stock", ".txt");
        try {
            Process process = builder()
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException(
                        this + ": still running after " + SECONDS + " s; printed " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    /** Starts a server, which prints its port and ends when its input does. */
    Server serve() throws IOException {
        Process process =
                builder().redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output = process.inputReader();
        String port = output.readLine();
        if (port == null || !port.matches("[0-9]+")) {
            process.destroyForcibly();
            throw new IOException(this + ": printed " + port + " (expected: its port)");
        }
        return new Server(process, Integer.parseInt(port));
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command);
        environment.forEach(variable -> {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        });
        return builder;
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }

    private record Result(int exitCode, String output) {}

    /**
     * A running server.
     *
     * @param process its process
     * @param port where it listens
     */
    record Server(Process process, int port) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.onExit()
                    .orTimeout(SECONDS, TimeUnit.SECONDS)
                    .whenComplete((ended, failure) -> process.destroyForcibly())
                    .join();
        }
    }
}
