package io.thriftboot.spring.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.thriftboot.AccessRefusal;
import io.thriftboot.server.ThriftExceptionHandler;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.testapi.UserNotFound;
import io.thriftboot.spring.testapi.UserService;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodFutureAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Calls of clients go through Resilience4j's instances, and a fallback answers those that failed. */
@Timeout(60)
class ThriftResilienceTests {

    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withConfiguration(AutoConfigurations.of(ThriftResilienceAutoConfiguration.class))
            .withUserConfiguration(Application.class)
            .withPropertyValues("thrift.clients.users.address=localhost:${local.thrift.server.port}");

    private static UserService.Iface users(ApplicationContext context) {
        return context.getBean(Consumer.class).users();
    }

    private static String async(ApplicationContext context, String text) throws Throwable {
        AsyncMethodFutureAdapter<String> result = AsyncMethodFutureAdapter.create();
        context.getBean(Consumer.class).async().ping(text, result);
        try {
            return result.getFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException ex) {
            throw ex.getCause();
        }
    }

    private static CircuitBreaker breaker(ApplicationContext context) {
        return context.getBean(CircuitBreakerRegistry.class).circuitBreaker("users");
    }

    @Test
    void whenCallsFailTheCircuitBreakerOpensAndNothingIsSent() {
        runner.withPropertyValues("thrift.clients.users.circuit-breaker=users").run(context -> {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> users(context).ping("crash")).isInstanceOf(TApplicationException.class);
            }

            assertThat(breaker(context).getState()).isEqualTo(CircuitBreaker.State.OPEN);
            assertThatThrownBy(() -> users(context).ping("x")).isInstanceOf(CallNotPermittedException.class);
            assertThatThrownBy(() -> async(context, "x")).isInstanceOf(CallNotPermittedException.class);
            assertThat(context.getBean(Handler.class).pings()).isEqualTo(2);
        });
    }

    @Test
    void whenCallsEndWithADeclaredExceptionTheCircuitBreakerStaysClosed() {
        runner.withPropertyValues("thrift.clients.users.circuit-breaker=users").run(context -> {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> users(context).name(-1)).isInstanceOf(UserNotFound.class);
            }
            assertThat(async(context, "x")).isEqualTo("x");

            assertThat(breaker(context).getState()).isEqualTo(CircuitBreaker.State.CLOSED);
            assertThat(breaker(context).getMetrics().getNumberOfFailedCalls()).isZero();
        });
    }

    @Test
    void whenACallerIsRefusedTheCircuitBreakerStaysClosed() {
        runner.withBean(ThriftExceptionHandler.class, () -> (call, thrown) -> AccessRefusal.ACCESS_DENIED.exception())
                .withPropertyValues("thrift.clients.users.circuit-breaker=users")
                .run(context -> {
                    for (int i = 0; i < 5; i++) {
                        assertThatThrownBy(() -> users(context).ping("crash")).hasMessageEndingWith("access denied");
                    }

                    assertThat(breaker(context).getState()).isEqualTo(CircuitBreaker.State.CLOSED);
                    assertThat(breaker(context).getMetrics().getNumberOfFailedCalls())
                            .isZero();
                });
    }

    @Test
    void whenAsynchronousCallsFailTheCircuitBreakerOpens() {
        runner.withPropertyValues("thrift.clients.users.circuit-breaker=users").run(context -> {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> async(context, "crash")).isInstanceOf(TApplicationException.class);
            }

            assertThat(breaker(context).getState()).isEqualTo(CircuitBreaker.State.OPEN);
        });
    }

    @Test
    void whenTheBulkheadIsFullTheNextCallIsRefused() {
        runner.withPropertyValues("thrift.clients.users.bulkhead=users").run(context -> {
            Handler handler = context.getBean(Handler.class);
            AsyncMethodFutureAdapter<String> held = AsyncMethodFutureAdapter.create();
            context.getBean(Consumer.class).async().ping("hold", held);

            assertThatThrownBy(() -> users(context).ping("x")).isInstanceOf(BulkheadFullException.class);

            handler.release.countDown();
            CompletableFuture<String> over = held.getFuture();
            assertThat(over.get(10, TimeUnit.SECONDS)).isEqualTo("hold");
            assertThat(users(context).ping("x")).isEqualTo("x");
        });
    }

    @Test
    void whenTheRateIsReachedTheNextCallIsRefused() {
        runner.withPropertyValues("thrift.clients.users.rate-limiter=users").run(context -> {
            assertThat(users(context).ping("x")).isEqualTo("x");
            assertThat(async(context, "y")).isEqualTo("y");

            assertThatThrownBy(() -> users(context).ping("z")).isInstanceOf(RequestNotPermitted.class);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"circuit-breaker", "rate-limiter", "bulkhead"})
    void whenThereIsNoInstanceOfThatNameTheStartFails(String property) {
        runner.withPropertyValues("thrift.clients.users." + property + "=other")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("thrift.clients.users." + property + ": other is the name of no "
                                + property.replace('-', ' '))
                        .contains("there are: [users]"));
    }

    @Test
    void whenResilience4jIsMissingAndAskedForTheStartFails() {
        ThriftTestContexts.runner()
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "thrift.clients.users.address=localhost:1", "thrift.clients.users.circuit-breaker=users")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("thrift.clients.users.circuit-breaker: users is the name of no circuit breaker")
                        .contains("Have Resilience4j on the class path"));
    }

    @Test
    void whenCallsFailTheFallbackAnswers() {
        runner.withPropertyValues("thrift.clients.users.fallback=standIn").run(context -> {
            assertThat(users(context).ping("crash")).isEqualTo("instead of crash");
            assertThat(async(context, "crash")).isEqualTo("instead of crash");
            assertThat(users(context).ping("x")).isEqualTo("x");
        });
    }

    @Test
    void whenTheServerIsGoneOrTheCircuitIsOpenTheFallbackAnswersToo() {
        runner.withPropertyValues(
                        "thrift.clients.users.fallback=standIn",
                        "thrift.clients.users.timeout=300ms",
                        "thrift.clients.users.circuit-breaker=users",
                        "thrift.clients.users.address=unix:/nobody/listens/here")
                .run(context -> {
                    for (int i = 0; i < 4; i++) {
                        assertThat(users(context).ping("x")).isEqualTo("instead of x");
                    }
                    users(context).touch(1);
                    assertThat(breaker(context).getState()).isEqualTo(CircuitBreaker.State.OPEN);
                });
    }

    @Test
    void whenACallEndsWithADeclaredExceptionTheFallbackIsNotAsked() {
        runner.withPropertyValues("thrift.clients.users.fallback=standIn")
                .run(context ->
                        assertThatThrownBy(() -> users(context).name(-1)).isEqualTo(new UserNotFound(-1)));
    }

    @Test
    void whenTheFallbackThrowsThatIsWhatTheCallerGets() {
        runner.withPropertyValues(
                        "thrift.clients.users.fallback=standIn",
                        "thrift.clients.users.timeout=300ms",
                        "thrift.clients.users.address=unix:/nobody/listens/here")
                .run(context -> assertThatThrownBy(() -> users(context).name(7))
                        .isEqualTo(new UserNotFound(7))
                        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1)));
    }

    @Test
    void whenTheFallbackIsNoBeanTheStartFails() {
        runner.withPropertyValues("thrift.clients.users.fallback=nobody")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .startsWith("thrift.clients.users.fallback: nobody is the name of no bean."));
    }

    @Test
    void whenTheFallbackIsOfAnotherTypeTheErrorSaysSo() {
        runner.withPropertyValues("thrift.clients.users.fallback=consumer")
                .run(context -> assertThatThrownBy(() -> users(context).ping("crash"))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("thrift.clients.users.fallback: a bean of the type ")
                        .hasMessageContaining("$Iface)"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        @ThriftService
        Handler handler() {
            return new Handler();
        }

        @Bean
        StandIn standIn() {
            return new StandIn();
        }

        @Bean
        Consumer consumer(
                @ThriftClient("users") UserService.Iface users, @ThriftClient("users") UserService.AsyncIface async) {
            return new Consumer(users, async);
        }

        @Bean
        CircuitBreakerRegistry circuitBreakers() {
            CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                    .slidingWindow(2, 2, SlidingWindowType.COUNT_BASED)
                    .build());
            registry.circuitBreaker("users");
            return registry;
        }

        @Bean
        RateLimiterRegistry rateLimiters() {
            RateLimiterRegistry registry = RateLimiterRegistry.of(RateLimiterConfig.custom()
                    .limitForPeriod(2)
                    .limitRefreshPeriod(Duration.ofHours(1))
                    .timeoutDuration(Duration.ZERO)
                    .build());
            registry.rateLimiter("users");
            return registry;
        }

        @Bean
        BulkheadRegistry bulkheads() {
            BulkheadRegistry registry = BulkheadRegistry.of(
                    BulkheadConfig.custom().maxConcurrentCalls(1).build());
            registry.bulkhead("users");
            return registry;
        }
    }

    record Consumer(UserService.Iface users, UserService.AsyncIface async) {}

    static class Handler implements UserService.Iface {

        private final AtomicInteger pings = new AtomicInteger();
        private final CountDownLatch release = new CountDownLatch(1);

        int pings() {
            return pings.get();
        }

        @Override
        public String ping(String text) throws TException {
            pings.incrementAndGet();
            if (text.equals("crash")) {
                throw new IllegalStateException("crashed");
            }
            if (text.equals("hold")) {
                await();
            }
            return text;
        }

        private void await() throws TException {
            try {
                release.await();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new TException(ex);
            }
        }

        @Override
        public String name(long id) throws UserNotFound {
            throw new UserNotFound(id);
        }

        @Override
        public void touch(long id) {}
    }

    static class StandIn implements UserService.Iface {

        @Override
        public String ping(String text) {
            return "instead of " + text;
        }

        @Override
        public String name(long id) throws UserNotFound {
            throw new UserNotFound(id);
        }

        @Override
        public void touch(long id) {}
    }
}
