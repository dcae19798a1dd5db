package io.thriftboot.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** One way through a proxy: its fault, and those who wait until it changes or is over. */
final class Direction {

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Fault fault = Fault.none();
    private long generation;

    /** The fault, and how many there were before it. */
    record Setting(Fault fault, long generation) {}

    void set(Fault next) {
        lock.lock();
        try {
            fault = next;
            generation++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Setting get() {
        lock.lock();
        try {
            return new Setting(fault, generation);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until another fault is set. */
    void awaitOther(Setting than) throws InterruptedException {
        lock.lock();
        try {
            while (generation == than.generation()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a time, or until another fault is set. */
    void awaitOther(Setting than, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        lock.lock();
        try {
            long left = time.toNanos();
            while (generation == than.generation() && left > 0) {
                changed.await(left, TimeUnit.NANOSECONDS);
                left = end - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }
}
