package io.thriftboot.server;

import io.thriftboot.transport.TlsOptions;
import io.thriftboot.transport.TlsStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A channel of which one thread reads and writes, waiting where it must, while another may ask whether there is something to
 * read, and may close it.
 */
abstract sealed class WireChannel {

    final SocketChannel channel;

    private WireChannel(SocketChannel channel) {
        this.channel = channel;
    }

    /** Takes over an accepted channel in blocking mode. */
    static WireChannel of(SocketChannel channel, @Nullable TlsOptions tls, Handshake handshake) throws IOException {
        if (tls != null) {
            return new Tls(channel, tls, handshake);
        }
        return channel.getLocalAddress() instanceof InetSocketAddress ? new Tcp(channel) : new Selecting(channel);
    }

    /** Waits for at least one byte; -1 at the end. */
    abstract int read(ByteBuffer into) throws IOException;

    /** Waits until at least one byte has left. */
    abstract int write(ByteBuffer from) throws IOException;

    /** Whether there is something that was not read yet. */
    abstract boolean hasInput() throws IOException;

    /** Whether nothing more can come, as far as that can be seen. While this looks, nobody else must read or write. */
    abstract boolean hasEnded() throws IOException;

    /** Lets the reading thread find the end. */
    void endInput() throws IOException {
        channel.shutdownInput();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void close() throws IOException {
        channel.close();
    }

    /** In blocking mode: the operating system tells how much there is to read. */
    private static sealed class Tcp extends WireChannel {

        /** Read by {@link #hasEnded()}. */
        private final ByteBuffer first = ByteBuffer.allocate(1).flip();

        private volatile boolean hasFirst;

        Tcp(SocketChannel channel) {
            super(channel);
        }

        @Override
        int read(ByteBuffer into) throws IOException {
            if (hasFirst) {
                hasFirst = false;
                into.put(first);
                return 1;
            }
            return readNext(into);
        }

        /** What comes after the byte that was read already. */
        int readNext(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        /** The operating system tells of the end only who reads. */
        @Override
        boolean hasEnded() throws IOException {
            if (hasFirst) {
                return false;
            }
            channel.configureBlocking(false);
            try {
                int n = readNext(first.clear());
                first.flip();
                hasFirst = n > 0;
                return n < 0;
            } finally {
                channel.configureBlocking(true);
            }
        }

        @Override
        int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }

        @Override
        boolean hasInput() throws IOException {
            return hasFirst || channel.socket().getInputStream().available() > 0;
        }
    }

    /** Encrypted. The thread that reads first also does the handshake, so that nobody else waits for it. */
    private static final class Tls extends Tcp {

        private final Handshake handshake;
        private final TlsStream stream;
        private boolean begun;

        Tls(SocketChannel channel, TlsOptions options, Handshake handshake) {
            super(channel);
            this.handshake = handshake;
            this.stream = new TlsStream(options.serverEngine(), new BeginObserver());
            handshake.expected();
        }

        /** Reads and writes the channel, and notices the first bytes. */
        private final class BeginObserver implements TlsStream.Wire {

            @Override
            public int read(ByteBuffer into) throws IOException {
                int n = channel.read(into);
                if (n > 0 && !begun) {
                    begun = true;
                    handshake.begins();
                }
                return n;
            }

            @Override
            public int write(ByteBuffer from) throws IOException {
                return channel.write(from);
            }
        }

        @Override
        int readNext(ByteBuffer into) throws IOException {
            return stream.isSecure() || shakeHands() ? stream.read(into) : -1;
        }

        private boolean shakeHands() throws IOException {
            try {
                boolean secure = stream.handshake();
                if (secure) {
                    handshake.succeeded(stream.session());
                }
                return secure;
            } catch (IOException ex) {
                handshake.failed(ex);
                throw ex;
            }
        }

        @Override
        int write(ByteBuffer from) throws IOException {
            return stream.write(from);
        }

        @Override
        boolean hasInput() throws IOException {
            return stream.hasPartOfRecord() || super.hasInput();
        }

        /**
         * Without input the thread that reads closes the channel, which ends this write if the client takes nothing, so that it
         * cannot hold up the thread that closes.
         */
        @Override
        void close() throws IOException {
            if (channel.isOpen() && stream.isSecure()) {
                channel.shutdownInput();
                stream.end();
            }
            super.close();
        }
    }

    /**
     * The JDK does not tell what there is to read of a unix socket, and lets nobody try while another thread waits in a read.
     * So nobody does: what waits is a selector.
     */
    private static final class Selecting extends WireChannel {

        private final Selector selector;
        private final SelectionKey key;
        private final Object reading = new Object();
        /** Read by {@link #hasInput()}. */
        private final ByteBuffer first = ByteBuffer.allocate(1).flip();

        Selecting(SocketChannel channel) throws IOException {
            super(channel);
            channel.configureBlocking(false);
            this.selector = Selector.open();
            this.key = register(channel, selector);
        }

        private static SelectionKey register(SocketChannel channel, Selector selector) throws IOException {
            try {
                return channel.register(selector, 0);
            } catch (IOException | RuntimeException ex) {
                selector.close();
                throw ex;
            }
        }

        @Override
        int read(ByteBuffer into) throws IOException {
            int n = readNow(into);
            while (n == 0) {
                await(SelectionKey.OP_READ);
                n = readNow(into);
            }
            return n;
        }

        private int readNow(ByteBuffer into) throws IOException {
            synchronized (reading) {
                if (first.hasRemaining()) {
                    into.put(first);
                    return 1;
                }
                return channel.read(into);
            }
        }

        @Override
        int write(ByteBuffer from) throws IOException {
            int n = channel.write(from);
            while (n == 0) {
                await(SelectionKey.OP_WRITE);
                n = channel.write(from);
            }
            return n;
        }

        private void await(int operation) throws IOException {
            if (!channel.isOpen() || !selector.isOpen()) {
                throw new ClosedChannelException();
            }
            if (Thread.currentThread().isInterrupted()) {
                close();
                throw new ClosedByInterruptException();
            }
            try {
                key.interestOps(operation);
                selector.select();
                selector.selectedKeys().clear();
            } catch (ClosedSelectorException | CancelledKeyException ex) {
                throw new ClosedChannelException();
            }
        }

        @Override
        boolean hasInput() throws IOException {
            return readFirst() > 0;
        }

        @Override
        boolean hasEnded() throws IOException {
            return readFirst() < 0;
        }

        private int readFirst() throws IOException {
            synchronized (reading) {
                if (first.hasRemaining()) {
                    return 1;
                }
                int n = 0;
                try {
                    n = channel.read(first.clear());
                    return n;
                } finally {
                    first.flip();
                    if (n != 0) {
                        selector.wakeup();
                    }
                }
            }
        }

        @Override
        void endInput() throws IOException {
            super.endInput();
            selector.wakeup();
        }

        @Override
        void close() throws IOException {
            try (selector) {
                super.close();
            }
        }
    }
}
