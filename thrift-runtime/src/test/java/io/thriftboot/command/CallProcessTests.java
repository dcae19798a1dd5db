package io.thriftboot.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.modelapi.ModelService;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.WireFormat;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, which knows a server's services by IDL files. */
class CallProcessTests {

    private static final String COMPILER = "thrift-maven-plugin";
    private static final String[] CALL = {"Greetings.find", "{\"id\": 9007199254740993}"};

    private static ThriftServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        ThriftProcessor processor = ThriftProcessor.builder()
                .service(ServiceDescriptor.of(ModelService.class), new CallTests.Handler())
                .build();
        server = ThriftServer.create(
                ThriftServerOptions.builder("call", Endpoint.tcp("127.0.0.1", 0))
                        .wireFormat(WireFormat.AUTO)
                        .build(),
                processor);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whenTheIdlIsGivenAMethodIsCalled() throws Exception {
        Path idl = write("greetings.thrift", """
                include "shared.thrift"
                service Greetings extends shared.Base { i64 find(1: i64 id) throws (1: shared.Gone gone) }
                """);
        write("shared.thrift", """
                exception Gone { 1: i64 id, 2: string why }
                service Base { void nothing() }
                """);
        assertThat(run("--doc", idl.toString(), CALL)).isEqualTo(new Ran(0, "9007199254740993\n", ""));
        assertThat(run("--doc", folder.toString(), "Greetings.find", "{\"id\": -1}"))
                .isEqualTo(new Ran(1, "", "exception Gone: {\"id\":-1,\"why\":\"gone\"}\n"));
        assertThat(run("--doc", idl.toString(), "Greetings.nothing")).isEqualTo(new Ran(0, "null\n", ""));
    }

    @Test
    void whenIncludedFilesLieElsewhereTheyAreFoundThere() throws Exception {
        Path idl = write("greetings.thrift", """
                include "elsewhere.thrift"
                service Greetings { elsewhere.Id find(1: elsewhere.Id id) }
                """);
        write("lib/elsewhere.thrift", "typedef i64 Id\n");
        Ran lost = run("--doc", idl.toString(), CALL);
        assertThat(lost.code).isEqualTo(2);
        assertThat(lost.err).contains("greetings.thrift:1", "included file not found: elsewhere.thrift");
        assertThat(run("-I", folder.resolve("lib").toString(), "--doc", idl.toString(), CALL[0], CALL[1]))
                .isEqualTo(new Ran(0, "9007199254740993\n", ""));
    }

    @Test
    void whenTheCompilerIsNotThereThatIsSaid() throws Exception {
        Path idl = write("greetings.thrift", "service Greetings { i64 find(1: i64 id) }\n");
        Ran ran = run(element -> !element.contains(COMPILER), arguments("--doc", idl.toString(), CALL));
        assertThat(ran.code).isEqualTo(2);
        assertThat(ran.err)
                .startsWith(
                        "--doc: " + idl + " (expected: thrift-maven-plugin on the class path, which reads IDL files;");
        Ran documented = run(
                element -> !element.contains(COMPILER),
                List.of(server.endpoint().toString(), "ModelService.find", CALL[1]));
        assertThat(documented).isEqualTo(new Ran(0, "9007199254740993\n", ""));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private record Ran(int code, String out, String err) {}

    private Ran run(String option, String value, String... call) throws Exception {
        return run(element -> true, arguments(option, value, call));
    }

    private static List<String> arguments(String option, String value, String... call) {
        List<String> arguments = new ArrayList<>(List.of(option, value));
        List<String> rest = new ArrayList<>(List.of(call));
        while (rest.get(0).startsWith("-")) {
            arguments.add(rest.remove(0));
            arguments.add(rest.remove(0));
        }
        arguments.add(server.endpoint().toString());
        arguments.addAll(rest);
        return arguments;
    }

    private Ran run(Predicate<String> onClassPath, List<String> arguments) throws Exception {
        String classPath = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .filter(onClassPath)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "io.thriftboot.command.Call"));
        command.addAll(arguments);
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out, Files.readString(errors));
    }
}
