package io.thriftboot.client;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.transport.Endpoint;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** The end of a client's chain: encodes the call and tries it until it is done, or until trying again would be wrong. */
final class CallRunner implements ThriftInvoker {

    /** Has the rest of a call done that nobody waits for. */
    @FunctionalInterface
    interface Starter {

        CompletionStage<@Nullable Object> start(EncodedCall call) throws TException;
    }

    private final ThriftChannelOptions options;
    private final Function<Endpoint, EndpointConnections> connections;
    private final RouteMap map;
    private final LongAdder retries;
    private final Route firstChoice;

    private final AtomicInteger lastSeqid = new AtomicInteger();
    private final AtomicReference<@Nullable CallEncoder> spareEncoder = new AtomicReference<>();
    private final Queue<CallEncoder> moreEncoders = new ConcurrentLinkedQueue<>();

    CallRunner(RouteMap map, Function<Endpoint, EndpointConnections> connections, LongAdder retries) {
        this.options = map.options();
        this.connections = connections;
        this.map = map;
        this.firstChoice = map.firstChoice();
        this.retries = retries;
    }

    @Override
    public CompletionStage<@Nullable Object> invoke(ThriftCall call) {
        try {
            return CompletableFuture.completedFuture(call(call));
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** Encodes the call now, since the caller may change the arguments when this has returned, and has the rest done. */
    CompletionStage<@Nullable Object> start(ThriftCall call, Starter starter) {
        try {
            EncodedCall encoded = new CallEncoder(options).encode(call, lastSeqid.incrementAndGet());
            RetryPolicy retry = options.retry();
            return retry.hedges(call.method())
                    ? new Hedge(encoded.hedged(), starter, this::mayHedge).start(retry.hedgingDelay())
                    : starter.start(encoded);
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private boolean mayHedge() {
        boolean may = map.mayHedge();
        if (may) {
            retries.increment();
        }
        return may;
    }

    /** The same on the thread of the caller, without a stage. */
    @Nullable
    Object call(ThriftCall call) throws Throwable {
        CallEncoder encoder = takeEncoder();
        EncodedCall encoded = encoder.encode(call, lastSeqid.incrementAndGet());
        try {
            return run(encoded);
        } finally {
            giveBack(encoder);
        }
    }

    /** One is kept apart, since a queue costs a node for each that is given back. */
    private CallEncoder takeEncoder() {
        CallEncoder spare = spareEncoder.getAndSet(null);
        CallEncoder free = spare != null ? spare : moreEncoders.poll();
        return free != null ? free : new CallEncoder(options);
    }

    private void giveBack(CallEncoder encoder) {
        encoder.reset();
        if (!spareEncoder.compareAndSet(null, encoder)) {
            moreEncoders.add(encoder);
        }
    }

    /** Where a call that nobody waits for goes. */
    Route begin(EncodedCall call) {
        map.tokens().called();
        return map.route(call);
    }

    /** Tries the call on the current thread until it is over. */
    @Nullable
    Object run(EncodedCall call) throws Throwable {
        map.tokens().called();
        Endpoint endpoint = (call.tried() == null ? firstChoice : map.route(call)).next();
        Attempt attempt = connections.apply(endpoint).attempt(call);
        return attempt.verdict().mayTryAgain() ? tryAgain(call, endpoint, attempt) : attempt.outcome(List.of());
    }

    private @Nullable Object tryAgain(EncodedCall call, Endpoint first, Attempt refused) throws Throwable {
        Route route = map.route(call);
        Endpoint endpoint = first;
        Attempt attempt = refused;
        while (true) {
            long pause = route.after(endpoint, attempt);
            if (pause == Route.STOP) {
                return attempt.outcome(route.failures());
            }
            route.pause(pause, attempt.failure());
            retries.increment();
            endpoint = route.next();
            attempt = connections.apply(endpoint).attempt(call);
        }
    }
}
