package io.thriftboot.spring.console;

import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.thriftboot.model.ThriftJson;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** A page in Debian's Chromium, driven by the DevTools protocol over the JDK's own web socket. */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final String session;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

    /** What no page of ours should cause: errors, and violations of the content security policy. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    final List<String> requests = new CopyOnWriteArrayList<>();

    static Optional<Path> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Chromium(Path program) throws IOException {
        profile = Files.createTempDirectory("console-browser");
        process = start(program, profile);
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address(process.inputReader())), new Listener())
                .join();
        String target = send(null, "Target.createTarget", Map.of("url", "about:blank"), "$.result.targetId");
        session =
                send(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true), "$.result.sessionId");
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
        size(1280, 800);
    }

    /** All that it writes is in the profile, also what it takes for temporary. */
    private static Process start(Path program, Path profile) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + profile,
                "about:blank");
        builder.environment().put("TMPDIR", profile.toString());
        return builder.redirectErrorStream(true).start();
    }

    private static String address(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                return line.substring("DevTools listening on ".length());
            }
        }
        throw new IOException("chromium: ended before it was ready");
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                received(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void received(String message) {
        Map<String, Object> answer = JsonPath.read(message, "$");
        CompletableFuture<String> one = answer.get("id") instanceof Integer id ? waiting.remove(id) : null;
        if (one != null) {
            one.complete(message);
            return;
        }
        switch (String.valueOf(answer.get("method"))) {
            case "Network.requestWillBeSent" -> {
                String url = JsonPath.read(message, "$.params.request.url");
                if (!url.startsWith("data:") && !url.startsWith("about:")) {
                    requests.add(url);
                }
            }
            case "Runtime.exceptionThrown" -> complaints.add(message);
            case "Runtime.consoleAPICalled" -> {
                if (JsonPath.read(message, "$.params.type").equals("error")) {
                    complaints.add(message);
                }
            }
            case "Log.entryAdded" -> {
                // Chromium reports each response above 399 as an error of the network.
                if (!JsonPath.read(message, "$.params.entry.source").equals("network")) {
                    complaints.add(message);
                }
            }
            default -> {
                // Other events are of no interest.
            }
        }
    }

    private String send(@Nullable String to, String method, Map<String, ?> parameters, String result) {
        return Objects.requireNonNull(JsonPath.read(send(to, method, parameters), result));
    }

    private String send(@Nullable String to, String method, Map<String, ?> parameters) {
        Map<String, Object> message = new LinkedHashMap<>();
        int id = ids.incrementAndGet();
        message.put("id", id);
        message.put("method", method);
        message.put("params", parameters);
        if (to != null) {
            message.put("sessionId", to);
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.sendText(ThriftJson.text(message), true).join();
        String text = answer.orTimeout(120, TimeUnit.SECONDS).join();
        if (text.startsWith("{\"id\":" + id + ",\"error\"")) {
            throw new IllegalStateException(method + ": " + text);
        }
        return text;
    }

    String send(String method, Map<String, ?> parameters) {
        return send(session, method, parameters);
    }

    void open(String url) {
        send("Page.navigate", Map.of("url", url));
    }

    /** The value of an expression in the page. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> @Nullable T eval(String expression) {
        String answer = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (answer.contains("\"exceptionDetails\"")) {
            throw new IllegalStateException(expression + ": " + answer);
        }
        Map<String, Object> result = JsonPath.read(answer, "$.result.result");
        @SuppressWarnings("unchecked")
        T value = (T) result.get("value");
        return value;
    }

    /** Waits until an expression is true; it may fail before. */
    void until(String condition) {
        await("until " + condition)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> Boolean.TRUE.equals(this.<Object>eval("!!(" + condition + ")")));
    }

    /** Waits until the page's text has this in it. */
    void untilText(String text) {
        until("document.body.innerText.includes(" + ThriftJson.text(text) + ")");
    }

    String text(String selector) {
        return Objects.requireNonNull(eval("document.querySelector(" + ThriftJson.text(selector) + ").innerText"));
    }

    /** Clicks what is shown of an element, as a mouse would. */
    void click(String expression) {
        until("(() => { const e = " + expression
                + "; if (!e) return false; e.scrollIntoView({block: 'center'}); return true; })()");
        List<Number> at = Objects.requireNonNull(eval("(() => { const r = (" + expression
                + ").getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"));
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of("type", type, "x", at.get(0), "y", at.get(1), "button", "left", "clickCount", 1));
        }
    }

    void clickOn(String selector) {
        click("document.querySelector(" + ThriftJson.text(selector) + ")");
    }

    /** Clicks what has this text and no more. */
    void clickText(String selector, String text) {
        click("[...document.querySelectorAll(" + ThriftJson.text(selector) + ")].find(e => e.innerText.trim() === "
                + ThriftJson.text(text) + ")");
    }

    void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /** Presses a key; 2 is ctrl. */
    void press(String key, int modifiers) {
        int code =
                switch (key) {
                    case "Enter" -> 13;
                    case "Escape" -> 27;
                    case "ArrowDown" -> 40;
                    case "/" -> 191;
                    case " " -> 32;
                    default -> key.toUpperCase(java.util.Locale.ROOT).charAt(0);
                };
        Map<String, Object> down = new LinkedHashMap<>(
                Map.of("type", "keyDown", "key", key, "modifiers", modifiers, "windowsVirtualKeyCode", code));
        if (key.length() == 1 && modifiers == 0) {
            down.put("text", key);
        } else if (key.equals("Enter") && modifiers == 0) {
            down.put("text", "\r");
        }
        send("Input.dispatchKeyEvent", down);
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "modifiers", modifiers));
    }

    void size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void scheme(String scheme) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void screenshot(Path file) throws IOException {
        String data = send(session, "Page.captureScreenshot", Map.of("format", "png"), "$.result.data");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().orTimeout(90, TimeUnit.SECONDS).join();
        // Its helpers may write for a moment longer.
        await("profile removed").atMost(PATIENCE).ignoreExceptions().until(() -> {
            FileSystemUtils.deleteRecursively(profile);
            return Files.notExists(profile);
        });
    }
}
