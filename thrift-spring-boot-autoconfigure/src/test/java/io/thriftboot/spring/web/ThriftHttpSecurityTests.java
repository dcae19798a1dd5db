package io.thriftboot.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftboot.ThriftContext;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.security.Secured;
import io.thriftboot.spring.security.ThriftSecurityAutoConfiguration;
import io.thriftboot.spring.testapi.UserService;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/** Who calls over HTTP: as the web server's own security knows it, else as the call's headers say. */
class ThriftHttpSecurityTests {

    private final WebApplicationContextRunner runner = WebContexts.runner()
            .withConfiguration(AutoConfigurations.of(ThriftSecurityAutoConfiguration.class))
            .withInitializer(new ServerPortInfoApplicationContextInitializer())
            .withUserConfiguration(
                    Handler.class, Clients.class, Secured.People.class, Secured.Methods.class, Threads.class)
            .withPropertyValues(
                    "thrift.clients.users.address=http://localhost:${local.server.port}/thrift",
                    "thrift.server.authorization.default-access=authenticated");

    private static String call(ApplicationContext context, String authorization, Secured.Call call) throws TException {
        UserService.Iface users = context.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
        try {
            return Secured.call(users, authorization, call);
        } finally {
            // The client has the reply a moment before the web server's thread is done.
            await().untilAsserted(() -> assertThat(context.getBean(Threads.class).after)
                    .isNotEmpty()
                    .containsOnly("nobody"));
        }
    }

    private static String ping(ApplicationContext context, String authorization) throws TException {
        return call(context, authorization, users -> users.ping("x"));
    }

    private static void assertRefused(
            ApplicationContext context, String authorization, Secured.Call call, String text) {
        assertThatThrownBy(() -> call(context, authorization, call))
                .isInstanceOf(TApplicationException.class)
                .hasMessageEndingWith(text);
    }

    @Test
    void whenNothingElseGuardsThePathHeadersSayWhoCalls() {
        runner.withBean(JwtDecoder.class, Secured::tokens).run(context -> {
            assertThat(ping(context, Secured.ANN)).isEqualTo("ann ann");
            assertThat(ping(context, "Bearer good")).isEqualTo("carol carol");
            assertRefused(context, Secured.basic("ann", "wrong"), users -> users.ping("x"), "not authenticated");
            assertRefused(context, "Bearer bad", users -> users.ping("x"), "not authenticated");
            assertRefused(context, "", users -> users.ping("x"), "not authenticated");
            assertRefused(context, Secured.ANN, users -> users.name(1), "access denied");
            assertThat(call(context, Secured.ADMIN, users -> users.name(1))).isEqualTo("admin admin");
        });
    }

    @Test
    void whenAFilterChainGuardsThePathItsCallerIsKept() {
        runner.withUserConfiguration(Guarded.class).run(context -> {
            assertThat(ping(context, Secured.ANN)).isEqualTo("ann ann");
            assertThat(call(context, Secured.ADMIN, users -> users.name(1))).isEqualTo("admin admin");
            assertRefused(context, Secured.ANN, users -> users.name(1), "access denied");
            assertThatThrownBy(() -> ping(context, Secured.basic("ann", "wrong")))
                    .isInstanceOf(TTransportException.class)
                    .hasMessageContaining("401");
            assertThatThrownBy(() -> ping(context, ""))
                    .isInstanceOf(TTransportException.class)
                    .hasMessageContaining("401");
        });
    }

    @Test
    void whenAFilterChainLetsEverybodyThroughHeadersSayWhoCalls() {
        runner.withUserConfiguration(Open.class).run(context -> {
            assertThat(ping(context, Secured.ANN)).isEqualTo("ann ann");
            assertRefused(context, "", users -> users.ping("x"), "not authenticated");
            assertRefused(context, Secured.basic("ann", "wrong"), users -> users.ping("x"), "not authenticated");
        });
    }

    @Test
    void whenServersAreNotSecuredTheFilterChainsCallerIsStillThePrincipal() {
        runner.withUserConfiguration(Guarded.class)
                .withPropertyValues("thrift.server.authorization.enabled=false")
                .run(context -> assertThat(ping(context, Secured.ANN)).isEqualTo("ann ann"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Guarded {

        @Bean
        SecurityFilterChain guarded(HttpSecurity http) {
            return http.csrf(csrf -> csrf.ignoringRequestMatchers("/thrift"))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Open {

        @Bean
        SecurityFilterChain open(HttpSecurity http) {
            return http.csrf(csrf -> csrf.ignoringRequestMatchers("/thrift"))
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    /** Sees the web server's threads when all is over. */
    @Configuration(proxyBeanMethods = false)
    static class Threads {

        private final Queue<String> after = new ConcurrentLinkedQueue<>();

        @Bean
        FilterRegistrationBean<Filter> outermost() {
            FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
                try {
                    chain.doFilter(request, response);
                } finally {
                    after.add(Secured.who());
                }
            });
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
            return filter;
        }
    }

    /** Says who calls, as Spring Security and as Thrift know it. */
    @ThriftService
    static class Handler extends Users {

        @Override
        public String ping(String text) {
            Principal principal =
                    Objects.requireNonNull(ThriftContext.current()).principal();
            return Secured.who() + " " + (principal == null ? "nobody" : principal.getName());
        }

        @Override
        @PreAuthorize("hasRole('ADMIN')")
        public String name(long id) {
            return ping("");
        }
    }

    @ImportThriftClients(name = "users", types = UserService.class)
    static class Clients {}
}
