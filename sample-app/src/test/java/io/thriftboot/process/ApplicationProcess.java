package io.thriftboot.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** An application that runs on this JDK in a process of its own, whose output goes to a file. */
public final class ApplicationProcess implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Process process;
    private final Path output;

    private ApplicationProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts an application.
     *
     * @param output the file that its output goes to, in a folder where it may leave temporary files
     * @param arguments those of {@code java}
     */
    public static ApplicationProcess start(Path output, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + output.getParent());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ApplicationProcess(process, output);
    }

    /** The class path of the tests. */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Waits until the output has the expression, and returns its first match. */
    public Matcher await(String expression) {
        Pattern pattern = Pattern.compile(expression);
        Awaitility.await(expression).atMost(TIMEOUT).until(() -> find(pattern) || !process.isAlive());
        Matcher matcher = pattern.matcher(output());
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "ended with " + process.exitValue() + " (expected: " + expression + "): " + output());
        }
        return matcher;
    }

    private boolean find(Pattern pattern) {
        return pattern.matcher(output()).find();
    }

    /** What it has printed. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Ends it as an operator does, by the signal TERM, and waits for it. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("process " + process.pid() + ": running (expected: ended within a minute)");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
