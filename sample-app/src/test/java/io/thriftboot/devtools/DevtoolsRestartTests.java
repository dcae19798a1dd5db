package io.thriftboot.devtools;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.process.ApplicationProcess;
import io.thriftboot.restart.api.CounterService;
import io.thriftboot.transport.Endpoint;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that spring-boot-devtools restarts, in another class loader, when its classes have changed. */
class DevtoolsRestartTests {

    private static final Path DEVTOOLS = Path.of("target", "devtools", "spring-boot-devtools.jar");

    @TempDir
    private Path folder;

    @Test
    void whenHandlerIsCompiledAgainThePortIsBoundAgainAndClientsReconnect() throws Exception {
        EditedProject project = EditedProject.create(folder.resolve("classes"), 1);
        int port = freePort();
        try (ApplicationProcess application =
                        ApplicationProcess.start(folder.resolve("output"), arguments(project, port));
                ThriftChannel channel = channel(port)) {
            application.await("itself: 1 RestartClassLoader");
            CounterService.Iface counter = channel.client(CounterService.Iface.class);
            assertThat(counter.execute("before")).isEqualTo(1);
            project.edit(2);
            application.await("itself: 2 RestartClassLoader");
            assertThat(counter.execute("after")).isEqualTo(2);
            assertThat(application.output()).contains("default stopped");
            application.stop();
        }
    }

    private static List<String> arguments(EditedProject project, int port) {
        return List.of(
                "-cp",
                project.classPath() + File.pathSeparator + DEVTOOLS,
                "edited.Application",
                "--spring.main.web-application-type=none",
                "--spring.devtools.restart.poll-interval=200ms",
                "--spring.devtools.restart.quiet-period=100ms",
                "--spring.devtools.livereload.enabled=false",
                "--thrift.server.address=127.0.0.1",
                "--thrift.server.port=" + port,
                "--thrift.clients.counter.address=127.0.0.1:" + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A client of another process, which lives longer than the server. */
    private static ThriftChannel channel(int port) {
        return ThriftChannel.create(
                ThriftChannelOptions.builder("counter")
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                EndpointSupplier.fixed(List.of(Endpoint.tcp("127.0.0.1", port))),
                EndpointSelector.roundRobin(),
                List.of());
    }
}
