package io.thriftboot.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thriftboot.monitoring.Dashboard.Query;
import io.thriftboot.monitoring.Dashboard.Variable;
import io.thriftboot.monitoring.Prometheus.Series;
import io.thriftboot.sample.SampleApplication;
import io.thriftboot.sample.api.User;
import io.thriftboot.sample.api.UserService;
import io.thriftboot.spring.client.ThriftChannels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.yaml.snakeyaml.Yaml;

/** Every query of both dashboards and of every alert, answered by Prometheus while it scrapes the sample. */
class DashboardTests {

    private static final Path FOLDER = Path.of("../docs/monitoring");
    private static final Path ALERTS = FOLDER.resolve("prometheus-alerts.yml");
    private static final List<Dashboard> DASHBOARDS = Stream.of("thrift-servers.json", "thrift-clients.json")
            .map(name -> Dashboard.read(FOLDER.resolve(name)))
            .toList();

    /** Of series with what makes an alert of them, not of labels. */
    private static final Pattern COMPARISON = Pattern.compile(" (==|!=|<=|>=|<|>) ");

    private static final Pattern SHOWN = Pattern.compile("\\$labels\\.(\\w+)");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext sample;
    private static Prometheus prometheus;

    @BeforeAll
    static void start() throws IOException {
        Path program = installed("prometheus");
        sample = new SpringApplicationBuilder(SampleApplication.class)
                .run(
                        "--spring.main.banner-mode=off",
                        "--server.port=0",
                        "--sample.interval=200ms",
                        "--management.tracing.exemplars.include=none", // Prometheus before 2.43 refuses those at timers
                        "--thrift.server.port=0",
                        "--thrift.server.recording.enabled=true",
                        "--thrift.server.recording.directory=" + folder.resolve("recording"));
        failACall();
        int port = sample.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        prometheus = Prometheus.start(program, Files.createDirectory(folder.resolve("prometheus")), ALERTS, port);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.healthOfTargets()).containsExactly("up"));
    }

    /** Skips the test, and prints why, where it is missing. */
    private static Path installed(String name) {
        Optional<Path> program = Prometheus.program(name);
        if (program.isEmpty()) {
            System.out.println("SKIPPED: DashboardTests: no " + name + " on the PATH (Debian: prometheus)");
        }
        assumeTrue(program.isPresent(), name + " is not installed");
        return program.get();
    }

    /** Nothing in an undisturbed sample fails, and panels of failures are empty until something does. */
    private static void failACall() {
        UserService.Iface users = sample.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
        User nobody = new User(4, "x".repeat(201), List.of(), Map.of());
        assertThatExceptionOfType(TApplicationException.class).isThrownBy(() -> users.save(nobody));
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (sample != null) {
            sample.close();
        }
    }

    static Stream<Query> queries() {
        return DASHBOARDS.stream().flatMap(Dashboard::queries);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void whenAPanelAsksForAllItGetsSeriesWithWhatItsLegendShows(Query query) {
        Map<String, String> all =
                query.dashboard().variables().stream().collect(Collectors.toMap(Variable::name, Variable::all));

        assertThatThereIsData(substituted(query.expression(), all), query.labels());
    }

    @ParameterizedTest
    @MethodSource("queries")
    void whenAPanelAsksForWhatIsChosenItGetsSeries(Query query) {
        assertThatThereIsData(substituted(query.expression(), chosen(query.dashboard())), query.labels());
    }

    /** As if a user had chosen every value, one after the other. */
    private static Map<String, String> chosen(Dashboard dashboard) {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (Variable variable : dashboard.variables()) {
            List<String> values = await().atMost(PATIENCE)
                    .until(
                            () -> prometheus.labelValues(substituted(variable.selector(), chosen), variable.label()),
                            found -> !found.isEmpty());
            chosen.put(variable.name(), '(' + String.join("|", values) + ')');
        }
        return chosen;
    }

    private static String substituted(String expression, Map<String, String> variables) {
        String substituted = expression.replace("$__rate_interval", "1m");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            substituted = substituted.replace('$' + variable.getKey(), variable.getValue());
        }
        assertThat(substituted).doesNotContain("$");
        return substituted;
    }

    private static void assertThatThereIsData(String expression, Set<String> labels) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Series> series = prometheus.query(expression);
            assertThat(series).as(expression).anyMatch(Series::isNumber);
            assertThat(series).allSatisfy(one -> assertThat(one.labels()).containsKeys(labels.toArray(String[]::new)));
        });
    }

    static Stream<Map<String, Object>> alerts() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(Files.readString(ALERTS));
        return file.get("groups").stream().flatMap(group -> group.get("rules").stream());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void whenAnAlertIsAskedForWithoutItsThresholdItGetsSeriesWithWhatItsTextShows(Map<String, Object> alert) {
        String expression = String.valueOf(alert.get("expr"));
        String annotations = String.valueOf(alert.get("annotations"));

        String toldNotFiltered = COMPARISON.matcher(expression).replaceAll(" $1 bool ");

        assertThat(toldNotFiltered).isNotEqualTo(expression);
        assertThatThereIsData(
                toldNotFiltered,
                SHOWN.matcher(annotations)
                        .results()
                        .map(label -> label.group(1))
                        .collect(Collectors.toSet()));
    }

    @Test
    void whenPrometheusHasLoadedTheRulesItEvaluatesEachOfThem() throws IOException {
        long alerts = alerts().count();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(prometheus.healthOfRules())
                .hasSize((int) alerts)
                .containsOnly("ok"));
    }

    @Test
    void whenPromtoolChecksTheRulesItAcceptsThem() throws Exception {
        Path output = folder.resolve("promtool");
        Process promtool = new ProcessBuilder(installed("promtool").toString(), "check", "rules", ALERTS.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(promtool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(promtool.exitValue()).as(Files.readString(output)).isZero();
    }
}
