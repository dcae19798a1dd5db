package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * A TCP connection of which every operation ends by a deadline: the time left is computed anew for each read and write, so
 * that a peer that sends or takes a byte now and then cannot extend it.
 */
final class ClientSocket extends TTransport {

    private static final int BUFFER_SIZE = 8 << 10;

    /** The JDK copies through a direct buffer of this size for each thread, which it keeps. */
    private static final int MOST_AT_ONCE = 64 << 10;

    private final SocketChannel channel;
    private final TConfiguration configuration;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private final ByteBuffer probe = ByteBuffer.allocate(1);
    private int position;
    private int limit;
    private Deadline deadline = Deadline.NONE;
    private long beganAt;
    private boolean sentAny;

    private ClientSocket(SocketChannel channel, TConfiguration configuration) {
        this.channel = channel;
        this.configuration = configuration;
    }

    /** Connects to what the endpoint's name stands for now, within {@code timeoutMillis}. */
    static ClientSocket connect(Endpoint endpoint, int timeoutMillis, TConfiguration configuration) throws IOException {
        InetSocketAddress address = endpoint.resolve();
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.socket().connect(address, timeoutMillis);
            refuseSelf(channel);
            return new ClientSocket(channel, configuration);
        } catch (IOException | RuntimeException ex) {
            channel.close();
            throw ex;
        }
    }

    /** TCP connects a socket to itself if its own port is, by chance, the one of a local server that is down. */
    private static void refuseSelf(SocketChannel channel) throws IOException {
        if (channel.getLocalAddress().equals(channel.getRemoteAddress())) {
            throw new ConnectException("Connection refused");
        }
    }

    /** Begins a call: what follows ends by this deadline. */
    void begin(Deadline newDeadline) {
        deadline = newDeadline;
        beganAt = System.nanoTime();
        sentAny = false;
    }

    /** Whether any byte was handed to the operating system since the call began. */
    boolean sentAny() {
        return sentAny;
    }

    /** Whether the peer has neither closed the connection nor sent what nobody waits for. */
    boolean isQuiet() {
        if (position < limit) {
            return false;
        }
        try {
            blocking(false);
            return channel.read(probe.clear()) == 0;
        } catch (IOException ex) {
            return false;
        }
    }

    @Override
    public void write(byte[] from, int offset, int length) throws TTransportException {
        checkMayBegin();
        try {
            blocking(false);
            for (int at = offset; at < offset + length; ) {
                int n = channel.write(ByteBuffer.wrap(from, at, Math.min(MOST_AT_ONCE, offset + length - at)));
                sentAny |= n > 0;
                at += n;
                if (n == 0) {
                    awaitWritable();
                }
            }
        } catch (IOException ex) {
            throw failed(ex);
        }
    }

    /** A call that is over, or that nobody can wait for, is not sent. */
    private void checkMayBegin() throws TTransportException {
        timeLeft();
        if (Thread.currentThread().isInterrupted()) {
            throw new TTransportException("interrupted before it was sent");
        }
    }

    /** Only where the peer does not take what is sent, so a selector for the occasion is cheap enough. */
    private void awaitWritable() throws IOException, TTransportException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_WRITE);
            selector.select(timeLeft());
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new TTransportException("interrupted while sending");
        }
    }

    @Override
    public int read(byte[] into, int from, int length) throws TTransportException {
        if (position == limit) {
            if (length >= buffer.length) {
                return receive(into, from, Math.min(length, MOST_AT_ONCE));
            }
            limit = receive(buffer, 0, buffer.length);
            position = 0;
        }
        int n = Math.min(length, limit - position);
        System.arraycopy(buffer, position, into, from, n);
        position += n;
        return n;
    }

    private int receive(byte[] into, int from, int length) throws TTransportException {
        int n;
        try {
            blocking(true);
            channel.socket().setSoTimeout(timeLeft());
            n = channel.socket().getInputStream().read(into, from, length);
        } catch (SocketTimeoutException ex) {
            throw timedOut();
        } catch (IOException ex) {
            throw failed(ex);
        }
        if (n < 0) {
            throw new TTransportException(TTransportException.END_OF_FILE, "the peer closed the connection");
        }
        return n;
    }

    private void blocking(boolean mode) throws IOException {
        if (channel.isBlocking() != mode) {
            channel.configureBlocking(mode);
        }
    }

    private int timeLeft() throws TTransportException {
        if (deadline.isExpired()) {
            throw timedOut();
        }
        return deadline.timeoutMillis(Duration.ZERO);
    }

    private TTransportException timedOut() {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - beganAt);
        return new TTransportException(
                TTransportException.TIMED_OUT, "timed out " + elapsed.toMillis() + "ms after sending began");
    }

    private static TTransportException failed(IOException ex) {
        if (Thread.currentThread().isInterrupted()) {
            return new TTransportException("interrupted", ex);
        }
        String reason = ex.getMessage() == null ? ex.getClass().getSimpleName() : ex.getMessage();
        return new TTransportException("the connection failed: " + reason, ex);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void open() {}

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ex) {
            // The operating system has taken the descriptor back all the same, and no more is wanted.
        }
    }

    @Override
    public TConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public void updateKnownMessageSize(long size) {}

    @Override
    public void checkReadBytesAvailable(long length) {}

    @Override
    public void resetMessageSizeAndConsumedBytes(long newSize) {}
}
