package io.thriftboot.transport;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;

/**
 * What the operating system is told about a connection. Options that an endpoint's sockets do not have, such as those of TCP
 * on a unix socket, are passed over.
 *
 * @param keepAlive whether the operating system finds out about peers that are gone without a word; TCP only
 * @param noDelay whether what is written leaves at once, instead of waiting for more; TCP only
 * @param sendBufferSize bytes that may wait to be sent, as a hint; 0 leaves it to the operating system
 * @param receiveBufferSize bytes that may wait to be read, as a hint; 0 leaves it to the operating system
 * @since 0.1
 */
public record SocketOptions(boolean keepAlive, boolean noDelay, int sendBufferSize, int receiveBufferSize) {

    /** Keep-alive, no delay, buffers as the operating system has them. */
    public static final SocketOptions DEFAULT = new SocketOptions(true, true, 0, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a size is negative
     */
    public SocketOptions {
        notNegative("socket.send-buffer-size", sendBufferSize);
        notNegative("socket.receive-buffer-size", receiveBufferSize);
    }

    private static void notNegative(String name, int size) {
        if (size < 0) {
            throw new IllegalArgumentException(name + ": " + size + " (expected: 0 or more bytes)");
        }
    }

    /**
     * Sets all options that a connection has.
     *
     * @param connection open; before it is connected, or right after it was accepted
     * @throws IOException if the operating system refuses an option
     */
    public void applyTo(NetworkChannel connection) throws IOException {
        set(connection, StandardSocketOptions.SO_KEEPALIVE, keepAlive);
        set(connection, StandardSocketOptions.TCP_NODELAY, noDelay);
        if (sendBufferSize > 0) {
            set(connection, StandardSocketOptions.SO_SNDBUF, sendBufferSize);
        }
        applyReceiveBufferTo(connection);
    }

    /** Of a listening socket before it is bound: its connections inherit the buffer, and TCP's window with it. */
    void applyReceiveBufferTo(NetworkChannel channel) throws IOException {
        if (receiveBufferSize > 0) {
            set(channel, StandardSocketOptions.SO_RCVBUF, receiveBufferSize);
        }
    }

    private static <T> void set(NetworkChannel channel, SocketOption<T> option, T value) throws IOException {
        if (channel.supportedOptions().contains(option)) {
            channel.setOption(option, value);
        }
    }
}
