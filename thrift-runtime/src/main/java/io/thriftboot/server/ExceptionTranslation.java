package io.thriftboot.server;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftCall;
import java.util.List;
import org.apache.thrift.TApplicationException;
import org.jspecify.annotations.Nullable;

/** Asks the exception handlers, in order, what the client gets for an exception that the IDL does not declare. */
final class ExceptionTranslation {

    private final List<ThriftExceptionHandler> handlers;

    ExceptionTranslation(List<ThriftExceptionHandler> handlers) {
        this.handlers = List.copyOf(handlers);
    }

    boolean isEmpty() {
        return handlers.isEmpty();
    }

    /**
     * A declared exception or a {@link TApplicationException} to send; {@code null} if no handler has one. A handler that fails
     * or returns something else is a failure of its own.
     */
    @Nullable
    Throwable translate(ThriftCall call, Throwable thrown) {
        try {
            for (ThriftExceptionHandler handler : handlers) {
                Throwable mapped = handler.handle(call, thrown);
                if (mapped != null) {
                    return checked(call.method(), mapped);
                }
            }
            return null;
        } catch (Throwable failure) {
            if (failure != thrown) {
                thrown.addSuppressed(failure);
            }
            return null;
        }
    }

    private static Throwable checked(MethodDescriptor method, Throwable mapped) {
        if (mapped instanceof TApplicationException || isDeclared(method, mapped)) {
            return mapped;
        }
        throw new IllegalStateException(
                method + ": an exception handler returned " + mapped.getClass().getName() + " (expected: one of "
                        + method.exceptions() + " or a TApplicationException)",
                mapped);
    }

    static boolean isDeclared(MethodDescriptor method, Throwable thrown) {
        return method.exceptions().stream().anyMatch(type -> type.isInstance(thrown));
    }
}
