package io.thriftboot.client;

import io.thriftboot.transport.MessageWindow;
import io.thriftboot.transport.ReceiveBuffer;
import io.thriftboot.transport.ReceiveBuffer.Content;
import io.thriftboot.transport.TlsProblem;
import io.thriftboot.transport.TlsStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a shared connection, and the thread that connects it and then receives replies. Callers write to it, never
 * waiting: what the peer does not take at once is left to the thread. An interrupted caller would close a socket that blocks.
 */
final class SharedSocket {

    private static final int BATCH_SIZE = 64 << 10;

    /** So many replies are read before their callers are woken. */
    private static final int MOST_ANSWERS = 16;

    private final SharedConnections owner;
    private final ThriftChannelOptions options;
    private final SharedConnection connection;
    private final ReceiveBuffer received;
    private final MessageWindow window;
    private final TProtocol protocol;
    private final long patienceNanos;
    private final List<SharedCall> answers = new ArrayList<>(MOST_ANSWERS);
    private final ByteBuffer probe = ByteBuffer.allocateDirect(1);
    private ByteBuffer batch = ByteBuffer.allocate(0);
    private volatile @Nullable Thread thread;
    private volatile @Nullable SocketChannel channel;
    private volatile @Nullable Selector selector;
    private volatile @Nullable TlsStream tls;
    private volatile boolean blocked;
    private volatile boolean answered;
    private volatile boolean inWrite;
    private volatile long written;
    private long lastReceivedAt;

    SharedSocket(SharedConnections owner, ThriftChannelOptions options, SharedConnection connection) {
        this.owner = owner;
        this.options = options;
        this.connection = connection;
        this.received = new ReceiveBuffer(options.wireFormat());
        this.window = new MessageWindow(options.wireFormat().limits());
        this.protocol = options.wireFormat().protocolOver(window);
        this.patienceNanos = options.timeout().isZero() ? 0 : ConnectionPool.nanos(options.timeout()) / 2;
    }

    void start(String name) {
        Thread reader = new Thread(this::run, name);
        reader.setDaemon(true);
        thread = reader;
        reader.start();
    }

    private void run() {
        try (SharedConnections.Opened opened = owner.connect()) {
            serve(opened);
        } catch (TTransportException ex) {
            connection.end(ex);
        } catch (IOException ex) {
            connection.end(failed(ex));
        } catch (Throwable thrown) {
            connection.end(new TTransportException("the connection was closed: " + thrown, thrown));
            throw thrown;
        }
    }

    private void serve(SharedConnections.Opened opened) throws IOException {
        SocketChannel socket = opened.channel();
        try (Selector both = Selector.open()) {
            socket.configureBlocking(false);
            SelectionKey key = socket.register(both, SelectionKey.OP_READ);
            batch = ByteBuffer.allocateDirect(BATCH_SIZE).flip();
            tls = opened.tls() == null ? null : opened.tls().ownedBy(new Encrypted(socket));
            channel = socket;
            selector = both;
            if (connection.opened()) {
                flush();
            } else {
                owner.discarded(CloseCause.OTHER);
            }
            while (!connection.isClosed()) {
                serve(both, key, socket);
            }
            if (tls != null) {
                tls.end();
            }
        }
    }

