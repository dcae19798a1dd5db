package io.thriftboot.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Apache Thrift's own compiler and library for another language, with the scripts here that use them. */
enum StockLanguage {

    /** As Debian's packages thrift-compiler and python3-thrift install them. */
    PYTHON("py", "python", ".py", List.of("/usr/bin/python3"), List.of("PYTHONPATH"), List.of("-c", "import thrift")),

    /** npm's thrift, in the folder that the environment variable THRIFT_NODE_MODULES names, or where Node looks by itself. */
    NODE(
            "js:node,es6",
            "node",
            ".js",
            List.of("node", "--no-deprecation"),
            List.of("THRIFT_NODE_MODULES", "NODE_PATH"),
            List.of("-e", "require('thrift')"));

    private final String generator;
    private final String folder;
    private final String suffix;
    private final List<String> interpreter;
    private final List<String> pathVariables;
    private final List<String> probe;

    StockLanguage(
            String generator,
            String folder,
            String suffix,
            List<String> interpreter,
            List<String> pathVariables,
            List<String> probe) {
        this.generator = generator;
        this.folder = folder;
        this.suffix = suffix;
        this.interpreter = interpreter;
        this.pathVariables = pathVariables;
        this.probe = probe;
    }

    /** Generates code from the IDL of the sample and of the tests; skips the test, and prints why, where a program is missing. */
    void prepare() throws Exception {
        assume(isInstalled("thrift", "-version"), "Apache's compiler is not installed (the program thrift)");
        assume(isInstalled(interpreter.get(0), "--version"), interpreter.get(0) + " is not installed");
        assume(new StockProgram(command(probe), environment()).succeeds(), "Thrift's library is not installed");
        generate(Path.of("src/main/thrift/sample.thrift"));
        generate(Path.of("src/test/thrift/everything.thrift"));
    }

    private static boolean isInstalled(String... command) throws Exception {
        try {
            return new StockProgram(List.of(command), List.of()).succeeds();
        } catch (IOException ex) {
            return false;
        }
    }

    private void assume(boolean condition, String reason) {
        String message = "not run with " + folder + ": " + reason;
        if (!condition) {
            System.out.println("SKIPPED: " + message);
        }
        assumeTrue(condition, message);
    }

    private void generate(Path idl) throws Exception {
        Path generated = Files.createDirectories(generated());
        List<String> command =
                List.of("thrift", "-nowarn", "-r", "--gen", generator, "-out", generated.toString(), idl.toString());
        new StockProgram(command, List.of()).run();
    }

    private Path generated() {
        return Path.of("target/generated-test-" + folder);
    }

    /** A script of {@code src/test} with its arguments. */
    StockProgram script(String name, List<?> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of("src/test", folder, name + suffix).toString());
        arguments.forEach(argument -> command.add(argument.toString()));
        return new StockProgram(command(command), environment());
    }

    private List<String> command(List<String> arguments) {
        return Stream.concat(interpreter.stream(), arguments.stream()).toList();
    }

    /** The generated code first, then what the variables say; the last one is the interpreter's own. */
    private List<String> environment() {
        String path = Stream.concat(
                        Stream.of(generated().toAbsolutePath().toString()),
                        pathVariables.stream().map(System::getenv).filter(Objects::nonNull))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(pathVariables.get(pathVariables.size() - 1) + "=" + path, "PYTHONDONTWRITEBYTECODE=1");
    }
}
