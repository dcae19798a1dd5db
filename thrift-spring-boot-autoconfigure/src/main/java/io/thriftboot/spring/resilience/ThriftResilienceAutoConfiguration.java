package io.thriftboot.spring.resilience;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.client.ThriftClientGuard;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of the circuit breakers, rate limiters and bulkheads of Thrift clients, from Resilience4j's registries among the beans.
 * A call goes through them in this order.
 *
 * @since 0.1
 */
@AutoConfiguration(before = ThriftClientAutoConfiguration.class)
public final class ThriftResilienceAutoConfiguration {

    ThriftResilienceAutoConfiguration() {}

    /** Where there are circuit breakers. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(CircuitBreakerRegistry.class)
    static class CircuitBreakers {

        @Bean
        ThriftClientGuard thriftCircuitBreakers(ObjectProvider<CircuitBreakerRegistry> registry) {
            return new NamedGuard(
                    "circuit-breaker",
                    name -> find(registry).flatMap(found -> found.find(name)).map(CircuitBreakerStep::new),
                    () -> find(registry).stream()
                            .flatMap(found -> found.getAllCircuitBreakers().stream())
                            .map(CircuitBreaker::getName)
                            .toList());
        }
    }

    /** Where there are rate limiters. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RateLimiterRegistry.class)
    static class RateLimiters {

        @Bean
        ThriftClientGuard thriftRateLimiters(ObjectProvider<RateLimiterRegistry> registry) {
            return new NamedGuard(
                    "rate-limiter",
                    name -> find(registry).flatMap(found -> found.find(name)).map(RateLimiterStep::new),
                    () -> find(registry).stream()
                            .flatMap(found -> found.getAllRateLimiters().stream())
                            .map(RateLimiter::getName)
                            .toList());
        }
    }

    /** Where there are bulkheads. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(BulkheadRegistry.class)
    static class Bulkheads {

        @Bean
        ThriftClientGuard thriftBulkheads(ObjectProvider<BulkheadRegistry> registry) {
            return new NamedGuard(
                    "bulkhead",
                    name -> find(registry).flatMap(found -> found.find(name)).map(BulkheadStep::new),
                    () -> find(registry).stream()
                            .flatMap(found -> found.getAllBulkheads().stream())
                            .map(Bulkhead::getName)
                            .toList());
        }
    }

    private static <T> Optional<T> find(ObjectProvider<T> registry) {
        return Optional.ofNullable(registry.getIfAvailable());
    }
}
