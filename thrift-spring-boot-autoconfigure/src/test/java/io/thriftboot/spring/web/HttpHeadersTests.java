package io.thriftboot.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.CallHeaders;
import io.thriftboot.Deadline;
import io.thriftboot.ThriftContext;
import io.thriftboot.server.ServerLimit;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.testapi.UserService;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Headers of calls that travel as those of HTTP. */
class HttpHeadersTests {

    private final WebApplicationContextRunner runner = WebContexts.runner()
            .withInitializer(new ServerPortInfoApplicationContextInitializer())
            .withUserConfiguration(Application.class)
            .withPropertyValues(
                    "thrift.clients.users.address=http://localhost:${local.server.port}/thrift",
                    "thrift.server.transaction-id.enabled=true",
                    "thrift.server.transaction-id.header=X-Transaction");

    private static UserService.Iface client(AssertableWebApplicationContext context) {
        return context.getBean(Clients.class).users();
    }

    private static ThriftContext seen(AssertableWebApplicationContext context) {
        return Objects.requireNonNull(context.getBean(Seeing.class).last.get());
    }

    @Test
    void whenACallHasHeadersTheyTravelBothWays() {
        runner.run(context -> {
            try (CallHeaders headers = CallHeaders.open().set("Tenant", "blue").set("x-transaction", "abc")) {
                assertThat(client(context).ping("x")).isEqualTo("x");
                assertThat(seen(context).requestHeaders())
                        .containsEntry("tenant", "blue")
                        .containsEntry("TENANT", "blue");
                assertThat(headers.received())
                        .containsEntry("Served-By", "users")
                        .containsEntry("X-Transaction", "abc")
                        .doesNotContainKeys("bad name", "injected", "injecting", "umlaut");
            }
        });
    }

    @Test
    void whenAClientWaitsSoLongTheHandlerKnows() {
        runner.withPropertyValues("thrift.client.timeout=1m").run(context -> {
            client(context).ping("x");
            assertThat(Duration.ofNanos(seen(context).deadline().remainingNanos()))
                    .isBetween(Duration.ofSeconds(10), Duration.ofMinutes(1));
        });
    }

    @Test
    void whenACallFailsItsIdIsInTheError() {
        runner.run(context -> {
            try (CallHeaders headers = CallHeaders.open().set("x-transaction", "abc")) {
                assertThatThrownBy(() -> client(context).ping("fail"))
                        .isInstanceOf(TApplicationException.class)
                        .hasMessageEndingWith("internal error in UserService.ping (transaction abc)");
                assertThat(headers.received()).containsEntry("X-Transaction", "abc");
            }
        });
    }

    @Test
    void whenAClientSendsNoNumberThereIsNoDeadline() {
        runner.run(context -> {
            try (CallHeaders headers = CallHeaders.open().set(Deadline.HEADER, "for ever")) {
                assertThat(client(context).ping("x")).isEqualTo("x");
                assertThat(headers.received()).isNotEmpty();
            }
            assertThat(seen(context).deadline()).isSameAs(Deadline.NONE);
            assertThat(context.getBean(ThriftServers.class).all().get(0).stats().reached(ServerLimit.DEADLINE))
                    .isZero();
        });
    }

    record Clients(UserService.Iface users) {}

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        @ThriftService
        Seeing seeing() {
            return new Seeing();
        }

        @Bean
        Clients clients(@ThriftClient("users") UserService.Iface users) {
            return new Clients(users);
        }
    }

    static class Seeing extends Users {

        private final AtomicReference<ThriftContext> last = new AtomicReference<>();

        @Override
        public String ping(String text) {
            ThriftContext context = Objects.requireNonNull(ThriftContext.current());
            last.set(context);
            context.setResponseHeader("served-by", "users");
            context.setResponseHeader("bad name", "x");
            context.setResponseHeader("injecting", "x\r\ninjected: y");
            context.setResponseHeader("umlaut", "ü");
            if (text.equals("fail")) {
                throw new IllegalStateException("secret");
            }
            return text;
        }
    }
}
