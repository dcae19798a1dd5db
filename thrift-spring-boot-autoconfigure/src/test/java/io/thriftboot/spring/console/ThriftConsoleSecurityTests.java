package io.thriftboot.spring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The console behind Spring Security, its protection against forged requests included. */
class ThriftConsoleSecurityTests {

    private static final String PASSWORD = "ann:secret";
    private static final String CALL = "/UserService/getUser";

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @Test
    void whenNobodyIsKnownNothingIsShownAndNothingCalled() throws Exception {
        try (ConfigurableApplicationContext context = ConsoleApplication.startWith(Guarded.class)) {
            assertThat(get(context, "", null).statusCode()).isEqualTo(401);
            assertThat(get(context, "/model", "ann:wrong").statusCode()).isEqualTo(401);
            assertThat(call(context, "ann:wrong", null).statusCode()).isIn(401, 403);
            assertThat(context.getBean(ConsoleApplication.Seen.class).calls).hasValue(0);
        }
    }

    @Test
    void whenTheTokenOfTheCookieComesBackTheCallIsMade() throws Exception {
        try (ConfigurableApplicationContext context = ConsoleApplication.startWith(Guarded.class)) {
            assertThat(get(context, "", PASSWORD).statusCode()).isEqualTo(200);

            HttpResponse<String> response = call(context, PASSWORD, token());

            assertThat(response.body()).contains("\"outcome\":\"reply\"");
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whenTheTokenIsMissingTheCallIsRefused() throws Exception {
        try (ConfigurableApplicationContext context = ConsoleApplication.startWith(Guarded.class)) {
            assertThat(get(context, "", PASSWORD).statusCode()).isEqualTo(200);

            assertThat(call(context, PASSWORD, null).statusCode()).isEqualTo(403);
            assertThat(context.getBean(ConsoleApplication.Seen.class).calls).hasValue(0);
        }
    }

    /** As the page reads it. */
    private String token() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(ConfigurableApplicationContext context, String path, @Nullable String password)
            throws IOException, InterruptedException {
        return send(request(context, path, password).GET());
    }

    private HttpResponse<String> call(
            ConfigurableApplicationContext context, @Nullable String password, @Nullable String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(context, CALL, password)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ConsoleHttp.body("{\"id\":1}")));
        return send(token == null ? request : request.header("X-XSRF-TOKEN", token));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(
            ConfigurableApplicationContext context, String path, @Nullable String password) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ConsoleApplication.base(context) + path));
        if (password == null) {
            return request;
        }
        String encoded = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
        return request.header("Authorization", "Basic " + encoded);
    }

    /** What {@code docs/console.md} says. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Guarded {

        @Bean
        SecurityFilterChain guarded(HttpSecurity http) {
            return http.csrf(CsrfConfigurer::spa)
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService people() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("ann").password("{noop}secret").build());
        }
    }
}
