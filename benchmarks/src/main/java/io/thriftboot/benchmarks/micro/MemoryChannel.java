package io.thriftboot.benchmarks.micro;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection to a {@link MemoryPeer}, as a channel and as a socket, with equal cost. */
final class MemoryChannel extends SocketChannel {

    private final MemoryPeer peer = new MemoryPeer();
    private final Socket socket = new MemorySocket();

    MemoryChannel(SelectorProvider provider) {
        super(provider);
    }

    @Override
    public int read(ByteBuffer into) {
        int n = peer.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        into.position(into.position() + n);
        return n;
    }

    @Override
    public int write(ByteBuffer from) {
        int length = from.remaining();
        peer.write(from.array(), from.arrayOffset() + from.position(), length);
        from.position(from.limit());
        return length;
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket socket() {
        return socket;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isConnectionPending() {
        return false;
    }

    @Override
    public boolean connect(SocketAddress remote) {
        return true;
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public SocketAddress getLocalAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);
    }

    @Override
    public SocketChannel bind(@Nullable SocketAddress local) {
        return this;
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) {
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public SocketChannel shutdownInput() {
        return this;
    }

    @Override
    public SocketChannel shutdownOutput() {
        return this;
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}

    /** The same connection for those that want streams. */
    private final class MemorySocket extends Socket {

        private final InputStream input = new InputStream() {

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return peer.read(into, offset, length);
            }
        };

        private final OutputStream output = new OutputStream() {

            @Override
            public void write(int value) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] from, int offset, int length) {
                peer.write(from, offset, length);
            }
        };

        @Override
        public void connect(SocketAddress endpoint, int timeoutMillis) {}

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public InputStream getInputStream() {
            return input;
        }

        @Override
        public OutputStream getOutputStream() {
            return output;
        }

        @Override
        public void setSoTimeout(int millis) {}

        @Override
        public void setSoLinger(boolean on, int seconds) {}

        @Override
        public void setTcpNoDelay(boolean on) {}

        @Override
        public void setKeepAlive(boolean on) {}

        @Override
        public synchronized void close() throws IOException {
            MemoryChannel.this.close();
        }
    }
}
