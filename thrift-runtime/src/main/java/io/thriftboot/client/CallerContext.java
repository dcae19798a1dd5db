package io.thriftboot.client;

import io.thriftboot.CallHeaders;
import io.thriftboot.Deadline;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.thrift.TBase;
import org.apache.thrift.async.AsyncMethodCallback;
import org.jspecify.annotations.Nullable;

/**
 * What a caller has around it that its calls take along.
 *
 * @param handled the context of the request that the caller handles, {@code null} if it handles none
 * @param headers the scope that the caller has opened, {@code null} if it has none
 */
record CallerContext(
        @Nullable ThriftContext handled, @Nullable CallHeaders headers) {

    private static final CallerContext NONE = new CallerContext(null, null);

    /** That of the current thread. */
    static CallerContext current() {
        ThriftContext handled = ThriftContext.current();
        CallHeaders headers = CallHeaders.current();
        return handled == null && headers == null ? NONE : new CallerContext(handled, headers);
    }

    private boolean isEmpty() {
        return handled == null && headers == null;
    }

    /** The context of a call, which ends with the request that causes it at the latest. */
    ThriftContext newContext(Duration timeout) {
        Deadline own = Deadline.after(timeout);
        if (isEmpty()) {
            return new ThriftContext(null, 0, own);
        }
        Deadline deadline = handled == null ? own : own.earlier(handled.deadline());
        return new ThriftContext(null, 0, deadline, requestHeaders(), () -> false);
    }

    private Map<String, String> requestHeaders() {
        Map<String, String> own = headers == null ? Map.of() : headers.sent();
        Map<String, String> forwarded = handled == null ? Map.of() : handled.forwardedHeaders();
        if (own.isEmpty() || forwarded.isEmpty()) {
            return own.isEmpty() ? forwarded : own;
        }
        Map<String, String> all = new LinkedHashMap<>(own);
        forwarded.forEach((name, value) -> {
            if (own.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                all.put(name, value);
            }
        });
        return all;
    }

    /** Puts into the arguments what the caller did not. */
    void complete(MethodDescriptor method, TBase<?, ?> args) {
        String id = handled == null ? null : handled.transactionId();
        if (id != null) {
            method.completeTransactionId(args, id);
        }
    }

    /** The call is over. */
    void ended(ThriftContext context) {
        if (headers != null) {
            headers.received(context.responseHeaders());
        }
    }

    /** A callback that finds the same context as the caller. */
    AsyncMethodCallback<@Nullable Object> around(
            AsyncMethodCallback<@Nullable Object> callback, ThriftContext context) {
        return isEmpty() ? callback : new Around(this, callback, context);
    }

    private record Around(CallerContext caller, AsyncMethodCallback<@Nullable Object> callback, ThriftContext context)
            implements AsyncMethodCallback<@Nullable Object> {

        @Override
        public void onComplete(@Nullable Object value) {
            end(() -> callback.onComplete(value));
        }

        @Override
        public void onError(Exception thrown) {
            end(() -> callback.onError(thrown));
        }

        private void end(Runnable call) {
            caller.ended(context);
            if (caller.handled() == null) {
                call.run();
                return;
            }
            ThriftContext.Scope current = caller.handled().makeCurrent();
            try {
                call.run();
            } finally {
                current.close();
            }
        }
    }
}
