package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallQueueTests {

    private final List<CallExecutor> executors = new ArrayList<>();

    @AfterEach
    void endThreads() {
        executors.forEach(CallExecutor::end);
    }

    @Test
    void givesCallsInTheirOrder() throws InterruptedException {
        CallQueue queue = new CallQueue(3);
        Runnable first = () -> {};
        Runnable second = () -> {};
        Runnable third = () -> {};

        queue.offer(first);
        queue.takeFrom(new ArrayDeque<>(List.of(second, third)));

        assertThat(queue).containsExactly(first, second, third);
        assertThat(queue.peek()).isSameAs(first);
        assertThat(queue.take()).isSameAs(first);
        assertThat(queue.poll(1, TimeUnit.SECONDS)).isSameAs(second);
        assertThat(queue.poll()).isSameAs(third);
        assertThat(queue.poll()).isNull();
        assertThat(queue.poll(1, TimeUnit.NANOSECONDS)).isNull();
    }

    @Test
    void leavesWhatIsAboveItsCapacity() {
        CallQueue queue = new CallQueue(2);
        Runnable third = () -> {};
        Queue<Runnable> brought = new ArrayDeque<>(List.of(() -> {}, () -> {}, third));

        queue.takeFrom(brought);

        assertThat(brought).containsExactly(third);
        assertThat(queue.offer(third)).isFalse();
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.remainingCapacity()).isZero();
    }

    @Test
    void drainsNoMoreThanIsAskedFor() {
        CallQueue queue = new CallQueue(3);
        queue.takeFrom(new ArrayDeque<>(List.of(() -> {}, () -> {}, () -> {})));
        List<Runnable> drained = new ArrayList<>();

        assertThat(queue.drainTo(drained, 2)).isEqualTo(2);
        assertThat(queue.drainTo(drained)).isEqualTo(1);
        assertThat(drained).hasSize(3);
    }

    @Test
    void lettingNobodyWaitForRoomItRefusesToBeAsked() {
        CallQueue queue = new CallQueue(1);

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> queue.put(() -> {}))
                .withMessage("put (expected: offer)");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> queue.offer(() -> {}, 1, TimeUnit.SECONDS));
    }

    /** Each of them waits for the others: they end only if there is a thread for each. */
    @Test
    void callsBroughtAtOnceRunSideBySide() throws InterruptedException {
        CallExecutor executor = executor(8, 8);
        callsThatMeet(executor, 8).await();

        callsThatMeet(executor, 8).await();
    }

    private static CountDownLatch callsThatMeet(CallExecutor executor, int count) {
        CyclicBarrier all = new CyclicBarrier(count);
        CountDownLatch ended = new CountDownLatch(count);
        Queue<Runnable> calls = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            calls.add(() -> {
                try {
                    all.await();
                } catch (Exception ex) {
                    throw new IllegalStateException(ex);
                } finally {
                    ended.countDown();
                }
            });
        }
        executor.executeAll(calls);
        assertThat(calls).isEmpty();
        return ended;
    }

    @Test
    void aWaitingThreadIsRoomForACall() throws InterruptedException {
        CallQueue queue = new CallQueue(0);
        assertThat(queue.offer(() -> {})).isFalse();

        CountDownLatch ended = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                queue.take().run();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        while (!queue.offer(ended::countDown)) {
            Thread.onSpinWait();
        }

        ended.await();
        waiting.join();
        assertThat(queue.offer(() -> {})).isFalse();
    }

    @Test
    void callsForWhichThereIsNeitherAThreadNorAPlaceAreRefused() throws InterruptedException {
        CallExecutor executor = executor(1, 1);
        CountDownLatch occupied = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(2);
        List<Boolean> refused = new ArrayList<>();
        Queue<Runnable> calls = new ArrayDeque<>();
        calls.add(() -> awaitUninterrupted(occupied));
        calls.add(ended::countDown);
        calls.add(() -> refused.add(CallExecutor.isOverflowing()));
        calls.add(() -> refused.add(CallExecutor.isOverflowing()));

        // The thread begins with the first; only then there is nothing that waits but the second.
        executor.execute(calls.remove());
        executor.executeAll(calls);

        assertThat(refused).containsExactly(true, true);
        assertThat(executor.waiting()).isEqualTo(1);
        occupied.countDown();
        executor.execute(() -> ended.countDown());
        ended.await();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private CallExecutor executor(int maxThreads, int capacity) {
        CallExecutor executor = CallExecutor.bounded(new ExecutorOptions(maxThreads, capacity), "queue-test");
        executors.add(executor);
        return executor;
    }
}
