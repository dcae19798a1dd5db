package io.thriftboot.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.client.ThriftChannel;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.server.ThriftServers;
import java.util.Map;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** What clients show of themselves in headers, and who they are then. */
@ExtendWith(OutputCaptureExtension.class)
class ThriftAuthenticationTests {

    private final ApplicationContextRunner empty = Secured.runner()
            .withUserConfiguration(Handler.class)
            .withPropertyValues("thrift.server.authorization.enabled=true");
    private final ApplicationContextRunner runner = empty.withUserConfiguration(Secured.People.class);

    private static void assertRefused(ThriftChannel channel, String authorization) {
        assertThatThrownBy(() -> Secured.ping(channel, authorization))
                .isInstanceOf(TApplicationException.class)
                .hasMessageEndingWith("not authenticated")
                .extracting(thrown -> ((TApplicationException) thrown).getType())
                .isEqualTo(TApplicationException.UNKNOWN);
    }

    @Test
    void whenNameAndPasswordAreRightTheHandlerKnowsTheCaller() {
        runner.run(context -> {
            try (ThriftChannel channel = Secured.channel(context)) {
                assertThat(Secured.ping(channel, Secured.ANN)).isEqualTo("ann");
                assertThat(Secured.ping(channel, Secured.ADMIN.replace("Basic", "bAsIc")))
                        .isEqualTo("admin");
                assertThat(Secured.ping(channel, Secured.ANN)).isEqualTo("ann");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic bm9jb2xvbg==",
                "Basic YW5uOndyb25n",
                "Basic bm9ib2R5OnNlY3JldA==",
                "Bearer abc",
                "Negotiate abc",
                "YW5uOnNlY3JldA=="
            })
    void whenACredentialIsMissingOrWrongTheCallIsRefusedAndNotTriedAgain(String authorization) {
        runner.run(context -> {
            try (ThriftChannel channel = Secured.channel(context)) {
                assertRefused(channel, authorization);

                assertThat(context.getBean(Handler.class).calls).hasValue(0);
                assertThat(context.getBean(ThriftServers.class)
                                .all()
                                .get(0)
                                .stats()
                                .calls())
                        .isEqualTo(1);
                assertThat(channel.stats().values())
                        .allSatisfy(stats -> assertThat(stats.created()).isEqualTo(1));
            }
        });
    }

    @Test
    void whenTheProtocolHasNoHeadersThereIsNoCredential() {
        runner.run(context -> {
            try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                assertRefused(channel, Secured.ANN);
            }
        });
    }

    @Test
    void whenATokenIsOneOfADecoderItsSubjectIsTheCaller() {
        empty.withBean(JwtDecoder.class, Secured::tokens).run(context -> {
            try (ThriftChannel channel = Secured.channel(context)) {
                assertThat(Secured.ping(channel, "Bearer good")).isEqualTo("carol");
                assertRefused(channel, "Bearer bad");
                assertRefused(channel, "Bearer ");
                assertRefused(channel, Secured.ANN);
            }
        });
    }

    @Test
    void whenAProviderKnowsTokensItIsAskedInsteadOfADecoder() {
        empty.withBean(JwtDecoder.class, Secured::tokens)
                .withBean(AuthenticationProvider.class, Tokens::new)
                .run(context -> {
                    try (ThriftChannel channel = Secured.channel(context)) {
                        assertThat(Secured.ping(channel, "Bearer of dave")).isEqualTo("dave");
                        assertRefused(channel, "Bearer good");
                    }
                });
    }

    /** Tokens that say by themselves whose they are. */
    private static final class Tokens implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication shown) {
            String token = ((BearerTokenAuthenticationToken) shown).getToken();
            if (!token.startsWith("of ")) {
                throw new BadCredentialsException("secret reason");
            }
            return new TestingAuthenticationToken(
                    token.substring(3), null, AuthorityUtils.createAuthorityList("ROLE_USER"));
        }

