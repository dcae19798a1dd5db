package io.thriftboot.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.testapi.UserService;
import java.util.Map;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Bearer tokens that only their issuer understands. */
@ExtendWith(OutputCaptureExtension.class)
class OpaqueTokenTests {

    private final ApplicationContextRunner runner = Secured.runner()
            .withUserConfiguration(Handler.class)
            .withPropertyValues(
                    "thrift.server.authorization.rules[0].service=UserService",
                    "thrift.server.authorization.rules[0].method=ping",
                    "thrift.server.authorization.rules[0].access=hasAuthority('SCOPE_read')",
                    "thrift.server.authorization.default-access=hasAuthority('SCOPE_write')");

    private static OAuth2AuthenticatedPrincipal introspect(String token) {
        return switch (token) {
            case "good" ->
                new OAuth2IntrospectionAuthenticatedPrincipal(
                        "carol", Map.of("sub", "carol"), AuthorityUtils.createAuthorityList("SCOPE_read"));
            case "unanswered" -> throw new OAuth2IntrospectionException("the issuer is down");
            default -> throw new BadOpaqueTokenException("secret reason");
        };
    }

    private static void assertRefused(ThriftChannel channel, String authorization, Secured.Call call, String text) {
        assertThatThrownBy(() -> Secured.call(channel, authorization, call))
                .isInstanceOf(TApplicationException.class)
                .hasMessageEndingWith(text);
    }

    private static void assertTokensAreIntrospected(ThriftChannel channel) throws Exception {
        assertThat(Secured.ping(channel, "Bearer good")).isEqualTo("carol");
        assertRefused(channel, "Bearer good", users -> users.name(1), "access denied");
        assertRefused(channel, "Bearer bad", users -> users.ping("x"), "not authenticated");
        assertRefused(channel, Secured.ANN, users -> users.ping("x"), "not authenticated");
    }

    @Test
    void whenThereIsAnIntrospectorItKnowsTheCallerAndWhatHeMayDo() {
        runner.withBean(OpaqueTokenIntrospector.class, () -> OpaqueTokenTests::introspect)
                .run(context -> {
                    try (ThriftChannel channel = Secured.channel(context)) {
                        assertTokensAreIntrospected(channel);
                    }
                });
    }

    @Test
    void whenTheManagerHasAProviderOfTokensItIsTheSame() {
        runner.withBean(
                        AuthenticationManager.class,
                        () -> new ProviderManager(new OpaqueTokenAuthenticationProvider(OpaqueTokenTests::introspect)))
                .run(context -> {
                    try (ThriftChannel channel = Secured.channel(context)) {
                        assertTokensAreIntrospected(channel);
                    }
                });
    }

    @Test
    void whenTheIssuerDoesNotAnswerItIsAnErrorOfTheServerThatTheLogExplains(CapturedOutput output) {
        runner.withBean(OpaqueTokenIntrospector.class, () -> OpaqueTokenTests::introspect)
                .run(context -> {
                    try (ThriftChannel channel = Secured.channel(context)) {
                        assertRefused(
                                channel,
                                "Bearer unanswered",
                                (UserService.Iface users) -> users.ping("x"),
                                "internal error in UserService.ping");
                    }
                    assertThat(output).contains("the issuer is down");
                    assertThat(context.getBean(Handler.class).calls).hasValue(0);
                });
    }

    @ThriftService
    static class Handler extends Secured.Handler {}
}
