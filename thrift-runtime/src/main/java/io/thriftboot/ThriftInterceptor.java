package io.thriftboot;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A step around every call of a server or of a client, such as logging, authorization, caching or retrying. A step calls
 * {@code next} once to go on, several times to retry, or never to answer by itself.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftInterceptor {

    /**
     * Takes part in a call.
     *
     * @param call what is called, with its arguments
     * @param next the rest of the chain
     * @return a stage that completes with the method's result ({@code null} for void and oneway methods) or exceptionally
     */
    CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next);

    /**
     * Puts interceptors in front of an invoker. An interceptor that throws, or
     * that returns no stage, fails the call.
     *
     * @param interceptors the steps, outermost first
     * @param end what the innermost step goes on to
     * @return the chain; {@code end} itself if there are no interceptors
     */
    static ThriftInvoker chain(List<? extends ThriftInterceptor> interceptors, ThriftInvoker end) {
        ThriftInvoker chain = end;
        for (int i = interceptors.size() - 1; i >= 0; i--) {
            ThriftInterceptor step = interceptors.get(i);
            ThriftInvoker next = chain;
            chain = call -> {
                try {
                    return Objects.requireNonNull(step.intercept(call, next), () -> noStage(step));
                } catch (Throwable thrown) {
                    return CompletableFuture.failedFuture(thrown);
                }
            };
        }
        return chain;
    }

    private static String noStage(ThriftInterceptor step) {
        return step.getClass().getName() + ": null (expected: a stage that completes with the result)";
    }
}
