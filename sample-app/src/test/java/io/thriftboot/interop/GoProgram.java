package io.thriftboot.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Programs here that use Apache Thrift's own library for Go, as Debian's packages golang-go and golang-thrift-dev install it. */
final class GoProgram {

    private static final Path LIBRARIES = Path.of("/usr/share/gocode");
    private static final Path SOURCES = Path.of("src/test/go");
    private static final Path BINARIES = Path.of("target/generated-test-go");

    private GoProgram() {}

    /** Skips the test, and prints why, where something is missing. */
    static void prepare() throws Exception {
        assume(isInstalled(), "the program go is not installed");
        assume(
                Files.isDirectory(LIBRARIES.resolve("src/github.com/apache/thrift/lib/go/thrift")),
                "Thrift's library is not installed in " + LIBRARIES);
    }

    private static boolean isInstalled() throws Exception {
        try {
            return new StockProgram(List.of("go", "version"), List.of()).succeeds();
        } catch (IOException ex) {
            return false;
        }
    }

    private static void assume(boolean condition, String reason) {
        String message = "not run with go: " + reason;
        if (!condition) {
            System.out.println("SKIPPED: " + message);
        }
        assumeTrue(condition, message);
    }

    /** Builds a program of {@code src/test/go}. */
    static StockProgram of(String name, Object... arguments) throws Exception {
        Path binary = Files.createDirectories(BINARIES).resolve(name).toAbsolutePath();
        List<String> build = List.of(
                "go",
                "build",
                "-o",
                binary.toString(),
                SOURCES.resolve(name + ".go").toString(),
                SOURCES.resolve("text.go").toString());
        Path cache = BINARIES.resolve("cache").toAbsolutePath();
        new StockProgram(build, List.of("GO111MODULE=off", "GOFLAGS=", "GOPATH=" + LIBRARIES, "GOCACHE=" + cache))
                .run();
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return new StockProgram(command, List.of());
    }
}
