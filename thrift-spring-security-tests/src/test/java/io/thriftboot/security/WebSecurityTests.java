package io.thriftboot.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.security.testapi.CallerService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Thrift beside the filter chain of Spring Boot's security: what is at a port does not meet it, what is over HTTP does. */
@Timeout(120)
class WebSecurityTests {

    private static final int UNAUTHORIZED = 401;

    /** Where Spring Boot's own chain sends whom it does not know. */
    private static final int TO_ITS_LOGIN_PAGE = 302;

    static Stream<Arguments> chains() {
        return Stream.of(
                Arguments.of(WithoutTokens.class, TO_ITS_LOGIN_PAGE), Arguments.of(OwnChain.class, UNAUTHORIZED));
    }

    private static void assertThriftRefuses(
            ApplicationContext context, String client, String authorization, Application.Call call, String text) {
        assertThatThrownBy(() -> Application.call(context, client, authorization, call))
                .isInstanceOf(TApplicationException.class)
                .hasMessageEndingWith(text);
    }

    private static void assertTheWebServerRefuses(ApplicationContext context, String authorization, int status) {
        assertThatThrownBy(() -> Application.call(context, "http", authorization, CallerService.Iface::who))
                .isInstanceOf(TTransportException.class)
                .hasMessageContaining("status " + status + " (");
    }

    private static int post(ApplicationContext context, String path, String authorization)
            throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whenNothingIsConfiguredCallsAtThePortAreServedAndThoseOverHttpNeedATokenAgainstForgery() throws TException {
        try (ConfigurableApplicationContext context = Application.run(People.class)) {
            assertThat(Application.call(context, "tcp", Application.ANN, CallerService.Iface::who))
                    .isEqualTo("ann");
            assertTheWebServerRefuses(context, Application.ANN, TO_ITS_LOGIN_PAGE);
        }
    }

    @ParameterizedTest
    @MethodSource("chains")
    void whenThePathNeedsNoTokenCallersAreTheSameAtThePortAndOverHttp(Class<?> chain, int refusal) throws Exception {
        try (ConfigurableApplicationContext context = Application.run(chain)) {
            for (String client : new String[] {"tcp", "http"}) {
                assertThat(Application.call(context, client, Application.ANN, CallerService.Iface::who))
                        .isEqualTo("ann");
                assertThat(Application.call(context, client, Application.ADMIN, CallerService.Iface::whoRules))
                        .isEqualTo("admin");
                assertThriftRefuses(context, client, Application.ANN, CallerService.Iface::whoRules, "access denied");
            }
            String wrong = Application.basic("ann", "wrong");
            assertThriftRefuses(context, "tcp", wrong, CallerService.Iface::who, "not authenticated");
            assertThriftRefuses(context, "tcp", "", CallerService.Iface::who, "not authenticated");
            assertTheWebServerRefuses(context, wrong, refusal);
            assertTheWebServerRefuses(context, "", refusal);

            assertThat(post(context, "/page", Application.ANN)).isEqualTo(UNAUTHORIZED);
            Awaitility.await().untilAsserted(() -> assertThat(Map.of(
                            "success", Application.calls(context, "success"),
                            "access_denied", Application.calls(context, "access_denied"),
                            "not_authenticated", Application.calls(context, "not_authenticated")))
                    .isEqualTo(Map.of("success", 4L, "access_denied", 2L, "not_authenticated", 2L)));
        }
    }

    @Test
    void whenTheApplicationsPagesHaveAPathOfTheirOwnThePathIsNamedAsAWhole() throws TException {
        try (ConfigurableApplicationContext context =
                Application.run(WholePath.class, "spring.mvc.servlet.path=/pages")) {
            assertThat(Application.call(context, "http", Application.ANN, CallerService.Iface::who))
                    .isEqualTo("ann");
        }
    }

    @Test
    void whenTokensAreIntrospectedTheyAreGoodAtThePortAndOverHttp() throws TException {
        try (ConfigurableApplicationContext context = Application.run(Tokens.class)) {
            for (String client : new String[] {"tcp", "http"}) {
                assertThat(Application.call(context, client, "Bearer good", CallerService.Iface::who))
                        .isEqualTo("carol");
                assertThriftRefuses(context, client, "Bearer good", CallerService.Iface::whoRules, "access denied");
                assertThat(Application.call(context, client, Application.ADMIN, CallerService.Iface::whoRules))
                        .isEqualTo("admin");
            }
            assertThriftRefuses(context, "tcp", "Bearer bad", CallerService.Iface::who, "not authenticated");
            assertTheWebServerRefuses(context, "Bearer bad", UNAUTHORIZED);
        }
    }

    @Test
    void whenTheUserIsOneOfPropertiesItIsKnownAtThePort() throws TException {
        SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class);
        try (ConfigurableApplicationContext context = Application.run(
                application, "spring.security.user.name=dave", "spring.security.user.password=secret")) {
            String dave = Application.basic("dave", "secret");
            assertThat(Application.call(context, "tcp", dave, CallerService.Iface::who))
                    .isEqualTo("dave");
        }
    }

    @Test
    void whenThereIsNoWebServerThereIsNoUserOfProperties() {
        SpringApplicationBuilder application =
                new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = Application.run(
                application, "spring.security.user.name=dave", "spring.security.user.password=secret")) {
            assertThriftRefuses(
                    context, "tcp", Application.basic("dave", "secret"), CallerService.Iface::who, "not authenticated");
        }
    }

    /** What is documented for Spring Boot's own filter chain. */
    @Configuration(proxyBeanMethods = false)
    static class WithoutTokens {

        @Bean
        Customizer<CsrfConfigurer<HttpSecurity>> thriftNeedsNoToken() {
            return csrf -> csrf.ignoringRequestMatchers("/thrift");
        }
    }

    /** What is documented for applications whose pages have a path of their own. */
    @Configuration(proxyBeanMethods = false)
    static class WholePath {

        @Bean
        Customizer<CsrfConfigurer<HttpSecurity>> thriftNeedsNoToken() {
            return csrf -> csrf.ignoringRequestMatchers(
                    PathPatternRequestMatcher.withDefaults().matcher("/thrift"));
        }
    }

    /** What is documented for a filter chain of the application's. */
    @Configuration(proxyBeanMethods = false)
    static class OwnChain {

        @Bean
        SecurityFilterChain web(HttpSecurity http) {
            return http.csrf(csrf -> csrf.ignoringRequestMatchers("/thrift"))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }
    }

    /** The same with tokens that only their issuer understands. */
    @Configuration(proxyBeanMethods = false)
    static class Tokens {

        @Bean
        SecurityFilterChain web(HttpSecurity http) {
            return http.csrf(csrf -> csrf.ignoringRequestMatchers("/thrift"))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(Customizer.withDefaults())
                    .oauth2ResourceServer(server -> server.opaqueToken(Customizer.withDefaults()))
                    .build();
        }

        @Bean
        OpaqueTokenIntrospector issuer() {
            return Tokens::introspect;
        }

        private static OAuth2AuthenticatedPrincipal introspect(String token) {
            if (token.equals("good")) {
                return new OAuth2IntrospectionAuthenticatedPrincipal(
                        "carol", Map.of("sub", "carol"), AuthorityUtils.createAuthorityList("SCOPE_read"));
            }
            throw new BadOpaqueTokenException("secret reason");
        }
    }
}
