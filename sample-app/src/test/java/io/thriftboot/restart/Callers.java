package io.thriftboot.restart;

import io.thriftboot.restart.api.CounterService;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Threads that call without a pause, each call under a key of its own. */
final class Callers implements AutoCloseable {

    private final AtomicLong keys = new AtomicLong();
    private final Queue<String> succeeded = new ConcurrentLinkedQueue<>();
    private final Queue<Failure> failed = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** A call that failed. */
    record Failure(String key, long startedNanos, Exception thrown) {}

    Callers(int count, CounterService.Iface counter) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> callUntilStopped(counter), "caller-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void callUntilStopped(CounterService.Iface counter) {
        while (!stopped) {
            String key = "k" + keys.incrementAndGet();
            long started = System.nanoTime();
            try {
                counter.execute(key);
                succeeded.add(key);
            } catch (Exception ex) {
                failed.add(new Failure(key, started, ex));
            }
        }
    }

    /** Waits until so many more calls have succeeded. */
    void awaitSuccesses(int more) {
        int until = succeeded.size() + more;
        Awaitility.await(more + " more calls").atMost(1, TimeUnit.MINUTES).until(() -> succeeded.size() >= until);
    }

    List<String> succeeded() {
        return List.copyOf(succeeded);
    }

    List<Failure> failed() {
        return List.copyOf(failed);
    }

    /** Lets every thread finish its call. */
    void finish() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(thread + ": interrupted while waiting for its end", ex);
            }
        }
    }

    @Override
    public void close() {
        finish();
    }
}
