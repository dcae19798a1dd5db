package io.thriftboot.sample;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Apache Thrift's own compiler and Python library, as Debian's packages thrift-compiler and python3-thrift install them. */
final class StockPython {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path GENERATED = Path.of("target/generated-test-python");

    private StockPython() {}

    /** Skips the test, and prints why, where one of the programs is missing. */
    static void assumeInstalled() throws Exception {
        assume(Files.isExecutable(PYTHON), PYTHON + " is not installed");
        assume(run(PYTHON.toString(), "-c", "import thrift").exitCode == 0, "python3-thrift is not installed");
        assume(run("sh", "-c", "command -v thrift").exitCode == 0, "thrift-compiler is not installed");
    }

    private static void assume(boolean condition, String reason) {
        if (!condition) {
            System.out.println("SKIPPED: the stock Python client was not run: " + reason);
        }
        assumeTrue(condition, reason);
    }

    /** Generates Python from the sample's IDL and runs a script of src/test/python with it. */
    static Result run(Path script, Object... arguments) throws Exception {
        Files.createDirectories(GENERATED);
        Result compiled =
                run("thrift", "-r", "--gen", "py", "-out", GENERATED.toString(), "src/main/thrift/sample.thrift");
        if (compiled.exitCode != 0) {
            throw new IOException("thrift: " + compiled.output);
        }
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), script.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return run(command.toArray(String[]::new));
    }

    private static Result run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONPATH", GENERATED.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": still running after a minute; printed " + output);
        }
        return new Result(process.exitValue(), output);
    }

    /** What a program printed, and how it ended. */
    record Result(int exitCode, String output) {}
}
