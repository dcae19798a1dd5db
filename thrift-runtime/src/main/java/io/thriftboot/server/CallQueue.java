package io.thriftboot.server;

import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for a thread. Many may be brought at once: one thread is woken for them, which wakes the next while
 * there are more. Waking a thread for each call costs more than most calls do. The JDK's queues take them one by one only.
 *
 * <p>A thread that waits for a call is room for one, as with a {@link java.util.concurrent.SynchronousQueue}: so a capacity of
 * 0 is allowed, and what is brought at once is not refused while there are idle threads.
 */
final class CallQueue extends AbstractQueue<Runnable> implements BlockingQueue<Runnable> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Deque<Runnable> calls = new ArrayDeque<>();
    private final int capacity;
    private int waitingThreads;

    CallQueue(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public boolean offer(Runnable call) {
        lock.lock();
        try {
            boolean hasRoom = hasRoom();
            if (hasRoom) {
                calls.add(call);
                notEmpty.signal();
            }
            return hasRoom;
        } finally {
            lock.unlock();
        }
    }

    /** Takes as many as there is room for; the others are left where they are. */
    void takeFrom(Queue<Runnable> brought) {
        lock.lock();
        try {
            while (!brought.isEmpty() && hasRoom()) {
                calls.add(brought.remove());
            }
            wakeIfNotEmpty();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        return calls.size() - waitingThreads < capacity;
    }

    private void wakeIfNotEmpty() {
        if (!calls.isEmpty()) {
            notEmpty.signal();
        }
    }

    @Override
    public Runnable take() throws InterruptedException {
        Runnable call = poll(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        while (call == null) {
            call = poll(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }
        return call;
    }

    @Override
    public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
        lock.lockInterruptibly();
        waitingThreads++;
        try {
            long remaining = unit.toNanos(timeout);
            while (calls.isEmpty() && remaining > 0) {
                remaining = notEmpty.awaitNanos(remaining);
            }
            return calls.isEmpty() ? null : next();
        } finally {
            waitingThreads--;
            lock.unlock();
        }
    }

    private Runnable next() {
        Runnable call = calls.remove();
        wakeIfNotEmpty();
        return call;
    }

    @Override
    public @Nullable Runnable poll() {
        lock.lock();
        try {
            return calls.poll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Runnable peek() {
        lock.lock();
        try {
            return calls.peek();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return calls.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int remainingCapacity() {
        return Math.max(0, capacity - size());
    }

    /** What waits now. */
    @Override
    public Iterator<Runnable> iterator() {
        lock.lock();
        try {
            return List.copyOf(calls).iterator();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int drainTo(Collection<? super Runnable> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super Runnable> target, int most) {
        lock.lock();
        try {
            int count = Math.min(most, calls.size());
            for (int i = 0; i < count; i++) {
                target.add(calls.remove());
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Not supported: nobody who brings a call waits for room. */
    @Override
    public void put(Runnable call) {
        throw new UnsupportedOperationException("put (expected: offer)");
    }

    /** Not supported: nobody who brings a call waits for room. */
    @Override
    public boolean offer(Runnable call, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException("offer with a timeout (expected: offer)");
    }
}
