package io.thriftboot.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** What the programs in {@code benchmarks} start. */
public final class Main {

    private Main() {}

    /**
     * Runs a command: {@code ratio}, {@code run} or {@code compare}.
     *
     * @param arguments the folder of the module, the command, and the command's arguments
     * @throws IOException if a process cannot be started
     * @throws InterruptedException if somebody interrupts
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Arguments options = new Arguments(arguments);
        Path module = Path.of(options.words().remove(0));
        String command = options.words().remove(0);
        try {
            switch (command) {
                case "ratio" -> Ratio.run(module, options);
                case "run" -> Run.run(module, options);
                case "compare" -> Compare.run(module, options);
                default ->
                    throw new IllegalArgumentException("command: " + command + " (expected: ratio, run or compare)");
            }
        } catch (IllegalArgumentException | IllegalStateException ex) {
            System.err.println(ex.getMessage());
            System.exit(1);
        }
    }
}
