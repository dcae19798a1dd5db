package io.thriftboot.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.testapi.UserService;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/** Who may call what, by annotations, properties and code. */
class ThriftAuthorizationTests {

    private static final String AUTHORIZATION = "thrift.server.authorization.";
    private static final Secured.Call NAME = users -> users.name(1);
    private static final Secured.Call PING = users -> users.ping("x");
    private static final Secured.Call TOUCH = users -> {
        users.touch(1);
        return "sent";
    };

    private final ApplicationContextRunner runner =
            Secured.runner().withUserConfiguration(Application.class, Secured.People.class);

    private static String[] rule(int index, String service, String method, String access) {
        String rule = AUTHORIZATION + "rules[" + index + "].";
        return new String[] {rule + "service=" + service, rule + "method=" + method, rule + "access=" + access};
    }

    /** What comes of a call: what it returns, or why it was refused. */
    private static String outcome(ApplicationContext context, String authorization, Secured.Call call)
            throws TException {
        return outcome(ThriftTestContexts.port(context), authorization, call);
    }

    private static String outcome(int port, String authorization, Secured.Call call) throws TException {
        try (ThriftChannel channel = Secured.channel(port)) {
            return Secured.call(channel, authorization, call);
        } catch (TApplicationException ex) {
            assertThat(ex.getType()).isEqualTo(TApplicationException.UNKNOWN);
            String text = String.valueOf(ex.getMessage());
            return text.substring(text.lastIndexOf(':') + 1).strip();
        }
    }

    private static Secured.Handler handler(ApplicationContext context) {
        return context.getBean(Bare.class).handler();
    }

    @ParameterizedTest
    @CsvSource({"authenticated", "permit-all"})
    void whenAHandlersMethodIsAnnotatedItIsObeyed(String access) {
        runner.withUserConfiguration(Secured.Methods.class)
                .withPropertyValues(AUTHORIZATION + "default-access=" + access)
                .run(context -> {
                    assertThat(outcome(context, Secured.ADMIN, NAME)).isEqualTo("admin");
                    assertThat(outcome(context, Secured.ANN, NAME)).isEqualTo("access denied");
                    assertThat(outcome(context, "", NAME)).isEqualTo("not authenticated");
                    assertThat(outcome(context, Secured.ANN, PING)).isEqualTo("ann");
                    assertThat(handler(context).calls).hasValue(2);
                });
    }

    @Test
    void whenRulesAreSetTheFirstThatMatchesCounts() {
        runner.withPropertyValues(rule(0, "UserService", "na*", "hasRole('ADMIN')"))
                .withPropertyValues(rule(1, "*", "name", "permit-all"))
                .withPropertyValues(AUTHORIZATION + "default-access=permit-all")
                .run(context -> {
                    assertThat(outcome(context, Secured.ADMIN, NAME)).isEqualTo("admin");
                    assertThat(outcome(context, Secured.ANN, NAME)).isEqualTo("access denied");
                    assertThat(outcome(context, "", NAME)).isEqualTo("not authenticated");
                    assertThat(outcome(context, "", PING)).isEqualTo("anonymousUser");
                    assertThat(outcome(context, Secured.basic("ann", "wrong"), PING))
                            .isEqualTo("not authenticated");
                    assertThat(handler(context).calls).hasValue(2);
                });
    }

