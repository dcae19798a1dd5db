package io.thriftboot.server;

import io.thriftboot.ThriftCall;
import org.jspecify.annotations.Nullable;

/**
 * Maps what a handler threw to what the client gets, such as a domain exception to one that the IDL declares.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftExceptionHandler {

    /**
     * Maps an exception that the IDL does not declare for the method.
     *
     * @param call the call that failed
     * @param thrown what the handler or an interceptor threw
     * @return a declared exception, or a {@link org.apache.thrift.TApplicationException} that is sent as it is;
     *     {@code null} to leave it to the next handler, and at last to the answer {@code INTERNAL_ERROR} with a text that
     *     tells nothing of the inside
     */
    @Nullable
    Throwable handle(ThriftCall call, Throwable thrown);
}
