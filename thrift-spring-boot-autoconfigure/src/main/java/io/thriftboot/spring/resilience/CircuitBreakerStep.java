package io.thriftboot.spring.resilience;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.ThriftInvoker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls through a circuit breaker. A declared exception is a success: the server did answer.
 *
 * @param breaker decides, and is told of the outcome
 */
record CircuitBreakerStep(CircuitBreaker breaker) implements ThriftInterceptor {

    @Override
    public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.failedFuture(CallNotPermittedException.createCallNotPermittedException(breaker));
        }
        long begin = breaker.getCurrentTimestamp();
        return next.invoke(call).whenComplete((value, thrown) -> report(call, begin, thrown));
    }

    private void report(ThriftCall call, long begin, @Nullable Throwable thrown) {
        long time = breaker.getCurrentTimestamp() - begin;
        Throwable failure = Outcomes.failure(call, thrown);
        if (failure == null) {
            breaker.onSuccess(time, breaker.getTimestampUnit());
        } else {
            breaker.onError(time, breaker.getTimestampUnit(), failure);
        }
    }
}
