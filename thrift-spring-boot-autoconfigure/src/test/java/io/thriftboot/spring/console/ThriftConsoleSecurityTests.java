package io.thriftboot.spring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The console behind Spring Security, its protection against forged requests included. */
@ExtendWith(OutputCaptureExtension.class)
class ThriftConsoleSecurityTests {

    private static final String ANN = ConsoleHttp.basic("ann", "secret");
    private static final String WRONG = ConsoleHttp.basic("ann", "wrong");
    private static final String CALL = "/UserService/getUser";

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @Test
    void whenNobodyIsKnownNothingIsShownAndNothingCalled() throws Exception {
        try (ConfigurableApplicationContext context = guarded()) {
            assertThat(get(context, "", null).statusCode()).isEqualTo(401);
            assertThat(get(context, "/model", WRONG).statusCode()).isEqualTo(401);
            assertThat(call(context, WRONG, null).statusCode()).isIn(401, 403);
            assertThat(context.getBean(ConsoleApplication.Seen.class).calls).hasValue(0);
        }
    }

    @Test
    void whenTheTokenOfTheCookieComesBackTheCallIsMade() throws Exception {
        try (ConfigurableApplicationContext context = guarded()) {
            assertThat(get(context, "", ANN).statusCode()).isEqualTo(200);

            HttpResponse<String> response = call(context, ANN, token());

            assertThat(response.body()).contains("\"outcome\":\"reply\"");
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whenTheTokenIsMissingTheCallIsRefused() throws Exception {
        try (ConfigurableApplicationContext context = guarded()) {
            assertThat(get(context, "", ANN).statusCode()).isEqualTo(200);

            assertThat(call(context, ANN, null).statusCode()).isEqualTo(403);
            assertThat(context.getBean(ConsoleApplication.Seen.class).calls).hasValue(0);
        }
    }

    @Test
    void whenTheUserIsKnownInterceptorsAndTheLogNameHim(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = guarded("server.address=0.0.0.0")) {
            get(context, "", ANN);
            call(context, ANN, token());

            assertThat(context.getBean(ConsoleApplication.Seen.class).peer)
                    .isInstanceOfSatisfying(ConsolePeer.class, peer -> assertThat(peer.principal())
                            .isNotNull()
                            .extracting(Principal::getName)
                            .isEqualTo("ann"));
            assertThat(output)
                    .contains("Thrift console: user=ann target=- call=UserService.getUser outcome=reply ms=")
                    .doesNotContain("everybody who reaches port");
        }
    }

    private static ConfigurableApplicationContext guarded(String... properties) {
        return ConsoleApplication.startWith(
                WebStack.present() == WebStack.WEBFLUX ? ReactiveGuard.class : ServletGuard.class, properties);
    }

    /** As the page reads it. */
    private String token() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(
            ConfigurableApplicationContext context, String path, @Nullable String authorization)
            throws IOException, InterruptedException {
        return send(request(context, path, authorization).GET());
    }

    private HttpResponse<String> call(
            ConfigurableApplicationContext context, @Nullable String authorization, @Nullable String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(context, CALL, authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ConsoleHttp.body("{\"id\":1}")));
        return send(token == null ? request : request.header("X-XSRF-TOKEN", token));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(
            ConfigurableApplicationContext context, String path, @Nullable String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ConsoleApplication.base(context) + path));
        return authorization == null ? request : request.header("Authorization", authorization);
    }
}