    @Test
    void whenThereAreOnlyRulesTheRestIsForThoseWhoAreKnown() {
        runner.withPropertyValues(rule(0, "*", "name", "permit-all")).run(context -> {
            assertThat(outcome(context, "", NAME)).isEqualTo("anonymousUser");
            assertThat(outcome(context, "", PING)).isEqualTo("not authenticated");
            assertThat(outcome(context, Secured.ANN, PING)).isEqualTo("ann");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permit-all                           | ann           | admin",
                "deny-all                             | access denied | access denied",
                "authenticated                        | ann           | admin",
                "hasRole('ADMIN')                     | access denied | admin",
                "hasAnyRole('USER', 'OTHER')          | ann           | admin",
                "hasAuthority('ROLE_ADMIN')           | access denied | admin",
                "hasAnyAuthority( 'x' ,'ROLE_ADMIN' ) | access denied | admin"
            })
    void whenAccessIsSetItDecides(String access, String ann, String admin) {
        runner.withPropertyValues(AUTHORIZATION + "default-access=" + access).run(context -> {
            assertThat(outcome(context, Secured.ANN, PING)).isEqualTo(ann);
            assertThat(outcome(context, Secured.ADMIN, PING)).isEqualTo(admin);
        });
    }

    @Test
    void whenAOnewayCallIsRefusedItIsNotExecutedAndCounted() {
        runner.withPropertyValues(AUTHORIZATION + "default-access=hasRole('ADMIN')")
                .run(context -> {
                    assertThat(outcome(context, Secured.ANN, TOUCH)).isEqualTo("sent");
                    assertThat(outcome(context, Secured.ADMIN, TOUCH)).isEqualTo("sent");

                    var stats = context.getBean(ThriftServers.class).all().get(0);
                    await().untilAsserted(
                                    () -> assertThat(stats.stats().calls()).isEqualTo(2));
                    await().untilAsserted(
                                    () -> assertThat(handler(context).touched).hasValue(1));
                    await().untilAsserted(
                                    () -> assertThat(stats.stats().failures()).isEqualTo(1));
                });
    }

    @Test
    void whenAServerIsNamedItInheritsTheRulesUnlessItHasItsOwn() {
        runner.withUserConfiguration(Others.class)
                .withPropertyValues(rule(0, "*", "ping", "hasRole('ADMIN')"))
                .withPropertyValues(
                        "thrift.servers.heir.port=0",
                        "thrift.servers.own.port=0",
                        "thrift.servers.own.authorization.rules[0].access=hasRole('USER')",
                        "thrift.servers.open.port=0",
                        "thrift.servers.open.authorization.enabled=false")
                .run(context -> {
                    assertThat(pingOf(context, "heir")).isEqualTo("access denied");
                    assertThat(pingOf(context, "own")).isEqualTo("ann");
                    assertThat(pingOf(context, "open")).isEqualTo("nobody");
                });
    }

    private static String pingOf(ApplicationContext context, String server) throws TException {
        String property = "local.thrift.server." + server + ".port";
        int port = context.getEnvironment().getRequiredProperty(property, Integer.class);
        return outcome(port, Secured.ANN, PING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules[0].access=hasRol('X')       | rules[0].access: hasRol('X') (expected: permit-all, deny-all,",
                "rules[0].access=hasRole('A','B')  | rules[0].access: hasRole('A','B') (expected: permit-all,",
                "rules[0].access=hasRole('ROLE_A') | rules[0].access: hasRole('ROLE_A') (expected: a role without ROLE_",
                "rules[0].access=admin             | rules[0].access: admin (expected: permit-all,",
                "rules[0].method=ping              | rules[0].access: not set (expected: permit-all,",
                "rules[0].service=UserServce       | rules[0].service: UserServce (expected: a service that a server",
                "rules[0].method=nme               | rules[0].method: nme (expected: a method of *;",
                "default-access=all                | default-access: all (expected: permit-all,"
            })
    void whenAPropertyHasNoMeaningTheStartFailsNamingIt(String property, String message) {
        runner.withPropertyValues(AUTHORIZATION + property)
                .run(context -> assertThat(ThriftTestContexts.analysis(context)).startsWith(AUTHORIZATION + message));
    }

    private ApplicationContextRunner with(ThriftSecurityCustomizer customizer) {
        return runner.withBean(ThriftSecurityCustomizer.class, () -> customizer);
    }

    @Test
    void whenRulesAreInCodeTheyComeFirst() {
        with((server, security) -> security.authorizeCalls(calls -> calls.anyCall()
                        .hasAnyRole("ADMIN")
                        .methods("UserService.ping")
                        .permitAll()
                        .methods("name")
                        .hasAuthority("ROLE_USER")))
                .withPropertyValues(rule(0, "*", "*ing", "deny-all"))
                .run(context -> {
                    assertThat(outcome(context, "", PING)).isEqualTo("anonymousUser");
                    assertThat(outcome(context, Secured.ANN, NAME)).isEqualTo("ann");
                    assertThat(outcome(context, "", NAME)).isEqualTo("not authenticated");
                    outcome(context, Secured.ANN, TOUCH);
                    outcome(context, Secured.ADMIN, TOUCH);
                    await().untilAsserted(
                                    () -> assertThat(handler(context).touched).hasValue(1));
                });
    }

    @Test
    void whenCodeLooksAtArgumentsItDecidesByThem() {
        with((server, security) -> security.authorizeCalls(calls -> calls.methods("UserService.name")
                        .access((caller, call) -> new AuthorizationDecision(
                                Long.valueOf(7).equals(call.arguments().get(0))))))
                .run(context -> {
                    assertThat(outcome(context, Secured.ANN, users -> users.name(7)))
                            .isEqualTo("ann");
                    assertThat(outcome(context, Secured.ANN, users -> users.name(8)))
                            .isEqualTo("access denied");
                    assertThat(outcome(context, "", PING)).isEqualTo("not authenticated");
                });
    }

    @Test
    void whenCodeIsForWhatDoesNotExistTheStartFails() {
        with((server, security) -> security.authorizeCalls(
                        calls -> calls.methods("UserService.nme").denyAll()))
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("methods: UserService.nme (expected: a method that a server has"));
    }

    @Test
    void whenRolesAreAHierarchyTheHigherHasTheRightsOfTheLower() {
        runner.withBean(RoleHierarchy.class, () -> RoleHierarchyImpl.fromHierarchy("ROLE_ADMIN > ROLE_CHIEF"))
                .withPropertyValues(AUTHORIZATION + "default-access=hasRole('CHIEF')")
                .run(context -> {
                    assertThat(outcome(context, Secured.ADMIN, PING)).isEqualTo("admin");
                    assertThat(outcome(context, Secured.ANN, PING)).isEqualTo("access denied");
                });
    }

    @Test
    void whenDecisionsArePublishedTheApplicationHearsOfThem() {
        runner.withBean(Published.class)
                .withPropertyValues(AUTHORIZATION + "default-access=hasRole('ADMIN')")
                .run(context -> {
                    outcome(context, Secured.ANN, PING);
                    outcome(context, Secured.ADMIN, PING);
                    assertThat(context.getBean(Published.class).decisions)
                            .containsExactly("ann UserService.ping false", "admin UserService.ping true");
                });
    }

    @Test
    void whenAHandlerRefusesByItselfTheClientLearnsNoMore() {
        runner.withPropertyValues(AUTHORIZATION + "default-access=permit-all").run(context -> {
            assertThat(outcome(context, Secured.ANN, users -> users.ping("deny")))
                    .isEqualTo("access denied");
            assertThat(outcome(context, "", users -> users.ping("deny"))).isEqualTo("not authenticated");
            try (ThriftChannel channel = Secured.channel(context)) {
                assertThatThrownBy(() -> Secured.call(channel, Secured.ANN, users -> users.ping("fail")))
                        .hasMessageEndingWith("internal error in UserService.ping");
            }
        });
    }

    @Test
    void whenSpringSecurityIsMissingServersAreServedAsEverAndRulesAreRefused() {
        ApplicationContextRunner missing = Secured.runner()
                .withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .withUserConfiguration(Plain.class);
        missing.run(context -> {
            assertThat(context).doesNotHaveBean(ThriftServers.SECURITY);
            try (ThriftChannel channel = Secured.channel(context)) {
                assertThat(Secured.ping(channel, Secured.ANN)).isEqualTo("x");
            }
        });
        missing.withPropertyValues(AUTHORIZATION + "default-access=authenticated")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("thrift.server.authorization says who may call, but there is no Spring Security")
                        .contains("spring-boot-starter-security"));
        missing.withPropertyValues(AUTHORIZATION + "default-access=authenticated", AUTHORIZATION + "enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
    }

    /** What was decided, by whom it was asked. */
    static class Published implements AuthorizationEventPublisher {

        private final Queue<String> decisions = new ConcurrentLinkedQueue<>();

        @Override
        public <T> void publishAuthorizationEvent(Supplier<Authentication> caller, T call, AuthorizationResult result) {
            decisions.add(caller.get().getName() + " " + call + " " + result.isGranted());
        }
    }

    @ThriftService
    static class Plain extends Users {}

    static class Refusing extends Secured.Handler {

        @Override
        public String ping(String text) {
            if (text.equals("deny")) {
                throw new AccessDeniedException("secret reason");
            }
            return super.ping(text);
        }
    }

    /** The handler itself, of which the context may have a proxy. */
    record Bare(Secured.Handler handler) {}

    @Configuration(proxyBeanMethods = false)
    static class Application {

        private final Refusing users = new Refusing();

        @Bean
        @ThriftService
        UserService.Iface users() {
            return users;
        }

        @Bean
        Bare bare() {
            return new Bare(users);
        }
    }

    @ThriftService(server = {"heir", "own", "open"})
    static class Others extends Secured.Handler {}
}
