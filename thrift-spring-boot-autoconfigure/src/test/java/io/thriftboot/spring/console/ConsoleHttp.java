package io.thriftboot.spring.console;

import io.thriftboot.model.ThriftJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Requests as the page makes them. */
final class ConsoleHttp {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    ConsoleHttp(String base) {
        this.base = base;
    }

    /** Without the helpers of other tests, for class paths where these do not work. */
    static String basic(String user, String password) {
        byte[] text = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String contentType, String body) throws IOException, InterruptedException {
        return client.send(request(path, contentType, body), HttpResponse.BodyHandlers.ofString());
    }

    /** What a browser asks first before a page of another site may send JSON. */
    HttpResponse<String> preflight(String path, String origin) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "content-type")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A call with what else is to be in the body: names and values. */
    HttpResponse<String> call(String path, String args, String... more) throws IOException, InterruptedException {
        return client.send(request(path, "application/json", body(args, more)), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> callLater(String path, String args, String... more) {
        return client.sendAsync(
                request(path, "application/json", body(args, more)), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String contentType, String body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", contentType)
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    static String body(String args, String... more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("args", args);
        for (int i = 0; i < more.length; i += 2) {
            body.put(more[i], more[i + 1]);
        }
        return ThriftJson.text(body);
    }
}
