package io.thriftboot.server;

import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.ReceiveBuffer;
import io.thriftboot.transport.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * A connection with a thread of its own: it reads what has come, answers all requests in it, and sends all replies in one
 * write.
 */
final class ThreadedConnection implements BlockingWire, Runnable {

    /** A reply that has waited for so long leaves before the next handler starts, which may take any time. */
    private static final long LONGEST_WAIT = TimeUnit.MICROSECONDS.toNanos(100);

    /** Replies leave when there are so many bytes of them. */
    private static final int MOST_AT_ONCE = 64 << 10;

    private final Serving serving;
    private final WireChannel channel;
    private final Connection connection;
    private final RequestReader requests;
    private final Codec codec;
    private volatile @Nullable Thread thread;
    private final boolean virtual;
    private final boolean watched;

    /** Held while it is looked whether the client has gone away: then nobody must read or write. */
    private final Object looking = new Object();

    /** What is being handled, for those that look from outside. Guarded by {@link #looking}. */
    private @Nullable Request running;

    private long firstReplyAt;

    private ThreadedConnection(SocketChannel channel, Serving serving) throws IOException {
        this.serving = serving;
        this.connection = serving.connections()
                .create(Sockets.peer(channel, serving.options().endpoint()));
        this.requests = new RequestReader(serving, connection, this::isPeerGone);
        this.watched = serving.options().interruptCancelled();
        this.virtual = serving.options().executor().threads() == ExecutorThreads.VIRTUAL;
        this.codec = new Codec(serving.options().wireFormat());
        this.channel = WireChannel.of(channel, serving.options().tls(), new Handshake(serving, connection));
    }

    static ThreadedConnection open(SocketChannel channel, Serving serving) throws IOException {
        try {
            ThreadedConnection opened = new ThreadedConnection(channel, serving);
            serving.connections().opened(opened.connection, opened);
            return opened;
        } catch (IOException | RuntimeException ex) {
            channel.close();
            throw ex;
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        connection.served();
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = receive() && answerAll();
            }
        } catch (IOException ex) {
            logBroken(ex);
        } catch (TException | RuntimeException | Error ex) {
            logger.error(
                    "{} {}: a call failed, its connection is closed",
                    serving.options().name(),
                    connection.peer(),
                    ex);
        } finally {
            thread = null;
            requests.received().clear();
            close();
        }
    }

    private boolean receive() throws IOException {
        ReceiveBuffer received = requests.received();
        int n = channel.read(received.room());
        if (n < 0) {
            return false;
        }
        received.received(n);
        serving.counters().bytesReceived.add(n);
        serving.connections().received(connection);
        return true;
    }

    /** Whether further requests can be read. */
    private boolean answerAll() throws IOException, TException {
        boolean goesOn = true;
        for (Request request = requests.next(codec); request != null && goesOn; request = requests.next(codec)) {
            sendIfDue();
            goesOn = answer(request);
        }
        // Before the client takes its replies, which it may not.
        requests.received().keep();
        boolean sent = send();
        if (requests.received().isEmpty()) {
            connection.idle();
        } else {
            connection.reading();
        }
        if (sent && virtual) {
            letOthersGoFirst();
        }
        return goesOn && !requests.hasEnded();
    }

    /** Those whose requests have arrived; meanwhile the next one of this client may come, so that a read need not wait. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing but speed depends on it.
    private static void letOthersGoFirst() {
        Thread.yield();
    }

    private boolean answer(Request request) throws TException {
        MessageOutput output = codec.output();
        output.begin(requests.received().isFramed());
        if (watched) {
            answerWatched(request);
        } else {
            request.answer(codec.out(requests.protocol()), requests);
        }
        // An interrupt was for the call that is over. Left set, it would close the channel on the next read or write.
        Thread.interrupted();
        return !request.isAbandoned();
    }

    private void answerWatched(Request request) throws TException {
        watch(request);
        try {
            request.answer(codec.out(requests.protocol()), requests);
        } finally {
            watch(null);
        }
    }

    private void watch(@Nullable Request request) {
        synchronized (looking) {
            running = request;
        }
    }

    /** Called by handlers. Their own thread neither reads nor writes meanwhile. */
    private boolean isPeerGone() {
        synchronized (looking) {
            return (running != null || Thread.currentThread() == thread) && hasEnded();
        }
    }

    @Override
    public void cancelIfPeerIsGone() {
        synchronized (looking) {
            if (running != null && hasEnded()) {
                running.cancel();
            }
        }
    }

    private boolean hasEnded() {
        try {
            return channel.hasEnded();
        } catch (IOException reset) {
            return true;
        }
    }

    private void sendIfDue() throws IOException {
        int waiting = codec.output().length();
        if (waiting == 0) {
            return;
        }
        long now = System.nanoTime();
        if (firstReplyAt == 0) {
            firstReplyAt = now;
        }
        if (waiting >= MOST_AT_ONCE || now - firstReplyAt >= LONGEST_WAIT) {
            send();
        }
    }

    /** Whether there was something to send. */
    private boolean send() throws IOException {
        firstReplyAt = 0;
        if (codec.output().length() == 0) {
            return false;
        }
        ByteBuffer replies = codec.output().toByteBuffer();
        while (replies.hasRemaining()) {
            connection.writing();
            serving.counters().bytesSent.add(channel.write(replies));
        }
        codec.output().clear();
        return true;
    }

    /** Interrupts a handler that is still running. */
    void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public Serving serving() {
        return serving;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public WireChannel channel() {
        return channel;
    }
}
