package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.transport.Endpoint;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The end of a client's chain: encodes the call and tries it until it is done, or until trying again would be wrong. */
final class CallRunner implements ThriftInvoker {

    private final ThriftChannelOptions options;
    private final Function<Endpoint, EndpointConnections> connections;
    private final Function<Deadline, Route> routes;
    private final AtomicInteger lastSeqid = new AtomicInteger();
    private final Queue<CallEncoder> encoders = new ConcurrentLinkedQueue<>();

    CallRunner(
            ThriftChannelOptions options,
            Function<Endpoint, EndpointConnections> connections,
            Function<Deadline, Route> routes) {
        this.options = options;
        this.connections = connections;
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

    /** Encodes the call now, since the caller may change the arguments when this has returned, and has a thread do the rest. */
    CompletionStage<@Nullable Object> start(ThriftCall call, AsyncThreads threads) {
        try {
            EncodedCall encoded = new CallEncoder(options).encode(call, lastSeqid.incrementAndGet());
            return threads.execute(
                    call, () -> run(encoded, routes.apply(call.context().deadline())));
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private @Nullable Object encodeAndRun(ThriftCall call) throws Throwable {
        CallEncoder free = encoders.poll();
        CallEncoder encoder = free != null ? free : new CallEncoder(options);
        EncodedCall encoded = encoder.encode(call, lastSeqid.incrementAndGet());
        try {
            return run(encoded, routes.apply(call.context().deadline()));
        } finally {
            encoder.reset();
            encoders.add(encoder);
        }
    }

    private @Nullable Object run(EncodedCall call, Route route) throws Throwable {
        for (int attempts = 1; ; ) {
            Endpoint endpoint = route.next();
            Attempt attempt = connections.apply(endpoint).attempt(call);
            Verdict verdict = attempt.verdict();
            attempts += verdict.counts() ? 1 : 0;
            if (!verdict.triesAgain()
                    || attempts > options.retry().maxAttempts()
                    || !route.passBy(endpoint, attempt.failure())) {
                return attempt.outcome(route.failures());
            }
        }
    }
}
