package io.thriftboot.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.ReceiveBuffer;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.TlsOptions;
import io.thriftboot.transport.TlsProblem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that an event loop reads and writes. Calls may run side by side; their replies leave in the order of the
 * requests. While there are too many of either, nothing is read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of what fails.
final class EventLoopConnection extends ChannelInboundHandlerAdapter implements Connection.Wire, ReplyBatch.Sender {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServer.class);

    /** Replies are handed over when there are so many bytes of them. */
    private static final int MOST_AT_ONCE = 64 << 10;

    private final Serving serving;
    private final EventLoopCalls calls;
    private final EventLoopCounts counts;
    private final EventLoopChannel channel;
    private final Connection connection;
    private final RequestReader requests;
    private final Deque<PendingReply> pending = new ArrayDeque<>();
    private final AtomicBoolean repliesAnnounced = new AtomicBoolean();
    private @Nullable EventLoopBuffers buffers;
    private boolean paused;
    private boolean awaitingWrites;
    private boolean inputEnded;
    private @Nullable EventLoopTls tls;
    /** Bytes that wait to be encrypted, which Netty does not count. */
    private long unencrypted;

    EventLoopConnection(Serving serving, EventLoopCalls calls, EventLoopCounts counts, EventLoopChannel channel) {
        this.serving = serving;
        this.calls = calls;
        this.counts = counts;
        this.channel = channel;
        this.connection = serving.connections().create(channel.peer());
        this.requests = new RequestReader(serving, connection, () -> false);
    }

    Connection connection() {
        return connection;
    }

    private Channel netty() {
        return channel.netty();
    }

    /** Has a loop serve it. */
    void register(EventLoopGroup loops) {
        SocketOptions options = serving.options().socket();
        Channel netty = netty();
        netty.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        netty.config().setOption(ChannelOption.SO_KEEPALIVE, options.keepAlive());
        netty.config().setOption(ChannelOption.TCP_NODELAY, options.noDelay());
        if (options.sendBufferSize() > 0) {
            netty.config().setOption(ChannelOption.SO_SNDBUF, options.sendBufferSize());
        }
        TlsOptions encryption = serving.options().tls();
        if (encryption != null) {
            tls = new EventLoopTls(encryption, new Handshake(serving, connection));
            tls.addTo(netty);
        }
        netty.pipeline().addLast(this);
        loops.register(netty).addListener(future -> {
            if (!future.isSuccess()) {
                fail(future.cause());
            }
        });
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
        buffers = calls.buffersFor(netty());
        counts.begins(netty().eventLoop());
        connection.served();
        context.fireChannelRegistered();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        counts.ends(netty().eventLoop());
        context.fireChannelUnregistered();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            serving.counters().bytesReceived.add(bytes.readableBytes());
            while (bytes.isReadable()) {
                read(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void read(ByteBuf bytes) {
        byte[] received = buffers().received();
        int length = Math.min(bytes.readableBytes(), received.length);
        bytes.readBytes(received, 0, length);
        received(received, length);
    }

    /** What {@link #channelRead} got, or what somebody else has read on this loop. */
    private void received(byte[] bytes, int length) {
        if (requests.hasEnded()) {
            return;
        }
        serving.connections().received(connection);
        ReceiveBuffer buffer = requests.received();
        if (buffer.isEmpty()) {
            connection.messageBegins(serving.connections().isDraining());
        }
        buffer.lend(bytes, length);
        handleAll();
        buffer.keep();
        if (isFull()) {
            // Before more is read than there is room for.
            flush();
            pause(isFull());
        }
    }

    private EventLoopBuffers buffers() {
        EventLoopBuffers own = buffers;
        if (own == null) {
            throw new IllegalStateException(this + ": not registered");
        }
        return own;
    }

    private void handleAll() {
        EventLoopBuffers own = buffers();
        MessageOutput output = own.codec().output();
        output.clear();
        Request request = isFull() ? null : requests.next(own.codec());
        while (request != null) {
            handle(request, own.codec());
            if (output.length() >= MOST_AT_ONCE) {
                write(output);
            }
            request = isFull() ? null : requests.next(own.codec());
        }
        write(output);
    }

    private boolean isFull() {
        return pending.size() >= serving.options().eventLoop().maxCallsPerConnection()
                || unwritten() >= serving.options().eventLoop().writeBufferHighWaterMark();
    }

    private void handle(Request request, Codec codec) {
        if (request.isCall() && calls.isOverloaded()) {
            serving.counters().reached(ServerLimit.CALLS);
            request.doNotExecute(NotExecuted.CALLS, requests);
        }
        request.refuseIfLate(requests);
        boolean here = !request.isCall() || calls.runsOnLoop(request);
        if (here && pending.isEmpty()) {
            answer(request, codec);
            return;
        }
        PendingReply reply = new PendingReply(
                request, requests.protocol(), requests.received().isFramed());
        pending.add(reply);
        if (here) {
            // The loop's own output holds replies that have not left yet.
            calls.encode(reply, (own, protocol) -> request.answer(own.out(protocol), requests));
        } else {
            if (inputEnded) {
                reply.cancel();
            }
            calls.begin(reply, requests, netty().eventLoop(), this::announceReplies);
        }
        writeReplies(codec.output());
    }

    /** Nothing is before this request: its reply goes straight into what leaves next. */
    private void answer(Request request, Codec codec) {
        MessageOutput output = codec.output();
        output.begin(requests.received().isFramed());
        try {
            request.answer(codec.out(requests.protocol()), requests);
        } catch (TException | RuntimeException | Error ex) {
            codec.renew(requests.protocol());
            output.reset();
            fail(ex);
        }
        Thread.interrupted();
        if (request.isAbandoned()) {
            output.reset();
            close();
        }
    }

    @Override
    public void fail(Throwable thrown) {
        logger.error(
                "{} {}: a call failed, its connection is closed",
                serving.options().name(),
                peer(),
                thrown);
        close();
    }

    private Object peer() {
        return String.valueOf(connection.peer());
    }

    /** Called by any thread when a reply can leave. */
    private void announceReplies() {
        if (repliesAnnounced.compareAndSet(false, true)) {
            try {
                netty().eventLoop().execute(this::sendReplies);
            } catch (RejectedExecutionException ended) {
                logger.debug(
                        "{} {}: a reply comes after the end of the server",
                        serving.options().name(),
                        peer());
            }
        }
    }

    private void sendReplies() {
        repliesAnnounced.set(false);
        MessageOutput output = buffers().codec().output();
        output.clear();
        writeReplies(output);
        write(output);
        goOn();
    }

    /** Moves replies that can leave, in the order of their requests. */
    private void writeReplies(MessageOutput output) {
        for (PendingReply reply = pending.peek(); reply != null && reply.isDone(); reply = pending.peek()) {
            pending.remove();
            if (reply.isBroken()) {
                close();
                return;
            }
            output.append(reply.bytes());
        }
    }

    private void write(MessageOutput output) {
        int length = output.length();
        if (length == 0) {
            return;
        }
        ByteBuf bytes = buffers().toWrite(netty().alloc(), length);
        bytes.writeBytes(output.toByteBuffer());
        serving.counters().bytesSent.add(length);
        output.clear();
        unencrypted += isEncrypted() ? length : 0;
        netty().write(bytes, length > MOST_AT_ONCE || unwritten() > 0 ? observed() : netty().voidPromise());
    }

    /** The read timeout bounds how long a client may take nothing of what is written. */
    private ChannelPromise observed() {
        ChannelProgressivePromise promise = netty().newProgressivePromise();
        promise.addListener(new ChannelProgressiveFutureListener() {
            @Override
            public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
                connection.writing();
            }

            @Override
            public void operationComplete(ChannelProgressiveFuture future) {
                connection.writing();
            }
        });
        return promise;
    }

    private long unwritten() {
        ChannelOutboundBuffer waiting = netty().unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes() + unencrypted;
    }

    private boolean isEncrypted() {
        EventLoopTls own = tls;
        return own != null && own.isActive();
    }

    private void flush() {
        // Netty makes a record of nothing if there is nothing.
        if (unencrypted > 0 || !isEncrypted()) {
            netty().flush();
            unencrypted = 0;
        }
        if (unwritten() > 0 && !awaitingWrites) {
            awaitingWrites = true;
            ChannelOutboundInvoker end = isEncrypted() ? EventLoopTls.beneath(netty()) : netty();
            end.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(future -> {
                awaitingWrites = false;
                announceReplies();
            });
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (paused || unwritten() == 0) {
            goOn();
        } else {
            buffers().replies().add(this, netty().eventLoop());
        }
    }

    @Override
    public void send() {
        goOn();
    }

    /** Sends what has been written, and goes on with what has waited for that. */
    private void goOn() {
        do {
            flush();
        } while (resume());
        settle();
        giveMemoryBack();
    }

    /**
     * Goes on with requests that have arrived already, and reads more if there is room for them.
     *
     * @return whether there may be replies to be flushed
     */
    private boolean resume() {
        boolean goesOn = paused && !isFull();
        if (goesOn) {
            handleAll();
            requests.received().keep();
        }
        pause(isFull());
        return goesOn;
    }

    private void pause(boolean full) {
        if (paused != full) {
            paused = full;
            netty().config().setAutoRead(!full);
            if (full) {
                boolean byCalls =
                        pending.size() >= serving.options().eventLoop().maxCallsPerConnection();
                serving.counters().reached(byCalls ? ServerLimit.CALLS_PER_CONNECTION : ServerLimit.WRITE_BUFFER);
            }
        }
    }

    /** What was read is answered first, whether or not anybody takes the replies. */
    private void giveMemoryBack() {
        if (!netty().isOpen() && !paused) {
            requests.received().clear();
        }
    }

    /** Says what the connection is doing, and ends it when nothing is left to do. */
    private void settle() {
        if (unwritten() > 0) {
            connection.writing();
        } else if (!pending.isEmpty()) {
            connection.calling();
        } else if (inputEnded || requests.hasEnded()) {
            close();
        } else if (connection.awaitsHandshake()) {
            // Its time goes on, however slowly it proceeds.
            return;
        } else if (requests.received().isEmpty()) {
            connection.idle();
        } else {
            connection.reading();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent
                || event instanceof ChannelInputShutdownReadComplete
                || event instanceof SslCloseCompletionEvent) {
            inputEnded = true;
            pending.forEach(PendingReply::cancel);
            settle();
        } else if (event instanceof SslHandshakeCompletionEvent completion) {
            Objects.requireNonNull(tls).completed(completion, context.pipeline().get(SslHandler.class));
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        serving.connections().closed(connection);
        pending.forEach(PendingReply::cancel);
        giveMemoryBack();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        if (thrown instanceof IOException || TlsProblem.isCauseOf(thrown)) {
            logger.debug("{} {}: {}", serving.options().name(), peer(), thrown.getMessage());
            close();
        } else {
            fail(thrown);
        }
    }

    @Override
    public void endIfQuiet() {
        netty().eventLoop().execute(() -> channel.endIfQuiet(connection));
    }

    @Override
    public void endInput() {
        throw new UnsupportedOperationException("endInput (expected: what ends the input closes the connection)");
    }

    @Override
    public void breakOff() {
        close();
    }

    @Override
    public boolean isOpen() {
        return netty().isOpen();
    }

    @Override
    public void close() {
        netty().close();
    }

    @Override
    public String toString() {
        return serving.options().name() + ' ' + peer();
    }
}
