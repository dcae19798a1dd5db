package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.Sockets;
import io.thriftboot.transport.TlsOptions;
import io.thriftboot.transport.TlsProblem;
import io.thriftboot.transport.TlsStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * A connection of which every operation ends by a deadline: the time left is computed anew for each read and write, so
 * that a peer that sends or takes a byte now and then cannot extend it.
 */
final class ClientSocket extends TTransport {

    private static final int BUFFER_SIZE = 8 << 10;

    /** The JDK copies through a direct buffer of this size for each thread, which it keeps. */
    private static final int MOST_AT_ONCE = 64 << 10;

    private final SocketChannel channel;
    /** Waits for what is to be read where the JDK has no read with a timeout: on all but TCP. */
    private final @Nullable Selector selector;
    /** Decrypts what is read, and encrypts what is written; {@code null} for plain text. */
    private final @Nullable TlsStream tls;

    private final TConfiguration configuration;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private final ByteBuffer probe = ByteBuffer.allocate(1);
    private ByteBuffer outgoing = ByteBuffer.allocate(0);
    private int position;
    private int limit;
    private Deadline deadline = Deadline.NONE;
    private long nanosAtBegin;
    private boolean sentAny;
    private boolean receivedAny;
    private boolean waits;

    private ClientSocket(
            SocketChannel channel,
            @Nullable Selector selector,
            TlsHandshake.@Nullable Secured secured,
            TConfiguration configuration) {
        this.channel = channel;
        this.selector = selector;
        this.tls = secured == null ? null : secured.ownedBy(new Encrypted());
        this.configuration = configuration;
    }

    /** Connects to what the endpoint stands for now, within {@code timeoutMillis}. */
    static ClientSocket connect(
            Endpoint endpoint,
            int timeoutMillis,
            SocketOptions options,
            @Nullable TlsOptions tls,
            TConfiguration configuration)
            throws IOException {
        Deadline deadline = Deadline.after(Duration.ofMillis(timeoutMillis));
        SocketChannel channel = Sockets.connect(endpoint, timeoutMillis, options);
        try {
            boolean timesReads = channel.getLocalAddress() instanceof InetSocketAddress;
            TlsHandshake.Secured secured =
                    endpoint.isTls() ? TlsHandshake.shake(channel, endpoint, tls, deadline) : null;
            return new ClientSocket(channel, timesReads ? null : selectorOf(channel), secured, configuration);
        } catch (IOException | RuntimeException | Error ex) {
            channel.close();
            throw ex;
        }
    }

    private static Selector selectorOf(SocketChannel channel) throws IOException {
        Selector selector = Selector.open();
        try {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return selector;
        } catch (IOException | RuntimeException | Error ex) {
            selector.close();
            throw ex;
        }
    }

    /** Begins a call: what follows ends by this deadline. */
    void begin(Deadline newDeadline) {
        deadline = newDeadline;
        nanosAtBegin = newDeadline.remainingNanos();
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
            waits = false;
            return (tls == null ? channel.read(probe.clear()) : tls.read(probe.clear())) == 0;
        } catch (IOException ex) {
            return false;
        }
    }

    @Override
    public void write(byte[] from, int offset, int length) throws TTransportException {
        checkMayBegin();
        try {
            blocking(false);
            ByteBuffer view = view(from);
            for (int at = offset; at < offset + length; ) {
                view.limit(Math.min(at + MOST_AT_ONCE, offset + length)).position(at);
                int n = tls == null ? channel.write(view) : tls.write(view);
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

    /** The one of the call before where that was in the same buffer, as mostly. A large one is not held on to. */
    private ByteBuffer view(byte[] from) {
        if (from.length > MOST_AT_ONCE) {
            return ByteBuffer.wrap(from);
        }
        if (outgoing.array() != from) {
            outgoing = ByteBuffer.wrap(from);
        }
        return outgoing;
    }

    /** A call that is over, or that nobody can wait for, is not sent. */
    private void checkMayBegin() throws TTransportException {
        if (nanosAtBegin <= 0) {
            throw timedOut();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new TTransportException("interrupted before it was sent");
        }
    }

    /** Only where the peer does not take what is sent, so a selector for the occasion is cheap enough. */
    private void awaitWritable() throws IOException, TTransportException {
        try (Selector occasional = Selector.open()) {
            channel.register(occasional, SelectionKey.OP_WRITE);
            occasional.select(timeLeft());
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
            n = tls == null ? receiveBytes(into, from, length) : decrypt(tls, ByteBuffer.wrap(into, from, length));
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

    private int receiveBytes(byte[] into, int from, int length) throws IOException, TTransportException {
        return selector == null
                ? readBlocking(into, from, length)
                : readSelecting(selector, ByteBuffer.wrap(into, from, length));
    }

    private int decrypt(TlsStream stream, ByteBuffer into) throws IOException {
        waits = true;
        try {
            int n = stream.read(into);
            receivedAny |= n > 0;
            return n;
        } catch (SSLException ex) {
            // TLS 1.3 lets clients send before the server has looked at their certificates.
            sentAny &= receivedAny;
            throw new SSLException(TlsProblem.describe(ex), ex);
        }
    }

    /** What is encrypted: waits for it while a reply is read, and not while it is looked whether there is any. */
    private final class Encrypted implements TlsStream.Wire {

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (!waits) {
                return channel.read(into);
            }
            try {
                int n = readBlocking(into.array(), into.arrayOffset() + into.position(), into.remaining());
                into.position(into.position() + Math.max(0, n));
                return n;
            } catch (TTransportException ex) {
                throw new SocketTimeoutException(ex.getMessage());
            }
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }
    }

    private int readBlocking(byte[] into, int from, int length) throws IOException, TTransportException {
        blocking(true);
        channel.socket().setSoTimeout(timeLeft());
        return channel.socket().getInputStream().read(into, from, length);
    }

    private int readSelecting(Selector waiting, ByteBuffer into) throws IOException, TTransportException {
        int timeout = timeLeft();
        int n = channel.read(into);
        while (n == 0) {
            waiting.select(timeout);
            waiting.selectedKeys().clear();
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException();
            }
            timeout = timeLeft();
            n = channel.read(into);
        }
        return n;
    }

    private void blocking(boolean mode) throws IOException {
        if (channel.isBlocking() != mode) {
            channel.configureBlocking(mode);
        }
    }

    /** In milliseconds, at least 1; 0 is for ever. */
    private int timeLeft() throws TTransportException {
        long nanos = deadline.remainingNanos();
        if (nanos <= 0) {
            throw timedOut();
        }
        return nanos == Long.MAX_VALUE ? 0 : (int) Math.min(Integer.MAX_VALUE, (nanos - 1) / 1_000_000 + 1);
    }

    private TTransportException timedOut() {
        Duration elapsed = Duration.ofNanos(nanosAtBegin - deadline.remainingNanos());
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
        try (selector) {
            sayGoodbye();
            channel.close();
        } catch (IOException ex) {
            // The operating system has taken the descriptor back all the same, and no more is wanted.
        }
    }

    /** Without waiting for a peer that takes nothing. */
    private void sayGoodbye() throws IOException {
        if (tls != null && channel.isOpen()) {
            blocking(false);
            tls.end();
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
