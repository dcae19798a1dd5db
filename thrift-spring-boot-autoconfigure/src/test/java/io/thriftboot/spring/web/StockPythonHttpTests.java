package io.thriftboot.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apache Thrift's own Python library, as Debian's package python3-thrift installs it, calls a server over HTTP. */
class StockPythonHttpTests {

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @ParameterizedTest
    @ValueSource(strings = {"binary", "compact"})
    void whenStockClientCallsOverHttpItIsAnswered(String protocol) throws Exception {
        assumeInstalled();
        WebContexts.runner()
                .withUserConfiguration(Handler.class)
                .withPropertyValues("thrift.server.protocol=" + protocol)
                .run(context -> {
                    String url = "http://127.0.0.1:" + WebContexts.port(context) + "/thrift";
                    String printed = run("src/test/python/http_client.py", url, protocol);
                    assertThat(printed.lines())
                            .containsExactly(
                                    "ping hello",
                                    "name declared exception in field 1",
                                    "touch 200",
                                    "absent exception of type 1");
                    assertThat(context.getBean(Handler.class).touched).hasValue(1);
                });
    }

    private static void assumeInstalled() throws Exception {
        assume(Files.isExecutable(PYTHON), PYTHON + " is not installed");
        assume(run("-c", "import thrift").isEmpty(), "python3-thrift is not installed");
    }

    private static void assume(boolean condition, String reason) {
        if (!condition) {
            System.out.println("SKIPPED: the stock Python client was not run over HTTP: " + reason);
        }
        assumeTrue(condition, reason);
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = PYTHON.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("still running after a minute; printed " + output);
        }
        return output;
    }

    @ThriftService
    static class Handler extends Users {}
}
