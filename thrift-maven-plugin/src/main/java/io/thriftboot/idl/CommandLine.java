package io.thriftboot.idl;

import io.thriftboot.idl.java.JavaOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the command line.
 *
 * @param help whether only the usage is asked for
 * @param files the IDL files
 * @param includeDirectories where included files are looked for that do not lie beside the including one
 * @param options how Java is written
 * @param outputs where the output goes
 */
record CommandLine(
        boolean help, List<Path> files, List<Path> includeDirectories, JavaOptions options, Outputs outputs) {

    static final String USAGE = """
            usage: java -cp thrift-maven-plugin.jar io.thriftboot.idl.Main [options] file...
              -I dir               where included files are looked for (more than once: in this order)
              -out dir             where the classes go (default: the current directory)
              --gen java[:options] options of Apache's compiler, separated by commas, such as java:beans,option_type=jdk8
              --libthrift version  the version the classes must work with, 0.21 to 0.25 (default: 0.25)
              --doc dir            also write META-INF/thrift/<package>.<program>.json below this directory
              --native-image dir   also write META-INF/native-image/thrift/<package>.<program>/reachability-metadata.json
                                   below this directory
              --state file         compile only what has changed since the last run with this file, and remove what is
                                   no longer generated
              --help               print this
            exit code: 0 if all is compiled, 1 if files have errors, 2 if the arguments are wrong""";

    static CommandLine parse(String... arguments) {
        Builder builder = new Builder();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            builder.add(rest.pop(), rest);
        }
        return builder.build();
    }

    /** Takes the arguments one by one. */
    private static final class Builder {

        private final List<Path> files = new ArrayList<>();
        private final List<Path> includes = new ArrayList<>();
        private boolean help;
        private String options = "";
        private String libthrift = "0.25";
        private Path classes = Path.of("");
        private @Nullable Path documentation;
        private @Nullable Path metadata;
        private @Nullable Path state;

        void add(String argument, Deque<String> rest) {
            switch (argument) {
                case "-h", "-help", "--help" -> help = true;
                case "-I" -> includes.add(Path.of(value(argument, rest)));
                case "-o", "-out", "--out" -> classes = Path.of(value(argument, rest));
                case "--gen", "-gen" -> options = generator(value(argument, rest));
                case "--libthrift" -> libthrift = value(argument, rest);
                case "--doc" -> documentation = Path.of(value(argument, rest));
                case "--native-image" -> metadata = Path.of(value(argument, rest));
                case "--state" -> state = Path.of(value(argument, rest));
                default -> files.add(file(argument));
            }
        }

        private static Path file(String argument) {
            if (argument.startsWith("-")) {
                throw new IllegalArgumentException("unknown option: " + argument);
            }
            return Path.of(argument);
        }

        private static String value(String argument, Deque<String> rest) {
            if (rest.isEmpty()) {
                throw new IllegalArgumentException("missing value: " + argument);
            }
            return rest.pop();
        }

        private static String generator(String value) {
            if (value.equals("java")) {
                return "";
            }
            if (!value.startsWith("java:")) {
                throw new IllegalArgumentException("generator: " + value + " (expected: java or java:options)");
            }
            return value.substring("java:".length());
        }

        CommandLine build() {
            if (files.isEmpty() && !help) {
                throw new IllegalArgumentException("missing: file (expected: one or more IDL files)");
            }
            return new CommandLine(
                    help,
                    files,
                    includes,
                    JavaOptions.parse(options, libthrift),
                    new Outputs(classes, documentation, metadata, state));
        }
    }
}
