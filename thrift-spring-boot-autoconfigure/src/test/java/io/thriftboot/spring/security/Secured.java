package io.thriftboot.spring.security;

import io.thriftboot.CallHeaders;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.RetryBackoff;
import io.thriftboot.client.RetryBudget;
import io.thriftboot.client.RetryCause;
import io.thriftboot.client.RetryPolicy;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.testapi.UserService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.thrift.TException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** What the tests of security have in common: users, handlers, and clients that show who they are. */
public final class Secured {

    public static final String ANN = basic("ann", "secret");
    public static final String ADMIN = basic("admin", "secret");

    /** Tries again whatever may be tried again, as if every method were idempotent. */
    private static final RetryPolicy EAGER = new RetryPolicy(
            5, EnumSet.allOf(RetryCause.class), RetryBackoff.DEFAULT, RetryBudget.DEFAULT, List.of("*"), Duration.ZERO);

    private Secured() {}

    /** Servers behind Spring Security, which is off until a property or a bean says otherwise. */
    static ApplicationContextRunner runner() {
        return ThriftTestContexts.runner()
                .withConfiguration(AutoConfigurations.of(ThriftSecurityAutoConfiguration.class));
    }

    public static String basic(String user, String password) {
        byte[] text = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    /** A client of the default server that can send headers, and tries again whatever may be tried again. */
    static ThriftChannel channel(ApplicationContext context) {
        return channel(ThriftTestContexts.port(context));
    }

    static ThriftChannel channel(int port) {
        return ThriftChannel.create(
                ThriftChannelOptions.builder("caller")
                        .wireFormat(WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED))
                        .timeout(Duration.ofSeconds(20))
                        .connectTimeout(Duration.ofSeconds(10))
                        .retry(EAGER)
                        .build(),
                EndpointSupplier.fixed(List.of(Endpoint.tcp("127.0.0.1", port))),
                EndpointSelector.roundRobin(),
                List.of());
    }

    /** A call of a client. */
    public interface Call {

        String of(UserService.Iface users) throws TException;
    }

    /** What comes of a call with a header {@code authorization}, which is left out if it is empty. */
    static String call(ThriftChannel channel, String authorization, Call call) throws TException {
        return call(channel.client(UserService.Iface.class), authorization, call);
    }

    /** The same through any client. */
    public static String call(UserService.Iface users, String authorization, Call call) throws TException {
        try (CallHeaders headers = CallHeaders.open()) {
            if (!authorization.isEmpty()) {
                headers.set("Authorization", authorization);
            }
            return call.of(users);
        }
    }

    static String ping(ThriftChannel channel, String authorization) throws TException {
        return call(channel, authorization, users -> users.ping("x"));
    }

    /** Knows the token {@code good}, which is carol's. */
    public static JwtDecoder tokens() {
        return token -> {
            if (token.equals("good")) {
                return Jwt.withTokenValue(token)
                        .header("alg", "none")
                        .subject("carol")
                        .expiresAt(Instant.MAX)
                        .build();
            }
            throw new BadJwtException("secret reason");
        };
    }

    /** Whom Spring Security knows in this thread. */
    public static String who() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller == null ? "nobody" : caller.getName();
    }

    /** {@code ann} with the role USER, and {@code admin} who is also ADMIN. */
    @Configuration(proxyBeanMethods = false)
    public static class People {

        @Bean
        UserDetailsService people() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("ann")
                            .password("{noop}secret")
                            .roles("USER")
                            .build(),
                    User.withUsername("admin")
                            .password("{noop}secret")
                            .roles("USER", "ADMIN")
                            .build());
        }
    }

    /** Has annotations of methods count. */
    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity
    public static class Methods {}

    /** Says who calls, where it may be called. */
    static class Handler extends Users {

        final AtomicInteger calls = new AtomicInteger();

        @Override
        public String ping(String text) {
            calls.incrementAndGet();
            if (text.equals("fail")) {
                throw new IllegalStateException("secret of the handler");
            }
            return who();
        }

        @Override
        @PreAuthorize("hasRole('ADMIN')")
        public String name(long id) {
            calls.incrementAndGet();
            return Objects.requireNonNull(who());
        }
    }
}
