package io.thriftboot.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.testapi.UserNotFound;
import io.thriftboot.spring.testapi.UserService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yaml.snakeyaml.Yaml;

/** The pages, the dashboards and the alert rules for operators, against what a running application really exposes. */
class MonitoringTests {

    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final List<Path> DASHBOARDS = List.of(
            Path.of("../docs/monitoring/thrift-servers.json"), Path.of("../docs/monitoring/thrift-clients.json"));
    private static final Path ALERTS = Path.of("../docs/monitoring/prometheus-alerts.yml");
    private static final Pattern METRIC = Pattern.compile("\\bthrift_\\w+");
    private static final Pattern LABELS = Pattern.compile("\\{([^}]*)}|\\b(?:by|on) \\(([^)]*)\\)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|=|!=|,|$)");
    private static final Pattern VARIABLE = Pattern.compile("label_values\\((.+), (\\w+)\\)");
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

    @TempDir
    private static Path recordings;

    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() throws Exception {
        application = new SpringApplicationBuilder(Application.class)
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "management.endpoints.web.exposure.include=prometheus",
                        "thrift.server.port=0",
                        "thrift.server.address=127.0.0.1",
                        "thrift.server.recording.enabled=true",
                        "thrift.server.recording.directory=" + recordings,
                        "thrift.clients.users.address=127.0.0.1:${local.thrift.server.port}")
                .run();
        UserService.Iface users = application.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
        users.ping("x");
        users.touch(1);
        assertThatThrownBy(() -> users.name(-1)).isInstanceOf(UserNotFound.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void whenAMeterExistsItIsOnThePageWithItsKeys() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `thrift.")))
                .containsExactlyElementsOf(rowsOfMeters());
    }

    private static List<String> rowsOfMeters() {
        TreeMap<String, List<Meter>> byName = application.getBean(MeterRegistry.class).getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("thrift."))
                .collect(Collectors.groupingBy(meter -> meter.getId().getName(), TreeMap::new, Collectors.toList()));
        return byName.values().stream().map(MonitoringTests::row).toList();
    }

    private static String row(List<Meter> meters) {
        Meter.Id id = meters.get(0).getId();
        String keys = meters.stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .map(Tag::getKey)
                .distinct()
                .sorted()
                .map(key -> "`" + key + "`")
                .collect(Collectors.joining(", "));
        String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit();
        return "| `" + id.getName() + "` | " + id.getType().name().toLowerCase(Locale.ROOT) + " | " + unit + " | "
                + keys + " | " + id.getDescription() + " |";
    }

    @Test
    void whenADashboardAsksForAMetricOrLabelItIsExposed() throws Exception {
        assertThatAllIsExposed(queriesOfDashboards());
        for (Path dashboard : DASHBOARDS) {
            List<String> variables =
                    JsonPath.read(Files.readString(dashboard), "$.templating.list[?(@.type == 'query')].query");
            assertThat(variables).hasSize(3);
            for (String variable : variables) {
                Matcher matcher = VARIABLE.matcher(variable);
                assertThat(matcher.matches()).as(variable).isTrue();
                assertThatAllIsExposed(List.of(matcher.group(1)));
                assertThat(labelsExposed()).contains(matcher.group(2));
            }
        }
    }

    @Test
    void whenAMetricIsExposedADashboardShowsIt() throws Exception {
        String queries = String.join(" ", queriesOfDashboards());
        assertThat(metricsExposed()).allSatisfy(metric -> assertThat(queries).contains(metric + '{'));
    }

    private static List<String> queriesOfDashboards() throws IOException {
        List<String> queries = new ArrayList<>();
        for (Path dashboard : DASHBOARDS) {
            queries.addAll(JsonPath.<List<String>>read(Files.readString(dashboard), "$.panels[*].targets[*].expr"));
        }
        return queries;
    }

    @Test
    void whenAnAlertAsksForAMetricOrLabelItIsExposed() throws Exception {
        String alerts = Files.readString(ALERTS);
        Object rules = new Yaml().load(alerts);
        List<String> queries = JsonPath.read(rules, "$.groups[*].rules[*].expr");
        assertThat(queries).hasSizeGreaterThan(10);
        assertThatAllIsExposed(queries);
        List<String> summaries = JsonPath.read(rules, "$.groups[*].rules[*].annotations.summary");
        Matcher shown = Pattern.compile("\\$labels\\.(\\w+)").matcher(String.join(" ", summaries));
        Set<String> labels = labelsExposed();
        while (shown.find()) {
            assertThat(labels).contains(shown.group(1));
        }
    }

    @Test
    void whenPeersAskForUnknownMethodsTheyMakeNoSeries() throws Exception {
        int port = ThriftTestContexts.port(application);
        int before = seriesExposed();
        try (TSocket socket = new TSocket("127.0.0.1", port)) {
            socket.open();
            TBinaryProtocol protocol = new TBinaryProtocol(new TFramedTransport(socket));
            for (int i = 0; i < 100; i++) {
                UserService.Client nobody = new UserService.Client(new TMultiplexedProtocol(protocol, "unknown" + i));
                assertThatThrownBy(() -> nobody.ping("x")).isInstanceOf(TApplicationException.class);
            }
        }
        await().untilAsserted(() -> assertThat(exposed())
                .anyMatch(line -> line.startsWith("thrift_server_protocol_errors_total{") && line.endsWith(" 100.0")));
        assertThat(seriesExposed()).isEqualTo(before);
        assertThat(exposed()).noneMatch(line -> line.contains("unknown1"));
    }

    private static int seriesExposed() throws Exception {
        return (int)
                exposed().stream().filter(line -> line.startsWith("thrift_")).count();
    }

    private static void assertThatAllIsExposed(Collection<String> queries) throws Exception {
        Set<String> metrics = metricsExposed();
        Set<String> labels = labelsExposed();
        assertThat(queries).allSatisfy(query -> {
            Matcher metric = METRIC.matcher(LABELS.matcher(query).replaceAll(" "));
            assertThat(metric.results().map(found -> found.group()).toList())
                    .isNotEmpty()
                    .isSubsetOf(metrics);
            assertThat(labelsOf(query)).isSubsetOf(labels);
        });
    }

    private static Set<String> labelsOf(String query) {
        Set<String> labels = new TreeSet<>();
        LABELS.matcher(query).results().forEach(found -> {
            String list =
                    found.group(1) == null ? found.group(2) : found.group(1).replaceAll("\"[^\"]*\"", "");
            LABEL.matcher(list).results().forEach(label -> labels.add(label.group(1)));
        });
        return labels;
    }

    private static Set<String> metricsExposed() throws Exception {
        return exposed().stream()
                .filter(line -> line.startsWith("thrift_"))
                .map(line -> line.substring(0, line.indexOf('{')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> labelsExposed() throws Exception {
        Set<String> labels = new TreeSet<>(OF_PROMETHEUS);
        for (String line : exposed()) {
            if (line.startsWith("thrift_")) {
                labels.addAll(labelsOf(line));
            }
        }
        return labels;
    }

    private static List<String> exposed() throws IOException {
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body().lines().toList();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IOException(ex);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ImportThriftClients(name = "users", types = UserService.class)
    static class Application {

        @Bean
        @ThriftService
        Users handler() {
            return new Users();
        }
    }
}
