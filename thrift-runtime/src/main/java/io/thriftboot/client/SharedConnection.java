package io.thriftboot.client;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the calls of all callers share. It knows which calls are to be sent and which are to be answered, in order,
 * and who writes: the caller that finds no other writing sends what all have left meanwhile. The socket does the rest.
 */
final class SharedConnection {

    private final SharedConnections owner;
    private final SharedOptions options;
    private final SharedSocket socket;
    private final DeadlineWatch watch;
    private final long slowNanos;
    private final long expiresAt;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<SharedCall> unsent = new ArrayDeque<>();
    private final ArrayDeque<SharedCall> sent = new ArrayDeque<>();
    private final List<SharedCall> oneways = new ArrayList<>();
    private final List<SharedCall> toWake = new ArrayList<>();
    private @Nullable TTransportException cause;
    private @Nullable CloseCause closeCause;
    private long idleSince;
    private int abandoned;
    private boolean open;
    private boolean draining;
    private boolean writing;
    private volatile boolean closed;

    SharedConnection(SharedConnections owner, ThriftChannelOptions options, long now) {
        this.owner = owner;
        this.options = options.shared();
        this.socket = new SharedSocket(owner, options, this);
        this.watch = new DeadlineWatch(ConnectionPool.nanos(options.timeout()), System::nanoTime);
        this.slowNanos = ConnectionPool.nanos(options.shared().slowAfter());
        this.expiresAt = now + ConnectionPool.lifetimeNanos(options.pool());
        this.idleSince = now;
    }

    /** Begins to connect. Calls that come meanwhile are sent as soon as that is done. */
    void start(String threadName) {
        socket.start(threadName);
    }

    /**
     * Sends a call, or leaves it to whoever is sending now.
     *
     * @return {@code false} if the call has to find another connection
     */
    boolean offer(SharedCall call, boolean evenIfSlow) {
        boolean others;
        lock.lock();
        try {
            if (!accepts(evenIfSlow)) {
                return false;
            }
            others = inFlight() > 0;
            call.placedOn(this, watch.covers(call.call().deadline().remainingNanos()));
            unsent.add(call);
            if (!open || writing) {
                return true;
            }
            writing = true;
        } finally {
            unlock();
        }
        if (others) {
            letOthersJoin();
        }
        socket.flush();
        return true;
    }

    /** Threads that are ready to run, as those whose replies came together, leave their calls first: one write for all. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersJoin() {
        Thread.yield();
    }

    private boolean accepts(boolean evenIfSlow) {
        if (draining || closed || isFull()) {
            return false;
        }
        if (inFlight() == 0 && open && !writing && !socket.isQuiet()) {
            end(new TTransportException(TTransportException.END_OF_FILE, "the peer closed the connection"));
            return false;
        }
        return evenIfSlow || !isSlow();
    }

    private boolean isSlow() {
        SharedCall oldest = sent.peek();
        return oldest != null && oldest.nanosSinceBegun() >= slowNanos;
    }

    private boolean isFull() {
        return inFlight() >= options.maxCallsInFlight();
    }

    private int inFlight() {
        return unsent.size() + sent.size();
    }

    /** It is connected: what has come meanwhile is to be sent by the caller. */
    boolean opened() {
        lock.lock();
        try {
            open = !closed;
            writing = open;
            return open;
        } finally {
            unlock();
        }
    }

    /**
     * Ends oneway calls that are sent, and collects what is to be sent next.
     *
     * @param written how many bytes were sent so far
     * @return {@code false} if there is nothing to send; then the caller does not write any more
     */
    boolean fill(ByteBuffer batch, long written) {
        lock.lock();
        try {
            batch.clear();
            endOneways();
            long now = unsent.isEmpty() ? 0 : System.nanoTime();
            while (!unsent.isEmpty() && unsent.element().copyTo(batch, written, now)) {
                SharedCall call = unsent.remove();
                (call.isOneway() ? oneways : sent).add(call);
            }
            batch.flip();
            writing = batch.hasRemaining();
            return writing;
        } finally {
            unlock();
        }
    }

    private void endOneways() {
        if (!oneways.isEmpty()) {
            oneways.forEach(this::endAnswered);
            toWake.addAll(oneways);
            oneways.clear();
            rest();
        }
    }

    private void endAnswered(SharedCall call) {
        abandoned -= call.isAbandoned() ? 1 : 0;
        if (!call.isOver()) {
            call.end();
        }
    }

    /** The call to which the next reply belongs. */
    @Nullable
    SharedCall take() {
        lock.lock();
        try {
            SharedCall call = sent.poll();
            if (call != null) {
                call.take();
            }
            return call;
        } finally {
            unlock();
        }
    }

    /** Ends calls that are taken and have their replies. */
    void answered(Collection<SharedCall> calls) {
        lock.lock();
        try {
            calls.forEach(this::endAnswered);
            watch.used();
            rest();
        } finally {
            unlock();
        }
        calls.forEach(SharedCall::wake);
        owner.madeRoom();
    }

    /** Ends a call that is taken, and whose reply is wrong, and with it the connection. */
    void mistaken(SharedCall call, Throwable why) {
        lock.lock();
        try {
            closeCause = CloseCause.FAILED;
            end(call.outOfStep(why));
            if (!call.isOver()) {
                call.reached(Attempt.Progress.SENT);
                call.end(why);
            }
            toWake.add(call);
        } finally {
            unlock();
        }
    }

    /** A caller does not wait any longer. If its call was sent, the reply will come all the same. */
    void leave(SharedCall call, SharedCall.Leaving reason) {
        lock.lock();
        try {
            if (call.isOver()) {
                return;
            }
            if (call.isOneway() && call.isWritten(socket.written())) {
                call.end();
            } else {
                giveUp(call, call.reasonToLeave(reason, reason == SharedCall.Leaving.TIMED_OUT ? socket.hint() : ""));
            }
            if (!call.isAwaited()) {
                toWake.add(call);
            }
            rest();
        } finally {
            unlock();
        }
        owner.madeRoom();
    }

