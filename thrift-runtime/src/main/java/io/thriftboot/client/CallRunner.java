package io.thriftboot.client;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.transport.Endpoint;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** The end of a client's chain: encodes the call and tries it until it is done, or until trying again would be wrong. */
final class CallRunner implements ThriftInvoker {

    private final ThriftChannelOptions options;
    private final Function<Endpoint, ConnectionPool> pools;
    private final Function<ThriftCall, Route> routes;
    private final AtomicInteger lastSeqid = new AtomicInteger();
    private final Queue<CallEncoder> encoders = new ConcurrentLinkedQueue<>();

    CallRunner(
            ThriftChannelOptions options,
            Function<Endpoint, ConnectionPool> pools,
            Function<ThriftCall, Route> routes) {
        this.options = options;
        this.pools = pools;
        this.routes = routes;
    }

    @Override
    public CompletionStage<@Nullable Object> invoke(ThriftCall call) {
        try {
            return CompletableFuture.completedFuture(encodeAndRun(call));
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private @Nullable Object encodeAndRun(ThriftCall call) throws Throwable {
        CallEncoder free = encoders.poll();
        CallEncoder encoder = free != null ? free : new CallEncoder(options);
        EncodedCall encoded = encoder.encode(call, lastSeqid.incrementAndGet());
        try {
            return run(encoded, routes.apply(call));
        } finally {
            encoder.reset();
            encoders.add(encoder);
        }
    }

    private @Nullable Object run(EncodedCall call, Route route) throws Throwable {
        int attempts = 1;
        while (true) {
            Endpoint endpoint = route.next();
            ConnectionPool pool = pools.apply(endpoint);
            Attempt attempt = Attempt.of(call, pool);
            boolean again =
                    switch (attempt.verdict()) {
                        case DONE, OUT_OF_STEP, FAILED -> false;
                        case REFUSED -> attempts++ < options.retry().maxAttempts();
                        case UNREACHABLE -> true;
                        case LEAVING -> {
                            pool.clear();
                            yield true;
                        }
                    };
            if (!again || !passBy(route, endpoint, call)) {
                return attempt.outcome();
            }
        }
    }

    private boolean passBy(Route route, Endpoint endpoint, EncodedCall call) throws TTransportException {
        try {
            return route.passBy(endpoint);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new TTransportException(
                    options.name() + ": " + call.method() + ": interrupted before it was sent", ex);
        }
    }
}
