package io.thriftboot.server;

import java.util.Locale;

/**
 * How the loops of the model {@code event-loop} wait for the operating system.
 *
 * @since 0.1
 */
public enum EventLoopIo {
    /** {@link #EPOLL} where it works and the endpoint is TCP, else {@link #NIO}. */
    AUTO,
    /** Linux's io_uring, for TCP; needs {@code netty-transport-native-io_uring} and a kernel that allows it. */
    IO_URING,
    /** Linux's epoll, for TCP; needs {@code netty-transport-native-epoll}. */
    EPOLL,
    /** The JDK's selectors, on every operating system. */
    NIO;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
