package io.thriftboot.restart;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Threads that call without a pause, unless they are slowed down; each call under a key of its own. */
final class Callers implements AutoCloseable {

    private static final AtomicLong KEYS = new AtomicLong();
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Queue<Success> succeeded = new ConcurrentLinkedQueue<>();
    private final Queue<Failure> failed = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean slow;
    private volatile boolean stopped;

    /** Makes a call. */
    @FunctionalInterface
    interface Call {

        void make(String key) throws Exception;
    }

    /** A call that succeeded. */
    record Success(String key, long endedNanos) {}

    /** A call that failed. */
    record Failure(String key, long startedNanos, Exception thrown) {}

    Callers(int count, Call call) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> callUntilStopped(call), "caller-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void callUntilStopped(Call call) {
        while (!stopped) {
            String key = "k" + KEYS.incrementAndGet();
            long started = System.nanoTime();
            try {
                call.make(key);
                succeeded.add(new Success(key, System.nanoTime()));
            } catch (Exception ex) {
                failed.add(new Failure(key, started, ex));
            }
            if (slow) {
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /** Whether to pause between calls: a process that starts on the same cores then gets its share of them. */
    void slowDown(boolean slower) {
        slow = slower;
    }

    /** Waits until so many more calls have succeeded. */
    void awaitSuccesses(int more) {
        int until = succeeded.size() + more;
        Awaitility.await(more + " more calls").atMost(1, TimeUnit.MINUTES).until(() -> succeeded.size() >= until);
    }

    /** The keys of calls that succeeded. */
    List<String> succeeded() {
        return succeeded.stream().map(Success::key).toList();
    }

    /** How many calls succeeded in each tenth of a second from two seconds before to five seconds after a moment. */
    String timeline(long nanos) {
        long[] calls = new long[70];
        for (Success success : succeeded) {
            long tenth = Math.floorDiv(success.endedNanos() - nanos, TimeUnit.MILLISECONDS.toNanos(100)) + 20;
            if (tenth >= 0 && tenth < calls.length) {
                calls[(int) tenth]++;
            }
        }
        return IntStream.range(0, calls.length)
                .mapToObj(tenth -> "%+.1f s: %,d calls%n".formatted((tenth - 20) / 10.0, calls[tenth]))
                .collect(Collectors.joining());
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
