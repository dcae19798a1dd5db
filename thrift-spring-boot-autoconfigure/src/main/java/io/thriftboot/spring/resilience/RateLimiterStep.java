package io.thriftboot.spring.resilience;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.ThriftInvoker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets no more calls begin in a time than a rate limiter allows. The thread of the caller waits as long as the limiter says, at most its
 * timeout.
 *
 * @param limiter counts the calls
 */
record RateLimiterStep(RateLimiter limiter) implements ThriftInterceptor {

    @Override
    public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
        if (!limiter.acquirePermission()) {
            return CompletableFuture.failedFuture(RequestNotPermitted.createRequestNotPermitted(limiter));
        }
        return next.invoke(call).whenComplete((value, thrown) -> report(call, thrown));
    }

    private void report(ThriftCall call, @Nullable Throwable thrown) {
        Throwable failure = Outcomes.failure(call, thrown);
        if (failure == null) {
            limiter.onSuccess();
        } else {
            limiter.onError(failure);
        }
    }
}
