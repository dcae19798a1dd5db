package io.thriftboot.client;

import io.thriftboot.MethodDescriptor;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** What a server answered: a result struct or an exception that the IDL does not declare. */
sealed interface Reply {

    /** What the caller gets: the value, or the exception that the server answered with. */
    @Nullable
    Object value() throws TException;

    /** The value or the declared exception. */
    record Result(MethodDescriptor method, TBase<?, ?> struct) implements Reply {

        @Override
        public @Nullable Object value() throws TException {
            return method.valueOf(struct);
        }
    }

    /** The server could not do what it was asked to. */
    record Failure(TApplicationException exception) implements Reply {

        @Override
        public @Nullable Object value() throws TException {
            throw exception;
        }
    }
}