    /**
     * What is encrypted.
     *
     * @param channel one that does not wait
     */
    private record Encrypted(SocketChannel channel) implements TlsStream.Wire {

        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }
    }

    private void serve(Selector both, SelectionKey key, SocketChannel socket) throws IOException {
        key.interestOps(blocked ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        both.select(earlier(connection.endExpired(), patienceMillis()));
        both.selectedKeys().clear();
        if (connection.isClosed()) {
            return;
        }
        if (blocked && key.isWritable()) {
            goOn(socket);
        }
        if (key.isReadable()) {
            receive(socket);
        }
        if (isPatient() && System.nanoTime() - lastReceivedAt >= patienceNanos) {
            connection.end(new TTransportException("the connection was closed, since the peer stopped within a reply, "
                    + TimeUnit.NANOSECONDS.toMillis(patienceNanos) + "ms ago"));
        }
    }

    /** 0 is later than any other. */
    private static long earlier(long millis, long others) {
        return millis == 0 || others == 0 ? millis + others : Math.min(millis, others);
    }

    /** Whether the rest of a reply is awaited, which holds up those behind it. */
    private boolean isPatient() {
        return patienceNanos > 0 && !received.isEmpty();
    }

    /** 0 for ever. */
    private long patienceMillis() {
        if (!isPatient()) {
            return 0;
        }
        long left = patienceNanos - (System.nanoTime() - lastReceivedAt);
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(left) + 1);
    }

    /** Sends what is to be sent. The caller is the only one that writes now. */
    void flush() {
        SocketChannel socket = channel;
        try {
            while (socket != null && connection.fill(batch, written)) {
                if (!write(socket)) {
                    leaveToThread();
                    return;
                }
            }
        } catch (IOException ex) {
            connection.end(failed(ex));
        } finally {
            connection.stoppedWriting();
        }
    }

    /** Whether the operating system took the whole batch. */
    private boolean write(SocketChannel socket) throws IOException {
        while (batch.hasRemaining()) {
            int n = writeSome(socket);
            if (n == 0) {
                return false;
            }
        }
        return true;
    }

    /** Only one thread writes at a time. None does after the end: by then it was decided which calls were sent. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private int writeSome(SocketChannel socket) throws IOException {
        inWrite = true;
        try {
            int n = connection.isClosed() ? 0 : send(socket);
            written += n;
            return n;
        } finally {
            inWrite = false;
        }
    }

    private int send(SocketChannel socket) throws IOException {
        TlsStream encryption = tls;
        return encryption == null ? socket.write(batch) : encryption.write(batch);
    }

    private int read(SocketChannel socket, ByteBuffer into) throws IOException {
        TlsStream encryption = tls;
        return encryption == null ? socket.read(into) : encryption.read(into);
    }

    private void leaveToThread() {
        blocked = true;
        Selector waiting = selector;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    private void goOn(SocketChannel socket) throws IOException {
        try {
            if (write(socket)) {
                blocked = false;
                flush();
            }
        } finally {
            connection.stoppedWriting();
        }
    }

    private void receive(SocketChannel socket) throws IOException {
        // A selector does not know of what is decrypted already.
        int n = receiveSome(socket);
        while (n > 0 && tls != null && !connection.isClosed()) {
            n = receiveSome(socket);
        }
    }

    private int receiveSome(SocketChannel socket) throws IOException {
        int n = read(socket, received.room());
        if (n < 0) {
            String within = received.isEmpty() ? " without a reply" : " within a frame";
            connection.end(new TTransportException(
                    TTransportException.END_OF_FILE, "the peer closed the connection" + within));
            return n;
        }
        received.received(n);
        try {
            while (readReply()) {
                if (answers.size() == MOST_ANSWERS) {
                    deliver();
                }
            }
            deliver();
        } catch (TTransportException ex) {
            endAndDeliver(() -> connection.end(ex));
        }
        received.keep();
        if (n > 0 && isPatient()) {
            lastReceivedAt = System.nanoTime();
        }
        return n;
    }

    /** Callers that are woken must not find a connection that is about to end. */
    private void endAndDeliver(Runnable end) {
        end.run();
        deliver();
    }

    private void deliver() {
        if (!answers.isEmpty()) {
            answered = true;
            connection.answered(answers);
            answers.clear();
        }
    }

    /** Whether there was a whole reply, of a call that can be trusted. */
    private boolean readReply() throws TTransportException {
        received.checkLength();
        if (received.next(window) == Content.INCOMPLETE) {
            return false;
        }
        SharedCall call = connection.take();
        if (call == null) {
            throw new TTransportException(
                    TTransportException.CORRUPTED_DATA,
                    "the connection was closed, since a message arrived that no call was waiting for");
        }
        return read(call);
    }

    private boolean read(SharedCall call) {
        try {
            call.read(protocol);
        } catch (TException | RuntimeException | Error ex) {
            endAndDeliver(() -> connection.mistaken(call, ex));
            return false;
        }
        if (window.end() > 0 && !call.isAbandoned()) {
            connection.drain(CloseCause.FAILED);
        }
        answers.add(call);
        return true;
    }

    /** Whether the peer has neither closed the connection nor sent what nobody waits for. Only where no call is in flight. */
    boolean isQuiet() {
        SocketChannel socket = channel;
        try {
            return socket != null && read(socket, probe.clear()) == 0;
        } catch (IOException ex) {
            return false;
        }
    }

    /** A server that takes a frame's length for something else waits for the rest of it, and never says so. */
    String hint() {
        return channel == null || answered
                ? ""
                : ", on a connection without any reply so far (expected: a server of " + options.wireFormat() + ")";
    }

    /** How many bytes the operating system has taken. */
    long written() {
        return written;
    }

    /** Whether it may be taking some just now, to be asked when the connection is marked as closed. */
    boolean isInWrite() {
        return inWrite;
    }

    /** Has the thread close the socket. */
    void close() {
        Thread reader = thread;
        if (reader != null) {
            reader.interrupt();
        }
    }

    private TTransportException failed(IOException ex) {
        if (TlsProblem.isCauseOf(ex) && !answered) {
            // TLS 1.3 lets clients send before the server has looked at their certificates.
            written = 0;
        }
        String reason = TlsProblem.isCauseOf(ex)
                ? TlsProblem.describe(ex)
                : ex.getMessage() == null ? ex.getClass().getSimpleName() : ex.getMessage();
        return new TTransportException("the connection failed: " + reason, ex);
    }
}