        @Override
        public boolean supports(Class<?> shown) {
            return BearerTokenAuthenticationToken.class.isAssignableFrom(shown);
        }
    }

    @Test
    void whenTheApplicationHasAManagerItAloneDecides() {
        runner.withBean(
                        AuthenticationManager.class,
                        () -> shown ->
                                new TestingAuthenticationToken("known to all", null, AuthorityUtils.NO_AUTHORITIES))
                .run(context -> {
                    try (ThriftChannel channel = Secured.channel(context)) {
                        assertThat(Secured.ping(channel, Secured.basic("whoever", "?")))
                                .isEqualTo("known to all");
                    }
                });
    }

    @Test
    void whenThereAreSeveralManagersTheStartFailsAndSaysWhatToDo() {
        AuthenticationManager any = shown -> shown;
        runner.withBean("one", AuthenticationManager.class, () -> any)
                .withBean("other", AuthenticationManager.class, () -> any)
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("several beans of AuthenticationManager: one, other")
                        .contains("@Primary"));
    }

    @Test
    void whenACustomizerNamesAManagerItIsTheOne() {
        AuthenticationManager any = shown -> shown;
        runner.withBean("one", AuthenticationManager.class, () -> any)
                .withBean("other", AuthenticationManager.class, () -> any)
                .withBean(
                        ThriftSecurityCustomizer.class,
                        () -> (server, security) -> security.authenticationManager(
                                shown -> new TestingAuthenticationToken(server, null, AuthorityUtils.NO_AUTHORITIES)))
                .run(context -> {
                    try (ThriftChannel channel = Secured.channel(context)) {
                        assertThat(Secured.ping(channel, Secured.ANN)).isEqualTo("default");
                    }
                });
    }

    @Test
    void whenClientsShowSomethingElseABeanFindsIt() {
        ThriftAuthenticationExtractor extractor = call -> {
            String key = call.context().requestHeader("authorization");
            return key == null || !key.startsWith("Key ")
                    ? null
                    : new TestingAuthenticationToken(key.substring(4), null);
        };
        empty.withBean(ThriftAuthenticationExtractor.class, () -> extractor)
                .withBean(
                        AuthenticationManager.class,
                        () -> shown -> new TestingAuthenticationToken(
                                "key " + shown.getName(), null, AuthorityUtils.NO_AUTHORITIES))
                .run(context -> {
                    try (ThriftChannel channel = Secured.channel(context)) {
                        assertThat(Secured.ping(channel, "Key 7")).isEqualTo("key 7");
                        assertRefused(channel, "");
                    }
                });
    }

    @Test
    void whenTheStoreOfUsersFailsItIsAnErrorOfTheServerThatTheLogExplains(CapturedOutput output) {
        empty.withBean(UserDetailsService.class, () -> name -> {
                    throw new InternalAuthenticationServiceException("database of users is down");
                })
                .run(context -> {
                    try (ThriftChannel channel = Secured.channel(context)) {
                        assertThatThrownBy(() -> Secured.ping(channel, Secured.ANN))
                                .hasMessageEndingWith("internal error in UserService.ping");
                    }
                    assertThat(output).contains("database of users is down");
                    assertThat(context.getBean(Handler.class).calls).hasValue(0);
                });
    }

    @Test
    void whenNothingKnowsUsersTheStartSaysSoOnceAndEveryoneIsRefused(CapturedOutput output) {
        empty.withPropertyValues("thrift.servers.other.port=0").run(context -> {
            try (ThriftChannel channel = Secured.channel(context)) {
                assertRefused(channel, Secured.ANN);
            }
            assertThat(output.toString().split("Thrift servers know no client", -1))
                    .hasSize(2);
        });
    }

    @Test
    void whenNothingSaysThatCallsAreAuthorizedNothingStandsInFrontOfThem() {
        Secured.runner()
                .withUserConfiguration(Handler.class, Secured.People.class)
                .run(context -> {
                    try (ThriftChannel channel = Secured.channel(context)) {
                        assertThat(Secured.ping(channel, "")).isEqualTo("nobody");
                        assertThat(Secured.ping(channel, Secured.basic("ann", "wrong")))
                                .isEqualTo("nobody");
                    }
                    ThriftProcessor processor =
                            context.getBean(ThriftServers.class).all().get(0).processor();
                    assertThat(Map.copyOf(processor.services())).hasSize(1).allSatisfy((name, service) -> assertThat(
                                    context.getBean(SecurityInterceptorFactory.class)
                                            .create("default", name, service))
                            .isNull());
                });
    }

    @ThriftService
    static class Handler extends Secured.Handler {}
}
