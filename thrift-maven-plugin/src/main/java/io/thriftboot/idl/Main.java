package io.thriftboot.idl;

import io.thriftboot.idl.syntax.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;

/** The compiler on the command line, for scripts and other build tools. */
public final class Main {

    private static final int DONE = 0;
    private static final int ERRORS = 1;
    private static final int USAGE = 2;

    private Main() {}

    /**
     * Runs the compiler and exits with 0 if all is compiled, 1 if files have errors or cannot be read, 2 if the
     * arguments are wrong.
     *
     * @param arguments options and files; {@code --help} prints them
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        CommandLine line;
        try {
            line = CommandLine.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(CommandLine.USAGE);
            return USAGE;
        }
        if (line.help()) {
            out.println(CommandLine.USAGE);
            return DONE;
        }
        try {
            return compile(line, err);
        } catch (NoSuchFileException e) {
            err.println("file not found: " + e.getFile());
        } catch (IOException e) {
            err.println(e);
        }
        return ERRORS;
    }

    private static int compile(CommandLine line, PrintStream err) throws IOException {
        ThriftCompiler compiler = new ThriftCompiler(line.includeDirectories(), line.options());
        Compilation compilation = compiler.compile(line.files(), line.outputs());
        compilation.problems().warnings().stream().map(Problem::toString).forEach(err::println);
        compilation.problems().errors().stream().map(Problem::toString).forEach(err::println);
        return compilation.problems().hasErrors() ? ERRORS : DONE;
    }
}
