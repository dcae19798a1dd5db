package io.thriftboot.spring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a browser asks for when somebody opens the page and makes a call: each link resolved against where it was found. */
final class ConsoleVisit {

    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"#:]+)\"");

    private final HttpClient client;

    ConsoleVisit(HttpClient client) {
        this.client = client;
    }

    void succeedsAt(URI page) throws IOException, InterruptedException {
        HttpResponse<String> html = send(HttpRequest.newBuilder(page));
        List<URI> files = LINK.matcher(html.body())
                .results()
                .map((MatchResult link) -> page.resolve(link.group(1)))
                .toList();
        assertThat(files).hasSize(2);
        for (URI file : files) {
            send(HttpRequest.newBuilder(file));
        }
        URI script = files.get(1);
        assertThat(script.getPath()).endsWith("/app.js");
        assertThat(send(HttpRequest.newBuilder(script.resolve("model"))).body()).contains("\"canCall\":true");
        assertThat(send(HttpRequest.newBuilder(script.resolve("./UserService/getUser"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(ConsoleHttp.body("{\"id\":1}"))))
                        .body())
                .contains("\"outcome\":\"reply\"");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.uri().toString()).isEqualTo(200);
        return response;
    }
}
