package io.thriftboot.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.thriftboot.interop.PythonScript;
import io.thriftboot.sample.SampleApplication;
import io.thriftboot.sample.api.User;
import io.thriftboot.sample.api.UserService;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.traces.Collector.Received;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One trace through whatever takes part in a request, as an exporter sends it to a collector. */
class TraceTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String ROOT = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + '-' + ROOT + "-01";
    private static final String GATEWAY = "sample SERVER http get /users/{id}";

    private final Collector collector = new Collector();
    private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

    @AfterEach
    void stop() {
        applications.forEach(ConfigurableApplicationContext::close);
        collector.close();
    }

    private ConfigurableApplicationContext start(Class<?> application, WebApplicationType web, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.main.banner-mode=off",
                "--server.port=0",
                "--sample.interval=1h",
                "--thrift.server.port=0",
                "--thrift.client.protocol=header",
                "--management.tracing.sampling.probability=1.0",
                "--management.otlp.metrics.export.enabled=false",
                "--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.endpoint(),
                "--management.opentelemetry.tracing.export.schedule-delay=20ms"));
        arguments.addAll(List.of(properties));
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(application).web(web).run(arguments.toArray(String[]::new));
        applications.add(0, context);
        return context;
    }

    private static int port(ConfigurableApplicationContext context, String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    /** Those of the trace, when so many have come. */
    private List<Received> spans(int count) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> collector.trace(TRACE), spans -> spans.size() >= count);
    }

    private static void assertThatEachIsTheChildOfTheOneBefore(List<Received> spans) {
        String parent = ROOT;
        for (Received span : spans) {
            assertThat(span.parent()).as(span.title()).isEqualTo(parent);
            parent = span.id();
        }
    }

    private int get(ConfigurableApplicationContext application, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port(application, "local.server.port") + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("traceparent", TRACEPARENT).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whenTheGatewayIsAskedTheTraceGoesThroughServiceAndDatabase() throws Exception {
        ConfigurableApplicationContext sample = start(SampleApplication.class, WebApplicationType.SERVLET);

        assertThat(get(sample, "/users/1")).isEqualTo(200);

        List<Received> spans = spans(4);
        assertThat(spans)
                .extracting(Received::title)
                .containsExactly(
                        GATEWAY,
                        "sample CLIENT UserService/get",
                        "sample SERVER UserService/get",
                        "sample INTERNAL select users");
        assertThatEachIsTheChildOfTheOneBefore(spans);
        assertThat(spans.get(2).attributes())
                .containsEntry("rpc.system", "apache_thrift")
                .containsEntry("rpc.method", "get")
                .containsEntry("thrift.outcome", "success")
                .containsEntry("network.peer.address", "127.0.0.1")
                .containsKey("network.peer.port");
    }

    @Test
    void whenTheServiceAnswersWithAnExceptionTheTraceSaysSo() throws Exception {
        ConfigurableApplicationContext sample = start(SampleApplication.class, WebApplicationType.SERVLET);

        assertThat(get(sample, "/users/99")).isEqualTo(404);

        List<Received> spans = spans(4);
        assertThatEachIsTheChildOfTheOneBefore(spans);
        assertThat(spans.subList(1, 3)).allSatisfy(span -> assertThat(span.attributes())
                .containsEntry("thrift.outcome", "declared_exception"));
    }

    @Test
    void whenThriftIsCalledOverHttpTheCallBelongsToTheRequest() throws Exception {
        ConfigurableApplicationContext sample =
                start(SampleApplication.class, WebApplicationType.SERVLET, "--thrift.server.http.path=/thrift");
        String url = "http://127.0.0.1:" + port(sample, "local.server.port") + "/thrift";
        ConfigurableApplicationContext relay = start(
                Relay.class,
                WebApplicationType.NONE,
                "--spring.application.name=relay",
                "--thrift.clients.users.protocol=binary",
                "--thrift.clients.users.multiplexed=true",
                "--thrift.clients.users.address=" + url);

        python(relay);

        List<Received> spans = spans(5);
        assertThat(spans)
                .extracting(Received::title)
                .containsExactly(
                        "relay SERVER UserService/get",
                        "relay CLIENT UserService/get",
                        "sample SERVER http post",
                        "sample SERVER UserService/get",
                        "sample INTERNAL select users");
        assertThatEachIsTheChildOfTheOneBefore(spans);
    }

    @Test
    void whenAPythonClientBeginsTheTraceItGoesThroughTwoServers() throws Exception {
        ConfigurableApplicationContext sample = start(
                SampleApplication.class,
                WebApplicationType.NONE,
                "--thrift.server.model=threaded-selector",
                "--thrift.server.protocol=header",
                "--thrift.server.transport=framed");
        ConfigurableApplicationContext relay = start(
                Relay.class,
                WebApplicationType.NONE,
                "--spring.application.name=relay",
                "--thrift.clients.users.multiplexed=true",
                "--thrift.clients.users.address=127.0.0.1:" + port(sample, "local.thrift.server.port"));

        python(relay);

        List<Received> spans = spans(4);
        assertThat(spans)
                .extracting(Received::title)
                .containsExactly(
                        "relay SERVER UserService/get",
                        "relay CLIENT UserService/get",
                        "sample SERVER UserService/get",
                        "sample INTERNAL select users");
        assertThatEachIsTheChildOfTheOneBefore(spans);
    }

    @Test
    void whenTheTraceBeginsAtTheServerItNamesTheTransactionInAllThatIsLogged() {
        ConfigurableApplicationContext sample = start(
                SampleApplication.class,
                WebApplicationType.NONE,
                "--thrift.server.transaction-id.enabled=true",
                "--thrift.server.access-log.enabled=true",
                "--thrift.clients.users.protocol=binary");
        UserService.Iface users = sample.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
        try (LogLines lines = new LogLines("save")) {
            assertThatExceptionOfType(TApplicationException.class)
                    .isThrownBy(() -> users.save(new User(4, "x".repeat(201), List.of(), Map.of())))
                    .satisfies(ex -> {
                        String message = String.valueOf(ex.getMessage());
                        String id = message.substring(message.indexOf("(transaction ") + 13, message.length() - 1);
                        await().untilAsserted(() -> assertThat(lines.ids())
                                .containsExactlyInAnyOrder("failed " + id + ' ' + id, "access " + id + ' ' + id));
                        await().until(() -> collector.trace(id), spans -> spans.stream()
                                .anyMatch(span -> span.title().equals("sample SERVER UserService/save")));
                    });
        }
    }

    private static void python(ConfigurableApplicationContext server) throws Exception {
        assertThat(PythonScript.run("trace_client", port(server, "local.thrift.server.port"), TRACEPARENT))
                .containsExactly("Ada");
    }
}
