package io.thriftboot.spring.console;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.consoleapi.Contact;
import io.thriftboot.spring.consoleapi.NoticeService;
import io.thriftboot.spring.consoleapi.OrderService;
import io.thriftboot.spring.consoleapi.Role;
import io.thriftboot.spring.consoleapi.User;
import io.thriftboot.spring.consoleapi.UserNotFound;
import io.thriftboot.spring.consoleapi.UserService;
import io.thriftboot.spring.server.ThriftServerInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with three services and the console. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportThriftClients(name = "users", types = UserService.class)
class ConsoleApplication {

    /** A number that a page must not round. */
    static final long BIG = 9007199254740993L;

    static ConfigurableApplicationContext start(String... properties) {
        return startWith(ConsoleApplication.class, properties);
    }

    /** Starts it with a configuration more. */
    static ConfigurableApplicationContext startWith(Class<?> configuration, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "management.endpoints.web.exposure.include=thriftconsole",
                "management.endpoint.thriftconsole.access=unrestricted"));
        all.addAll(List.of(properties));
        return startClosed(configuration, all.toArray(String[]::new));
    }

    /** Starts it as Spring Boot has it: nobody has access. */
    static ConfigurableApplicationContext startClosed(Class<?> configuration, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "thrift.server.port=0",
                "thrift.server.address=127.0.0.1",
                "thrift.server.default-service=UserService",
                "thrift.server.access-log.enabled=true",
                "thrift.client.protocol=header",
                "thrift.clients.users.address=127.0.0.1:${local.thrift.server.port}",
                "thrift.clients.users.multiplexed=true"));
        all.addAll(List.of(properties));
        return new SpringApplicationBuilder(sources(configuration))
                .properties(all.toArray(String[]::new))
                .run();
    }

    private static Class<?>[] sources(Class<?> configuration) {
        return WebStack.present() == WebStack.WEBFLUX
                ? new Class<?>[] {ConsoleApplication.class, configuration, ReactiveServer.class}
                : new Class<?>[] {ConsoleApplication.class, configuration};
    }

    static String base(ConfigurableApplicationContext context) {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port")
                + "/actuator/thriftconsole";
    }

    @Bean
    @ThriftService
    Handlers.Users users() {
        return new Handlers.Users();
    }

    @Bean
    @ThriftService
    Handlers.Orders orders() {
        return new Handlers.Orders();
    }

    @Bean
    @ThriftService
    NoticeService.Iface notices() {
        return () -> String.valueOf(
                Objects.requireNonNull(ThriftContext.current()).requestHeaders().get("x-tenant"));
    }

    @Bean
    Seen seen() {
        return new Seen();
    }

    /** Counts calls and remembers who made the last one. */
    static final class Seen implements ThriftServerInterceptor {

        final AtomicInteger calls = new AtomicInteger();
        volatile @Nullable Object peer;

        @Override
        public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
            calls.incrementAndGet();
            peer = call.context().peer();
            call.context().setResponseHeader("x-node", "<img src=x onerror=\"document.title='hacked'\">");
            return next.invoke(call);
        }
    }

    /** The handlers of two services. */
    static final class Handlers {

        private Handlers() {}

        static final class Users implements UserService.Iface {

            @Override
            public User getUser(long id) throws UserNotFound {
                if (id < 0) {
                    throw new UserNotFound(id, "nobody");
                }
                User user = new User(
                        id,
                        "Ada <img src=x onerror=\"document.title='hacked'\">",
                        Role.ADMIN,
                        List.of("first", "second"),
                        Map.of("logins", BIG));
                user.setContact(Contact.mail("ada@example.org"));
                return user;
            }

            @Override
            public User saveUser(User user) {
                return user;
            }

            @Override
            public void forget(long id) {}
        }

        static final class Orders implements OrderService.Iface {

            final CountDownLatch release = new CountDownLatch(1);

            @Override
            public long count(String product) {
                try {
                    if (product.equals("wait") && !release.await(1, TimeUnit.MINUTES)) {
                        throw new IllegalStateException("not released");
                    }
                } catch (InterruptedException ex) {
                    throw new IllegalStateException(ex);
                }
                return 7;
            }

            @Override
            public long price(String product) {
                throw new IllegalStateException("secret of the implementation");
            }
        }
    }
}
