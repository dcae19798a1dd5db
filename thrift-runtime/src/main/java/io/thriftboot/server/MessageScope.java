package io.thriftboot.server;

import io.thriftboot.ThriftContext;
import java.net.SocketAddress;
import java.security.Principal;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a processor learns about the connection that a message came on, and where it reports what became of the message. */
interface MessageScope {

    /** A message from outside our servers: always executed, not counted. */
    static MessageScope of(@Nullable SocketAddress peer, @Nullable Principal principal) {
        return new MessageScope() {
            @Override
            public @Nullable SocketAddress peer() {
                return peer;
            }

            @Override
            public @Nullable Principal principal() {
                return principal;
            }
        };
    }

    /** The address of the other side. */
    @Nullable
    SocketAddress peer();

    /** Whether the length of the message stood before it; over HTTP it is another's matter. */
    default boolean isFramed() {
        return true;
    }

    /** Who the client has proved to be; {@code null} if it has not. */
    default @Nullable Principal principal() {
        return null;
    }

    /** Tells whether the other side has gone away, as far as it can be seen. For the thread that handles the call. */
    default BooleanSupplier peerGone() {
        return () -> false;
    }

    /** What came with the message, where that is known before the message is read; {@code null} if nothing can travel with it. */
    default @Nullable Map<String, String> headers() {
        return null;
    }

    /** How long ago the message had arrived whole when it began to be read. */
    default long nanosWaited() {
        return 0;
    }

    /** Whether the thread of a handler is interrupted when its client has gone away. */
    default boolean interruptsCancelled() {
        return false;
    }

    /** Why this message must not be executed now; {@code null} if it may be. */
    default @Nullable NotExecuted refusal() {
        return null;
    }

    /** The beginning of a message is read. */
    default void messageBegins(boolean replyExpected) {}

    /** The arguments are decoded and the handler is about to be called. */
    default void callBegins() {}

    /** This surrounds the call that is about to begin; the headers of the reply are found in it when the call is over. */
    default void callBegins(ThriftContext context) {
        callBegins();
    }

    /** The call is over, and so is its reply in memory. */
    default void callEnds(boolean failed) {}

    /** The message was refused. */
    default void notExecuted(NotExecuted reason) {}

    /** The message is refused because nobody waits for its outcome any more. */
    default void deadlineExceeded() {}

    /** The message could not be read but is answered; nothing that follows it on its connection will be understood. */
    default void unreadable(String why) {}

    /** The message could not be understood. */
    default void protocolError(ProtocolError kind) {}
}
