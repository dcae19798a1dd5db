package io.thriftboot.observation;

import io.thriftboot.AccessRefusal;
import io.thriftboot.MethodDescriptor;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** How a call ended, in few words. */
enum Outcome {
    /** With a result, or sent where there is none. */
    SUCCESS,
    /** With an exception that the IDL declares for the method. */
    DECLARED_EXCEPTION,
    /** Refused, because of overload or shutdown. */
    NOT_EXECUTED,
    /** Refused, because it is not known who the client is. */
    NOT_AUTHENTICATED,
    /** Refused, because the client may not. */
    ACCESS_DENIED,
    /** Not in time. */
    TIMEOUT,
    /** Without a connection, or with one that broke. */
    CONNECTION,
    /** Otherwise. */
    ERROR;

    private static final String NOT_EXECUTED_TEXT = "not executed: ";

    static Outcome of(MethodDescriptor method, @Nullable Throwable thrown) {
        if (thrown == null) {
            return SUCCESS;
        }
        if (thrown instanceof TTransportException transport) {
            return transport.getType() == TTransportException.TIMED_OUT ? TIMEOUT : CONNECTION;
        }
        if (thrown instanceof TApplicationException exception) {
            return ofAnswer(exception);
        }
        return method.exceptions().stream().anyMatch(type -> type.isInstance(thrown)) ? DECLARED_EXCEPTION : ERROR;
    }

    private static Outcome ofAnswer(TApplicationException exception) {
        AccessRefusal refusal = AccessRefusal.of(exception);
        if (refusal != null) {
            return refusal == AccessRefusal.ACCESS_DENIED ? ACCESS_DENIED : NOT_AUTHENTICATED;
        }
        String message = exception.getMessage();
        return message != null && message.startsWith(NOT_EXECUTED_TEXT) ? NOT_EXECUTED : ERROR;
    }

    /** The value of the tag, before the end of a call too. */
    static String shown(@Nullable Outcome outcome) {
        return outcome == null ? "unknown" : outcome.toString();
    }

    /** What was thrown, without the wrappers that stages put around it. */
    static @Nullable Throwable causeOf(@Nullable Throwable thrown) {
        if (thrown instanceof CompletionException || thrown instanceof ExecutionException) {
            Throwable cause = thrown.getCause();
            return cause == null ? thrown : causeOf(cause);
        }
        return thrown;
    }

    /** The value of the tag. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
