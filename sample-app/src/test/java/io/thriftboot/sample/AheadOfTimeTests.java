package io.thriftboot.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.process.ApplicationProcess;
import io.thriftboot.sample.api.GreetingService;
import io.thriftboot.transport.Endpoint;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample, started from what Spring's ahead-of-time processing has made of it in this build. */
class AheadOfTimeTests {

    @TempDir
    private Path folder;

    @Test
    void whenStartedFromItsAheadOfTimeOutputServersClientsAndEndpointsWork() throws Exception {
        try (ApplicationProcess sample = ApplicationProcess.start(folder.resolve("output"), arguments())) {
            sample.await("Starting AOT-processed SampleApplication");
            int http = port(sample, "Tomcat started on port (\\d+)");
            int thrift = port(sample, "default serves .* on tcp://\\S*:(\\d+)");
            sample.await("greet\\(\"Thrift\"\\) -> Hello, Thrift!");
            sample.await("get\\(99\\) -> UserNotFound");
            assertThat(greet(thrift)).isEqualTo("Hello, Ann!");
            assertThat(get(http, "/users/1")).contains("\"name\":\"Ada\"");
            assertThat(get(http, "/actuator/health"))
                    .contains("\"thrift\":{")
                    .doesNotContain("DOWN")
                    .contains("\"greetings\"");
            assertThat(get(http, "/actuator/thrift")).contains("\"touch\"").contains("\"maxTotal\":16");
            assertThat(get(http, "/actuator/prometheus")).contains("thrift_server_seconds_count{");
            assertThat(get(http, "/actuator/thriftconsole")).contains("<html");
            assertThat(get(http, "/actuator/thriftconsole/app.js")).contains("import");
            assertThat(get(http, "/actuator/thriftconsole/model")).contains("A user wrapped in a status");
            assertThat(call(http)).contains("\"outcome\":\"reply\"").contains("Hello, console!");
            sample.stop();
            assertThat(sample.output()).contains("default stopped");
        }
    }

    @Test
    void whenProcessedNativeImagesAreToldOfGeneratedClassesAndResources() throws Exception {
        String metadata = Files.readString(Path.of(
                        "target/classes/META-INF/native-image/io.thriftboot/sample-app/reachability-metadata.json"))
                .replace("\\/", "/");
        assertThat(metadata)
                .contains("io.thriftboot.sample.api.UserService$Processor")
                .contains("io.thriftboot.sample.api.UserService$find_result")
                .contains("io.thriftboot.sample.api.Status")
                .contains("io.thriftboot.sample.api.Code")
                .contains("io.thriftboot.spring.server.ThriftServerProperties")
                .contains("io/thriftboot/spring/console/app.js")
                .contains("META-INF/thrift/");
    }

    private static List<String> arguments() {
        return List.of(
                "-Dspring.aot.enabled=true",
                "-cp",
                classPathWithoutTests(),
                SampleApplication.class.getName(),
                "--server.port=0",
                "--thrift.server.port=0",
                "--sample.interval=1h");
    }

    private static String classPathWithoutTests() {
        return Arrays.stream(ApplicationProcess.classPath().split(File.pathSeparator))
                .filter(element -> !element.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int port(ApplicationProcess sample, String expression) {
        return Integer.parseInt(sample.await(expression).group(1));
    }

    private static String greet(int port) throws Exception {
        try (ThriftChannel channel = ThriftChannel.create(
                ThriftChannelOptions.builder("test").multiplexed(true).build(),
                EndpointSupplier.fixed(List.of(Endpoint.tcp("127.0.0.1", port))),
                EndpointSelector.roundRobin(),
                List.of())) {
            return channel.client(GreetingService.Iface.class).greet("Ann");
        }
    }

    private static String get(int port, String path) throws Exception {
        return send(port, path, HttpRequest.newBuilder().GET());
    }

    private static String call(int port) throws Exception {
        return send(
                port,
                "/actuator/thriftconsole/GreetingService/greet",
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"args\":\"{\\\"name\\\":\\\"console\\\"}\"}")));
    }

    private static String send(int port, String path, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        request.uri(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
        return response.body();
    }
}
