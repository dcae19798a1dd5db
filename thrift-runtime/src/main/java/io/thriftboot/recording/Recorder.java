package io.thriftboot.recording;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a server's requests and replies to a bounded ring of files, by a thread of its own. It never holds up a call: what
 * cannot be written as fast as it comes, or not at all, is dropped and counted. The thread and the open file are there while
 * there is something to record, and for a second after that. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class Recorder implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Recorder.class);

    /** So many bytes may wait to be written. */
    private static final long MOST_WAITING_BYTES = 16 << 20;

    private static final int MOST_WAITING = 10_000;
    private static final long LINGER_MILLIS = 1_000;

    /** Has the writer look whether it is hurried. */
    private static final Exchange WAKE = new Exchange(Instant.EPOCH, "", false, false, new byte[0], new byte[0]);

    private final String server;
    private final RecordingRing ring;
    private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final LongAdder recorded = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Object lock = new Object();

    /** Guarded by the lock. */
    private @Nullable Thread writer;

    private volatile boolean hurried;
    private boolean failing;

    /**
     * A recorder that has opened nothing yet.
     *
     * @param options where to, and how much
     * @param server the name of the server, with which the names of the files begin
     */
    public Recorder(RecordingOptions options, String server) {
        this.server = server;
        this.ring = new RecordingRing(options, server);
    }

    /**
     * Has a message recorded with its reply, soon. Returns at once.
     *
     * @param exchange both
     */
    public void record(Exchange exchange) {
        long size = RecordingFormat.size(exchange);
        if (!ring.fits(exchange) || !hasRoom(size)) {
            dropped.increment();
            return;
        }
        if (waiting.offer(exchange)) {
            begin();
        } else {
            waitingBytes.addAndGet(-size);
            dropped.increment();
        }
    }

    /** Counts a message that cannot be recorded since its bytes are gone. */
    public void drop() {
        dropped.increment();
    }

    private boolean hasRoom(long size) {
        if (waitingBytes.addAndGet(size) <= MOST_WAITING_BYTES) {
            return true;
        }
        waitingBytes.addAndGet(-size);
        return false;
    }

    private void begin() {
        synchronized (lock) {
            if (writer == null && !waiting.isEmpty()) {
                Thread thread = new Thread(this::run, "thrift-" + server + "-recorder");
                thread.setDaemon(true);
                writer = thread;
                thread.start();
            }
        }
    }

    private void run() {
        try {
            Exchange next = next();
            while (next != null) {
                if (!WAKE.equals(next)) {
                    write(next);
                }
                next = next();
            }
        } catch (InterruptedException ex) {
            // Nobody else's thread: told to end.
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private @Nullable Exchange next() throws InterruptedException {
        return hurried ? waiting.poll() : waiting.poll(LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void end() {
        close(ring);
        synchronized (lock) {
            writer = null;
            lock.notifyAll();
        }
        begin();
    }

    private void close(RecordingRing open) {
        try {
            open.close();
        } catch (IOException ex) {
            logger.warn("{}: the recording cannot be closed", server, ex);
        }
    }

    private void write(Exchange exchange) {
        waitingBytes.addAndGet(-RecordingFormat.size(exchange));
        try {
            ring.write(exchange);
            recorded.increment();
            failing = false;
        } catch (IOException | RuntimeException ex) {
            dropped.increment();
            if (!failing) {
                failing = true;
                logger.error("{}: requests cannot be recorded", server, ex);
            }
        }
    }

    /**
     * How much was recorded.
     *
     * @return messages that were written to a file
     */
    public long recorded() {
        return recorded.sum();
    }

    /**
     * How much was not recorded.
     *
     * @return messages that were dropped: too many or too large, or the file could not be written
     */
    public long dropped() {
        return dropped.sum();
    }

    /** Writes what waits, and closes the file. What comes afterwards is recorded all the same. */
    @Override
    public void close() {
        hurried = true;
        synchronized (lock) {
            if (writer != null && !waiting.offer(WAKE)) {
                logger.debug("{}: the recorder is busy writing what waits", server);
            }
            while (writer != null) {
                try {
                    lock.wait(LINGER_MILLIS);
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
        }
        hurried = false;
    }
}
