package io.thriftboot.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.thrift.async.AsyncMethodCallback;

/** Remembers how often it was called, with what, and where. */
final class CallbackResult<T> implements AsyncMethodCallback<T> {

    final CompletableFuture<T> future = new CompletableFuture<>();
    final AtomicInteger calls = new AtomicInteger();
    volatile Thread thread;

    @Override
    public void onComplete(T value) {
        thread = Thread.currentThread();
        calls.incrementAndGet();
        future.complete(value);
    }

    @Override
    public void onError(Exception thrown) {
        thread = Thread.currentThread();
        calls.incrementAndGet();
        future.completeExceptionally(thrown);
    }

    T value() throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    Throwable thrown() throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("not thrown, but returned: " + future.get(20, TimeUnit.SECONDS));
        } catch (ExecutionException ex) {
            return ex.getCause();
        }
    }
}
