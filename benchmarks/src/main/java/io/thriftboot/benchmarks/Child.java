package io.thriftboot.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that is measured or that measures. It is asked by lines on its standard input, answers by lines {@code
 * name=value name=value}, and ends when its standard input does, so none outlives the benchmark.
 */
final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;
    private final Path errors;

    /**
     * Starts it.
     *
     * @param errors where its standard error goes
     */
    Child(List<String> command, Path errors) throws IOException {
        Files.createDirectories(errors.toAbsolutePath().getParent());
        this.errors = errors;
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        questions = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
    }

    /**
     * Its next line.
     *
     * @throws IllegalStateException if it has ended
     */
    Answer answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("ended without an answer: " + lastErrors());
        }
        return Answer.parse(line);
    }

    Answer ask(String question) throws IOException {
        questions.println(question);
        return answer();
    }

    /** The memory of it that is in the machine's, in bytes. */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .sum();
    }

    private String lastErrors() throws IOException {
        List<String> lines = Files.readAllLines(errors);
        return lines.isEmpty()
                ? errors + " is empty"
                : String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    @Override
    public void close() {
        questions.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ex) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
