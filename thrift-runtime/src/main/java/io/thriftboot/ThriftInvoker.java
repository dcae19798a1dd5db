package io.thriftboot;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Executes a call: the end of a chain of {@linkplain ThriftInterceptor interceptors}, which is the handler on a server
 * and the connection on a client.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftInvoker {

    /**
     * Executes the call. Failures are reported through the returned stage, never thrown.
     *
     * @param call what is called, with its arguments
     * @return a stage that completes with the method's result ({@code null} for void and oneway methods), or
     *     exceptionally with a declared exception or with what prevented the call
     */
    CompletionStage<@Nullable Object> invoke(ThriftCall call);
}
