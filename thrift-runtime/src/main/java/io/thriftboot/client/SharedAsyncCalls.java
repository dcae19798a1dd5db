package io.thriftboot.client;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.transport.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous calls of a channel whose callers share connections. A call needs no thread while it waits; there are threads
 * for what follows an answer, since the thread that reads must not wait for what callbacks do.
 */
final class SharedAsyncCalls implements AsyncWork {

    private static final long KEEP_ALIVE_SECONDS = 60;

    private final String channel;
    private final Function<Endpoint, SharedConnections> connections;
    private final LongAdder retries;
    private final Executor executor;
    private final boolean ownsThreads;

    /** By the context of the call, which is the same however often interceptors go on. */
    private final Map<ThriftContext, List<SharedAsyncCall>> running = new ConcurrentHashMap<>();

    /**
     * No thread is started before there is a call.
     *
     * @param connections the connections to an endpoint
     * @param retries counts further attempts
     */
    SharedAsyncCalls(
            ThriftChannelOptions options, Function<Endpoint, SharedConnections> connections, LongAdder retries) {
        this.channel = options.name();
        this.connections = connections;
        this.retries = retries;
        Executor chosen = options.callbackExecutor();
        this.executor = chosen == null ? newThreads(options) : chosen;
        this.ownsThreads = chosen == null;
    }

    private static ThreadPoolExecutor newThreads(ThriftChannelOptions options) {
        int most = options.shared().mostCallbackThreads();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most,
                most,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                AsyncThreads.daemons("thrift-client-" + options.name() + "-call-"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Begins a call and returns. */
    CompletionStage<@Nullable Object> start(ThriftContext context, EncodedCall encoded, Route route) {
        SharedAsyncCall call = new SharedAsyncCall(this, encoded, route);
        running.merge(context, List.of(call), SharedAsyncCalls::joined);
        call.next();
        CompletableFuture<@Nullable Object> result = call.result();
        return result.whenComplete((value, thrown) -> forget(context, call));
    }

    private static List<SharedAsyncCall> joined(List<SharedAsyncCall> some, List<SharedAsyncCall> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private void forget(ThriftContext context, SharedAsyncCall call) {
        running.computeIfPresent(context, (key, calls) -> calls.size() == 1 ? null : without(calls, call));
    }

    private static List<SharedAsyncCall> without(List<SharedAsyncCall> calls, SharedAsyncCall over) {
        return calls.stream().filter(call -> call != over).toList();
    }

    SharedConnections connections(Endpoint endpoint) {
        return connections.apply(endpoint);
    }

    /** A call is tried once more. */
    void triesAgain() {
        retries.increment();
    }

    /** Has a thread do what follows an attempt. Where there is none, the current one does: no call may be left without an end. */
    void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError ex) {
            task.run();
        }
    }

    void executeLater(Runnable task, long nanos) {
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, this::execute)
                .execute(task);
    }

    @Override
    public void expire(ThriftCall call) {
        running.getOrDefault(call.context(), List.of()).forEach(running -> running.leave(SharedCall.Leaving.TIMED_OUT));
    }

    @Override
    public void close() {
        if (ownsThreads && executor instanceof ThreadPoolExecutor threads) {
            threads.shutdown();
        }
        running.values().forEach(calls -> calls.forEach(call -> call.leave(SharedCall.Leaving.CLOSED)));
    }

    @Override
    public TTransportException closed(ThriftCall call) {
        return new TTransportException(TTransportException.NOT_OPEN, channel + ": " + call + ": the channel is closed");
    }
}
