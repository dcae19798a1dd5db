package io.thriftboot.benchmarks.micro;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * Makes every {@link SocketChannel} of a JVM one without an operating system, connected to a {@link MemoryPeer}. The JDK asks
 * for it by the system property {@code java.nio.channels.spi.SelectorProvider}.
 */
public final class MemoryProvider extends SelectorProvider {

    /** For the JDK. */
    public MemoryProvider() {}

    @Override
    public SocketChannel openSocketChannel() {
        return new MemoryChannel(this);
    }

    @Override
    public AbstractSelector openSelector() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        throw notInMemory("datagrams");
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        throw notInMemory("datagrams");
    }

    @Override
    public Pipe openPipe() throws IOException {
        throw notInMemory("pipe");
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        throw notInMemory("server socket");
    }

    private static IOException notInMemory(String what) {
        return new IOException(what + ": not in memory (expected: a client's socket)");
    }
}
