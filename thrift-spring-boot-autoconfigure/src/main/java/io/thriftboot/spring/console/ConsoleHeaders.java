package io.thriftboot.spring.console;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.spring.client.ThriftClientInterceptor;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** Sends the headers that the page asks for with the calls that it asks for, and no others. */
final class ConsoleHeaders implements ThriftClientInterceptor {

    private static final ThreadLocal<@Nullable Exchange> CURRENT = new ThreadLocal<>();

    private record Exchange(Map<String, String> sent, Map<String, String> received) {}

    /** A call of a client, in this thread. */
    @FunctionalInterface
    interface Call {

        @Nullable
        TBase<?, ?> make() throws TException;
    }

    /** Makes a call, in this thread. */
    static @Nullable TBase<?, ?> with(Map<String, String> sent, Map<String, String> received, Call call)
            throws TException {
        CURRENT.set(new Exchange(sent, received));
        try {
            return call.make();
        } finally {
            CURRENT.remove();
        }
    }

    @Override
    public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
        Exchange exchange = CURRENT.get();
        if (exchange == null) {
            return next.invoke(call);
        }
        exchange.sent.forEach(call.context()::setRequestHeader);
        return next.invoke(call)
                .whenComplete((value, thrown) ->
                        exchange.received.putAll(call.context().responseHeaders()));
    }
}