    /**
     * Ends calls whose time is over, if it is time to look for them.
     *
     * @return how many milliseconds later to come again; 0 if there is no need to before a further call is answered
     */
    long endExpired() {
        List<SharedCall> expired = List.of();
        lock.lock();
        try {
            if (watch.isDue()) {
                expired = waitedFor(SharedCall::isExpired);
                expired.forEach(call -> leave(call, SharedCall.Leaving.TIMED_OUT));
                watch.looked(waitedFor(call -> true).stream()
                        .mapToLong(call -> call.call().deadline().remainingNanos())
                        .min()
                        .orElse(Long.MAX_VALUE));
            }
            return watch.millis();
        } finally {
            unlock();
            expired.forEach(SharedCall::wakeCaller);
        }
    }

    /** The calls somebody waits for. */
    private List<SharedCall> waitedFor(Predicate<SharedCall> which) {
        return Stream.of(sent, unsent, oneways)
                .flatMap(Collection::stream)
                .filter(call -> !call.isOver() && which.test(call))
                .toList();
    }

    private void giveUp(SharedCall call, TTransportException why) {
        if (call.isBegun() || !unsent.remove(call)) {
            call.reached(Attempt.Progress.SENT);
            abandon(call);
        }
        call.end(why);
    }

    private void abandon(SharedCall call) {
        if (call.isTaken()) {
            return;
        }
        call.abandon();
        abandoned++;
        if (abandoned > options.maxAbandoned()) {
            end(new TTransportException("the connection was closed, since " + abandoned
                    + " calls on it had timed out or been interrupted (expected: at most " + options.maxAbandoned()
                    + ")"));
        }
    }

    private void rest() {
        if (draining && inFlight() + oneways.size() <= abandoned) {
            end(new TTransportException(TTransportException.NOT_OPEN, "the connection was closed"));
        } else if (inFlight() == 0) {
            idleSince = owner.now();
        }
    }

    /** Takes no further calls, and closes when those that it has are over, or otherwise if something happens before that. */
    void drain(CloseCause why) {
        lock.lock();
        try {
            if (!draining) {
                closeCause = why;
                draining = true;
            }
            rest();
        } finally {
            unlock();
        }
    }

    /** Drains if it is too old or was idle for too long. */
    void upkeep(long now, long idleNanos) {
        lock.lock();
        try {
            boolean idle = inFlight() == 0 && now - idleSince >= idleNanos;
            if (idle || now - expiresAt >= 0) {
                drain(idle ? CloseCause.IDLE : CloseCause.LIFETIME);
            }
        } finally {
            unlock();
        }
    }

    /** Closes, and ends each call with a failure of its own: unsent or sent, as it is. */
    void end(TTransportException why) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            cause = why;
            owner.ended(this, open, closeCause());
            boolean writes = socket.isInWrite();
            long written = writes ? Long.MAX_VALUE : socket.written();
            List.of(sent, unsent).forEach(calls -> endAll(calls, written, why));
            if (!writes) {
                endOneways(why);
            }
        } finally {
            unlock();
        }
        socket.close();
    }

    private CloseCause closeCause() {
        if (closeCause != null) {
            return closeCause;
        }
        return inFlight() + oneways.size() == 0 ? CloseCause.DEAD : CloseCause.FAILED;
    }

    private void endAll(Collection<SharedCall> calls, long written, TTransportException why) {
        calls.removeIf(SharedCall::isOver);
        calls.forEach(call -> {
            call.reachedWith(written);
            call.end(why);
        });
        toWake.addAll(calls);
        calls.clear();
    }

    /** Those that are written are done, although the connection has ended. */
    private void endOneways(TTransportException why) {
        long written = socket.written();
        oneways.removeIf(SharedCall::isOver);
        List<SharedCall> done =
                oneways.stream().filter(call -> call.isWritten(written)).toList();
        done.forEach(SharedCall::end);
        toWake.addAll(done);
        oneways.removeAll(done);
        endAll(oneways, written, why);
    }

    /** Nobody writes any more. If the connection ended meanwhile, it is known now which oneway calls were sent. */
    void stoppedWriting() {
        if (!closed) {
            return;
        }
        lock.lock();
        try {
            TTransportException why = cause;
            if (why != null) {
                endOneways(why);
            }
        } finally {
            unlock();
        }
    }

    /** Those whose calls are over are told when the lock is free, since listeners may do anything. */
    private void unlock() {
        if (lock.getHoldCount() > 1 || toWake.isEmpty()) {
            lock.unlock();
            return;
        }
        List<SharedCall> over = List.copyOf(toWake);
        toWake.clear();
        lock.unlock();
        over.forEach(SharedCall::wake);
    }

    boolean isClosed() {
        return closed;
    }

    /** What it has to do now. */
    Load load() {
        lock.lock();
        try {
            SharedCall oldest = sent.peek();
            long oldestNanos = oldest == null ? 0 : oldest.nanosSinceBegun();
            int calls = inFlight() + oneways.size() - abandoned;
            return new Load(calls, oldestNanos, open, draining, isFull());
        } finally {
            unlock();
        }
    }

    /**
     * What a connection has to do.
     *
     * @param calls calls that are not over
     * @param oldestNanos since when the oldest call waits for its reply, 0 if none does
     * @param open whether it is connected
     * @param draining whether it takes no further calls
     * @param full whether it has as many calls as it may, with those whose callers have left
     */
    record Load(int calls, long oldestNanos, boolean open, boolean draining, boolean full) {}
}
