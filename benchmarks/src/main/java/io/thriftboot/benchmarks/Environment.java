package io.thriftboot.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The machine, the JDK and the libraries that a run has measured. */
final class Environment {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private static final Pattern LIBRARY = Pattern.compile("(thrift-runtime|libthrift|netty-transport|spring-boot"
            + "|micrometer-core|commons-pool2|grpc-netty|protobuf-java|armeria)-([0-9].*)\\.jar");

    /** What only the benchmarks need. */
    private static final Pattern NO_PART_OF_APPLICATIONS = Pattern.compile(
            "/(grpc-|protobuf-|perfmark|guava|gson|jmh|netty-codec|netty-handler|micrometer-core|HdrHistogram|LatencyUtils)[^/]*$");

    /** What the starter brings. */
    private static final Pattern STARTER = Pattern.compile("/(thrift-|libthrift|netty-|commons-pool2)[^/]*$");

    private Environment() {}

    /** One fact a line. */
    static List<String> describe(Bench bench) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("machine: " + processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        lines.add("system: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch"));
        lines.add("cores: " + bench.cores());
        lines.add("JDK: " + System.getProperty("java.vm.name") + " " + Runtime.version() + " "
                + String.join(" ", Bench.JVM));
        Set<String> libraries = libraries(System.getProperty("java.class.path"));
        if (Files.isReadable(bench.armeriaClassPath())) {
            libraries(Files.readString(bench.armeriaClassPath()).trim()).stream()
                    .filter(library -> !libraries.contains(library))
                    .forEach(library -> libraries.add(library + " (for Armeria)"));
        }
        lines.add("libraries: " + String.join(", ", libraries));
        return lines;
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return "unknown processor";
        }
        return Files.readAllLines(PROCESSORS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("unknown processor");
    }

    /** What of a class path an application has on its own. */
    static String applicationClassPath(String classPath, boolean starter) {
        return entries(classPath)
                .filter(entry -> !NO_PART_OF_APPLICATIONS.matcher(entry).find())
                .filter(entry -> starter || !STARTER.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> entries(String classPath) {
        return Stream.of(classPath.split(Pattern.quote(File.pathSeparator), -1));
    }

    /** Names and versions of those of a class path that matter here. */
    static Set<String> libraries(String classPath) {
        Set<String> libraries = new TreeSet<>();
        entries(classPath).forEach(entry -> {
            Matcher matcher = LIBRARY.matcher(String.valueOf(Path.of(entry).getFileName()));
            if (matcher.matches()) {
                libraries.add(matcher.group(1) + " " + matcher.group(2));
            }
        });
        return libraries;
    }
}
