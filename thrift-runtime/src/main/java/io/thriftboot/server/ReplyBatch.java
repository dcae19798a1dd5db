package io.thriftboot.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The connections of a loop whose replies leave together, after a few more have been read. If each reply left as soon as it is
 * there, the operating system would wake the client for each, and the processor's caches would hold neither its way to read
 * nor the one to write.
 */
final class ReplyBatch implements Runnable {

    /** A connection that has replies to send. */
    interface Sender {

        /** Sends them. */
        void send();

        /** That did not work, for no reason that a connection would have. */
        void fail(Throwable thrown);
    }

    /** What these connections need must fit into the caches too. */
    static final int MOST_CONNECTIONS = 16;

    /** A connection that took so long has a handler for which others should not wait. */
    private static final long SLOW = TimeUnit.MICROSECONDS.toNanos(50);

    private static final long LONGEST_WAIT = TimeUnit.MICROSECONDS.toNanos(100);

    private final LongSupplier ticker;
    private final List<Sender> senders = new ArrayList<>(MOST_CONNECTIONS);
    private long begin;
    private long last;
    private boolean scheduled;

    ReplyBatch(LongSupplier ticker) {
        this.ticker = ticker;
        this.last = ticker.getAsLong() - SLOW;
    }

    /**
     * The replies leave at once if reading has been slow, or enough connections have joined, at the latest when the loop has
     * read what there is.
     *
     * @param loop runs what it is given after it has read all connections
     */
    void add(Sender sender, Executor loop) {
        long now = ticker.getAsLong();
        if (senders.isEmpty()) {
            begin = now;
        }
        senders.add(sender);
        if (senders.size() >= MOST_CONNECTIONS || now - last >= SLOW || now - begin >= LONGEST_WAIT) {
            sendAll();
        } else {
            last = now;
            schedule(loop);
        }
    }

    private void schedule(Executor loop) {
        if (!scheduled) {
            scheduled = true;
            loop.execute(this);
        }
    }

    /** The loop has read what there is. */
    @Override
    public void run() {
        scheduled = false;
        sendAll();
    }

    private void sendAll() {
        // Others may join meanwhile.
        for (int i = 0; i < senders.size(); i++) {
            send(senders.get(i));
        }
        senders.clear();
        last = ticker.getAsLong();
    }

    private static void send(Sender sender) {
        try {
            sender.send();
        } catch (RuntimeException | Error ex) {
            sender.fail(ex);
        }
    }
}
