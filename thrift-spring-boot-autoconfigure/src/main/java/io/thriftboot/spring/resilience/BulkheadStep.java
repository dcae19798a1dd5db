package io.thriftboot.spring.resilience;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.ThriftInvoker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets no more calls be under way than a bulkhead allows. The thread of the caller waits as long as the bulkhead says, mostly not at all.
 *
 * @param bulkhead counts the calls
 */
record BulkheadStep(Bulkhead bulkhead) implements ThriftInterceptor {

    @Override
    public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
        if (!bulkhead.tryAcquirePermission()) {
            return CompletableFuture.failedFuture(BulkheadFullException.createBulkheadFullException(bulkhead));
        }
        return next.invoke(call).whenComplete((value, thrown) -> bulkhead.onComplete());
    }
}
