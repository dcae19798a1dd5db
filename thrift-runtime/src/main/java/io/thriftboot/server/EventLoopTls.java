package io.thriftboot.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.thriftboot.transport.TlsOptions;
import io.thriftboot.transport.TlsProblem;
import java.io.EOFException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLEngine;

/**
 * What encrypts a connection of an event loop. Looks at the first bytes before anything else: other clients are served in plain
 * text, where the options say so, or told apart from those whose handshake fails.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of what fails.
final class EventLoopTls {

    private static final byte HANDSHAKE_RECORD = 0x16;
    private static final byte ALERT_RECORD = 0x15;

    private final TlsOptions options;
    private final Handshake handshake;
    private boolean begun;
    private boolean failed;
    private volatile boolean active;

    EventLoopTls(TlsOptions options, Handshake handshake) {
        this.options = options;
        this.handshake = handshake;
    }

    /** Puts it before what reads messages. */
    void addTo(Channel channel) {
        if (!options.plainText()) {
            handshake.expected();
        }
        channel.pipeline().addLast(new FirstBytes());
    }

    /** Whether what is written is encrypted. */
    boolean isActive() {
        return active;
    }

    /** Whether a part of a record has arrived that cannot be decrypted yet. On the channel's loop. */
    static boolean hasPartOfRecord(Channel channel) {
        Encryption encryption = channel.pipeline().get(Encryption.class);
        return encryption != null && encryption.hasPartOfRecord();
    }

    /** Where it is known that all that was written before has left. */
    static ChannelHandlerContext beneath(Channel channel) {
        return channel.pipeline().context(Encryption.class);
    }

    /** What has become of the handshake. Without a byte, the client only looked whether somebody listens. */
    void completed(SslHandshakeCompletionEvent event, SslHandler handler) {
        if (event.isSuccess()) {
            handshake.succeeded(handler.engine().getSession());
        } else {
            fail(event.cause());
        }
    }

    /** The first reason is the one that counts. */
    private void fail(Throwable why) {
        if (begun && !failed) {
            failed = true;
            handshake.failed(why instanceof ClosedChannelException ? new EOFException() : why);
        }
    }

    /** Replaced or removed as soon as there is a byte. */
    private final class FirstBytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            if (!bytes.isReadable()) {
                bytes.release();
                return;
            }
            byte first = bytes.getByte(bytes.readerIndex());
            if (first == HANDSHAKE_RECORD || first == ALERT_RECORD) {
                encrypt(context);
                context.fireChannelRead(bytes);
            } else if (options.plainText()) {
                context.pipeline().remove(this);
                context.fireChannelRead(bytes);
            } else {
                refuse(context, bytes);
            }
        }

        private void encrypt(ChannelHandlerContext context) {
            begun = true;
            active = true;
            handshake.begins();
            context.pipeline().addBefore(context.name(), null, new Progress(handshake.connection()));
            context.pipeline().replace(this, null, new Encryption(options.serverEngine()));
        }

        private void refuse(ChannelHandlerContext context, ByteBuf bytes) {
            begun = true;
            int known = bytes.readableBytes() < Integer.BYTES ? 0 : bytes.getInt(bytes.readerIndex());
            bytes.release();
            fail(TlsProblem.noTls(known));
            context.close();
        }
    }

    /** Netty's part. The server's clock bounds the handshake. */
    private static final class Encryption extends SslHandler {

        Encryption(SSLEngine engine) {
            super(engine);
            setHandshakeTimeoutMillis(0);
        }

        boolean hasPartOfRecord() {
            return actualReadableBytes() > 0;
        }
    }

    /** Notices when a client takes a part of a large reply: Netty's encryption reports only the end. */
    private static final class Progress extends ChannelOutboundHandlerAdapter {

        private final Connection connection;

        Progress(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ChannelPromise observed = promise.unvoid();
            observed.addListener(future -> connection.writingGoesOn());
            context.write(message, observed);
        }
    }
}
