package io.thriftboot.server;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the calls of an event-loop server run: on the loops or on the executor. */
final class EventLoopCalls {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServer.class);

    /** The first of them waits until the last one is read: about 0.2 ms on a busy loop. */
    private static final int MOST_AT_ONCE = 64;

    private final Serving serving;
    private final EventLoopTransport transport;
    private final CallExecutor executor;
    private final boolean onLoop;
    private final Queue<Codec> codecs = new ConcurrentLinkedQueue<>();
    private final FastThreadLocal<EventLoopBuffers> buffers = new FastThreadLocal<>() {
        @Override
        protected EventLoopBuffers initialValue() {
            return new EventLoopBuffers(serving.options().wireFormat());
        }

        @Override
        protected void onRemoval(EventLoopBuffers ofLoop) {
            ofLoop.release();
        }
    };

    EventLoopCalls(Serving serving, EventLoopTransport transport) {
        this.serving = serving;
        this.transport = transport;
        ExecutorOptions options = serving.options().executor();
        this.onLoop = options.threads() == ExecutorThreads.EVENT_LOOP;
        this.executor = CallExecutor.bounded(options, serving.threadName("call"));
    }

    /** Those of the current loop, which has just begun to serve a channel. */
    EventLoopBuffers buffersFor(Channel channel) {
        EventLoopBuffers ofLoop = buffers.get();
        if (transport.readsWithoutWaiting()) {
            channel.config().setRecvByteBufAllocator(ofLoop.receiving());
        }
        return ofLoop;
    }

    boolean isOverloaded() {
        return serving.counters().callsInFlight.get()
                >= serving.options().eventLoop().maxCalls();
    }

    /** Whether the call is over when its handler returns, and the handler may run on the loop. */
    boolean runsOnLoop(Request request) {
        return request.route().blocks() && (onLoop || request.route().neverWaits());
    }

    /**
     * Has a call begin. Its reply is encoded when it is over.
     *
     * @param loop the current one
     * @param done called then, by any thread, perhaps before this returns
     */
    void begin(PendingReply reply, MessageScope scope, EventLoop loop, Runnable done) {
        Request request = reply.request();
        if (request.route().blocks()) {
            handOver(() -> execute(reply, scope, done), loop);
        } else {
            request.start(scope, (call, outcome) -> end(reply, outcome, scope, done));
        }
    }

    /** What a loop reads in one pass over its connections goes to the executor together. */
    private void handOver(Runnable call, EventLoop loop) {
        Queue<Runnable> read = buffers.get().calls();
        read.add(executor.timed(call));
        if (read.size() == 1) {
            loop.execute(() -> executor.executeAll(read));
        } else if (read.size() == MOST_AT_ONCE) {
            executor.executeAll(read);
        }
    }

    private void execute(PendingReply reply, MessageScope scope, Runnable done) {
        Request request = reply.request();
        if (CallExecutor.isOverflowing()) {
            serving.counters().reached(ServerLimit.QUEUE);
            request.doNotExecute(NotExecuted.QUEUE, scope);
        }
        try {
            encode(reply, (codec, protocol) -> request.answer(codec.out(protocol), scope));
        } finally {
            done.run();
        }
    }

    private void end(PendingReply reply, Request.Outcome outcome, MessageScope scope, Runnable done) {
        boolean[] succeeded = {false};
        try {
            encode(reply, (codec, protocol) -> succeeded[0] = reply.request().write(outcome, codec.out(protocol)));
        } finally {
            scope.callEnds(!succeeded[0]);
            done.run();
        }
    }

    /** Encodes a reply in the current thread. */
    void encode(PendingReply reply, PendingReply.Writing writing) {
        Codec free = codecs.poll();
        Codec codec = free != null ? free : new Codec(serving.options().wireFormat());
        try {
            reply.encode(codec, writing);
        } catch (RuntimeException ex) {
            logger.error(
                    "{}: a call failed, its connection is closed",
                    serving.options().name(),
                    ex);
        } finally {
            codecs.add(codec);
        }
    }

    /** What the executor is doing, which has no work where handlers run on the loops. */
    ThreadStats threads() {
        return onLoop ? ThreadStats.NONE : executor.threads();
    }

    int waiting() {
        return executor.waiting();
    }

    void end() {
        executor.end();
    }
}
