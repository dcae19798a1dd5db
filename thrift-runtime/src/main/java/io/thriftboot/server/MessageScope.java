package io.thriftboot.server;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What a processor learns about the connection that a message came on, and where it reports what became of the message. */
interface MessageScope {

    /** A message from outside our servers: always executed, not counted. */
    static MessageScope of(@Nullable SocketAddress peer) {
        return () -> peer;
    }

    /** The address of the other side. */
    @Nullable
    SocketAddress peer();

    /** Why this message must not be executed now, such as "overloaded"; {@code null} if it may be. */
    default @Nullable String refusal() {
        return null;
    }

    /** The arguments are decoded and the handler is about to be called. */
    default void callBegins() {}

    /** The call is over, and so is its reply in memory. */
    default void callEnds(boolean failed) {}

    /** The message was refused. */
    default void notExecuted() {}

    /** The message could not be understood. */
    default void protocolError() {}
}
