package io.thriftboot.server;

import io.thriftboot.InterfaceKind;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftContext;
import java.util.function.Consumer;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TBase;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of a method go.
 *
 * @param method what is called
 * @param handler the implementation
 * @param chain what stands in front of the handler; {@code null} if nothing does, and it is one of {@code Iface}
 * @param origins what calls learn of where they come from
 * @param neverWaits whether the handler, one of {@code Iface}, may run on a thread that serves other connections too
 */
record Route(
        MethodDescriptor method, Object handler, @Nullable HandlerChain chain, Origins origins, boolean neverWaits) {

    /**
     * Executes a call in this thread and waits for its result.
     *
     * @return the struct that is sent, with the value or a declared exception in it; {@code null} if oneway
     * @throws TApplicationException what the client gets instead of a result
     * @throws UndeclaredException what was thrown otherwise
     */
    @Nullable
    TBase<?, ?> call(TBase<?, ?> args, ThriftContext context) throws TApplicationException, UndeclaredException {
        ThriftContext.Scope current = context.makeCurrent();
        try {
            return chain == null ? callHandler(args) : chain.call(method, args, context);
        } finally {
            current.close();
        }
    }

    private @Nullable TBase<?, ?> callHandler(TBase<?, ?> args) throws UndeclaredException {
        try {
            return method.call(handler, args);
        } catch (Throwable thrown) {
            throw new UndeclaredException(thrown);
        }
    }

    /** Whether the handler runs to its end in the thread that calls it, which may wait there. */
    boolean blocks() {
        return chain == null || chain.kind() == InterfaceKind.SYNC;
    }

    /**
     * Has a call begin in this thread.
     *
     * @param end called once, from any thread, perhaps before this returns
     */
    void start(TBase<?, ?> args, ThriftContext context, Consumer<Request.Outcome> end) {
        ThriftContext.Scope current = context.makeCurrent();
        try {
            if (chain == null) {
                end.accept(outcome(args));
            } else {
                chain.start(method, args, context, end);
            }
        } finally {
            current.close();
        }
    }

    private Request.Outcome outcome(TBase<?, ?> args) {
        try {
            return new Request.Outcome(callHandler(args), null);
        } catch (UndeclaredException ex) {
            return new Request.Outcome(null, ex);
        }
    }
}
