package io.thriftboot.monitoring;

import com.jayway.jsonpath.JsonPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Debian's Prometheus in a process of its own, on a free port, which scrapes one application. */
final class Prometheus implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("Listening on.* address=127\\.0\\.0\\.1:(\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A program of the package {@code prometheus}; empty where it is not installed. */
    static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with its data, its configuration and its output in the folder. */
    static Prometheus start(Path program, Path folder, Path rules, int scrapedPort) throws IOException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), configuration(rules, scrapedPort));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            Awaitility.await("the start or end of Prometheus")
                    .atMost(PATIENCE)
                    .until(() -> listensAt(output).isPresent() || !process.isAlive());
            return new Prometheus(process, listensAt(output).orElseThrow());
        } catch (RuntimeException ex) {
            process.destroyForcibly();
            throw new IllegalStateException("Prometheus did not start: " + read(output), ex);
        }
    }

    private static String configuration(Path rules, int scrapedPort) {
        return """
                global:
                  scrape_interval: 200ms
                  evaluation_interval: 200ms
                rule_files: ['%s']
                scrape_configs:
                  - job_name: sample
                    metrics_path: /actuator/prometheus
                    static_configs:
                      - targets: ['127.0.0.1:%d']
                """.formatted(rules.toAbsolutePath().normalize(), scrapedPort);
    }

    private static Optional<Integer> listensAt(Path output) {
        Matcher line = LISTENS.matcher(read(output));
        return line.find() ? Optional.of(Integer.valueOf(line.group(1))) : Optional.empty();
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The series of an expression as of now. */
    List<Series> query(String expression) throws IOException {
        String answer = get("query?query=" + encoded(expression));
        List<Map<String, Object>> result = JsonPath.read(answer, "$.data.result");
        return result.stream().map(Series::of).toList();
    }

    /** The values of a label of all series of a selector. */
    List<String> labelValues(String selector, String label) throws IOException {
        return JsonPath.read(get("label/" + label + "/values?match[]=" + encoded(selector)), "$.data");
    }

    /** Of each alert rule whether it could be evaluated: {@code ok}, {@code err} or {@code unknown}. */
    List<String> healthOfRules() throws IOException {
        return JsonPath.read(get("rules?type=alert"), "$.data.groups[*].rules[*].health");
    }

    /** Of each application that is scraped whether it could be, and why not: {@code up} where all is well. */
    List<String> healthOfTargets() throws IOException {
        List<Map<String, String>> targets = JsonPath.read(get("targets?state=active"), "$.data.activeTargets");
        return targets.stream()
                .map(target -> (target.get("health") + ' ' + target.get("lastError")).strip())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String get(String path) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/" + path.replace("[]", "%5B%5D"));
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(path + ": " + response.body());
            }
            return response.body();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IOException(ex);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .whenComplete((ended, failure) -> process.destroyForcibly())
                .join();
    }

    /**
     * A series with its value.
     *
     * @param labels names and values
     * @param value may be no number, as means of nothing are
     */
    record Series(Map<String, String> labels, double value) {

        static Series of(Map<String, Object> json) {
            return new Series(JsonPath.read(json, "$.metric"), Double.parseDouble(JsonPath.read(json, "$.value[1]")));
        }

        boolean isNumber() {
            return Double.isFinite(value);
        }
    }
}
