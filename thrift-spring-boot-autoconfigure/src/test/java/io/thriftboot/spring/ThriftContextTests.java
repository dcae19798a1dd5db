package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.thriftboot.CallHeaders;
import io.thriftboot.Deadline;
import io.thriftboot.ThriftContext;
import io.thriftboot.spring.testapi.UserService;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/** What surrounds a call, on its way through servers, clients and executors of an application. */
class ThriftContextTests {

    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withUserConfiguration(Servers.class)
            .withPropertyValues(
                    "thrift.servers.back.port=0",
                    "thrift.client.protocol=header",
                    "thrift.clients.front.address=localhost:${local.thrift.server.port}",
                    "thrift.clients.back.address=localhost:${local.thrift.server.back.port}",
                    "thrift.server.forward-headers=tenant,user",
                    "thrift.server.transaction-id.enabled=true",
                    "spring.task.execution.propagate-context=true");

    @Test
    void whenTheHandlerCallsHeadersAndTransactionGoAlong() {
        runner.run(context -> {
            UserService.Iface front = context.getBean(Clients.class).front();
            try (CallHeaders headers = CallHeaders.open().set("Tenant", "blue").set("transaction-id", "abc")) {
                assertThat(front.ping("x")).isEqualTo("tenant blue, transaction abc, time true");
                assertThat(headers.received()).isEqualTo(Map.of("transaction-id", "abc", "from", "back"));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"threaded", "threaded-selector"})
    void whenAsyncMethodsCallHeadersAndTransactionGoAlong(String model) {
        assumeFalse(
                String.valueOf(SpringBootVersion.getVersion()).startsWith("4.0."),
                "spring.task.execution.propagate-context has come with Spring Boot 4.1");
        assertGoesAlong(runner, model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"threaded", "threaded-selector"})
    void whenADecoratorTakesTheContextAlongAsyncMethodsHaveIt(String model) {
        assertGoesAlong(
                runner.withPropertyValues("spring.task.execution.propagate-context=false")
                        .withBean(ContextPropagatingTaskDecorator.class),
                model);
    }

    private static void assertGoesAlong(ApplicationContextRunner runner, String model) {
        runner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
                .withPropertyValues("thrift.server.model=" + model)
                .withPropertyValues("thrift.server.protocol=header")
                .run(context -> {
                    UserService.Iface front = context.getBean(Clients.class).front();
                    try (CallHeaders headers = CallHeaders.open().set("tenant", "blue")) {
                        headers.set("transaction-id", "abc");
                        assertThat(front.ping("async"))
                                .isEqualTo("in the executor abc: tenant blue, transaction abc, time true");
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"thrift.server.forward-headers, two words", "thrift.servers.back.transaction-id.header, a:b"})
    void whenANameIsNoneTheStartFails(String property, String value) {
        runner.withPropertyValues(property + "=" + value)
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .startsWith(property + ": " + value + " (expected: a name such as tenant"));
    }

    @Test
    void whenNothingIsSetThereAreNoTransactionIds() {
        runner.withPropertyValues("thrift.server.transaction-id.enabled=false", "thrift.server.forward-headers=")
                .run(context -> {
                    try (CallHeaders headers = CallHeaders.open().set("tenant", "blue")) {
                        assertThat(context.getBean(Clients.class).front().ping("x"))
                                .isEqualTo("tenant null, transaction null, time true");
                        assertThat(headers.received()).isEqualTo(Map.of("from", "back"));
                    }
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    static class Servers {

        @Bean
        @ThriftService
        Users front(Elsewhere elsewhere, @ThriftClient("back") UserService.Iface back) {
            return new Users() {
                @Override
                public String ping(String text) {
                    try (CallHeaders headers = CallHeaders.open()) {
                        String answer =
                                text.equals("async") ? elsewhere.call().get(10, TimeUnit.SECONDS) : back.ping(text);
                        headers.received().forEach((name, value) -> {
                            if (name.equals("from")) {
                                current().setResponseHeader(name, value);
                            }
                        });
                        return answer;
                    } catch (TException | ExecutionException | InterruptedException | TimeoutException ex) {
                        throw new IllegalStateException(ex);
                    }
                }
            };
        }

        private static ThriftContext current() {
            return Objects.requireNonNull(ThriftContext.current());
        }

        /** Says what it sees. */
        @Bean
        @ThriftService(server = "back")
        Users back() {
            return new Users() {
                @Override
                public String ping(String text) {
                    current().setResponseHeader("from", "back");
                    return "tenant " + current().requestHeader("tenant") + ", transaction "
                            + current().transactionId() + ", time "
                            + (current().requestHeader(Deadline.HEADER) != null);
                }
            };
        }

        @Bean
        Elsewhere elsewhere(@ThriftClient("back") UserService.Iface back) {
            return new Elsewhere(back);
        }

        @Bean
        Clients clients(@ThriftClient("front") UserService.Iface front) {
            return new Clients(front);
        }
    }

    record Clients(UserService.Iface front) {}

    static class Elsewhere {

        private final UserService.Iface back;

        Elsewhere(UserService.Iface back) {
            this.back = back;
        }

        @Async
        CompletableFuture<String> call() throws TException {
            assertThat(Thread.currentThread().getName()).startsWith("task-");
            return CompletableFuture.completedFuture(
                    "in the executor " + MDC.get(ThriftContext.TRANSACTION_ID_KEY) + ": " + back.ping("x"));
        }
    }
}
