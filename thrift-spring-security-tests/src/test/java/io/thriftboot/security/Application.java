package io.thriftboot.security;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.thriftboot.CallHeaders;
import io.thriftboot.security.testapi.CallerService;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.client.ThriftChannels;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.thrift.TException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves Thrift at a port and over HTTP, with {@code spring-boot-starter-security}, and calls itself both ways. */
@EnableAutoConfiguration
@EnableMethodSecurity
@Configuration(proxyBeanMethods = false)
@ImportThriftClients(name = "http", types = CallerService.class)
@ImportThriftClients(name = "tcp", types = CallerService.class)
class Application {

    static final String ANN = basic("ann", "secret");
    static final String ADMIN = basic("admin", "secret");

    /** With {@code ann}, who has the role USER, and {@code admin}, who is also ADMIN. */
    static ConfigurableApplicationContext run(Class<?> security, String... properties) {
        return run(new SpringApplicationBuilder(Application.class, People.class, security), properties);
    }

    static ConfigurableApplicationContext run(SpringApplicationBuilder application, String... properties) {
        return application
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "spring.jmx.enabled=false",
                        "thrift.server.port=0",
                        "thrift.server.address=127.0.0.1",
                        "thrift.server.http.path=/thrift",
                        "thrift.server.authorization.default-access=authenticated",
                        "thrift.clients.http.address=http://127.0.0.1:${local.server.port}/thrift",
                        "thrift.clients.tcp.address=127.0.0.1:${local.thrift.server.port}",
                        "thrift.clients.tcp.protocol=header")
                .properties(properties)
                .run();
    }

    static String basic(String user, String password) {
        byte[] text = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    /** A call of a client. */
    interface Call {

        String of(CallerService.Iface callers) throws TException;
    }

    /** What comes of a call with a header {@code authorization}, which is left out if it is empty. */
    static String call(ApplicationContext context, String client, String authorization, Call call) throws TException {
        try (CallHeaders headers = CallHeaders.open()) {
            if (!authorization.isEmpty()) {
                headers.set("authorization", authorization);
            }
            return call.of(context.getBean(ThriftChannels.class).client(client, CallerService.Iface.class));
        }
    }

    /** How many calls had an outcome. */
    static long calls(ApplicationContext context, String outcome) {
        return context
                .getBean(MeterRegistry.class)
                .find("thrift.server")
                .tag("thrift.outcome", outcome)
                .timers()
                .stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    @ThriftService
    Handler handler() {
        return new Handler();
    }

    /** What the application has beside Thrift; a class within a configuration is a bean without saying so. */
    @RestController
    static class Page {

        @PostMapping("/page")
        String post() {
            return "posted";
        }
    }

    /** Says who calls, where it may be called. */
    static class Handler implements CallerService.Iface {

        @Override
        public String who() {
            Authentication caller = SecurityContextHolder.getContext().getAuthentication();
            return caller == null ? "nobody" : caller.getName();
        }

        @Override
        @PreAuthorize("hasRole('ADMIN')")
        public String whoRules() {
            return who();
        }
    }
}
