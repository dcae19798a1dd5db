package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnstileTests {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(5);

    private final AtomicLong clock = new AtomicLong();
    private final Turnstile turnstile = new Turnstile(1, clock::get);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> entered = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** In a thread, which is known to wait afterwards. */
    private Future<?> waits(String who) {
        int before = turnstile.waiting();
        Future<?> result = threads.submit(() -> {
            assertThat(turnstile.enter(MINUTE)).isTrue();
            entered.add(who);
            turnstile.leave();
            return null;
        });
        await().until(() -> turnstile.waiting() == before + 1);
        return result;
    }

    @Test
    void whenAPlaceIsFreeItIsTaken() throws Exception {
        assertThat(turnstile.enter(0)).isTrue();
        assertThat(turnstile.enter(0)).isFalse();
        turnstile.leave();
        assertThat(turnstile.enter(0)).isTrue();
    }

    @Test
    void whenNoPlaceBecomesFreeTheWaitEnds() throws Exception {
        turnstile.enter(0);

        assertThat(turnstile.enter(1)).isFalse();
        assertThat(turnstile.waiting()).isZero();
    }

    @Test
    void whileTheFirstHasNotWaitedLongOthersOvertake() throws Exception {
        turnstile.enter(0);
        AtomicBoolean over = new AtomicBoolean();
        Future<?> waiter = threads.submit(() -> {
            while (!over.get()) {
                assertThat(turnstile.enter(MINUTE)).isTrue();
                turnstile.leave();
            }
            return null;
        });
        clock.set(PATIENCE - 1);

        // Who waits may be quicker than who comes, but not always.
        await().until(() -> {
            await().until(() -> turnstile.waiting() == 1);
            turnstile.leave();
            boolean overtook = turnstile.enter(0);
            return overtook || !turnstile.enter(MINUTE);
        });
        over.set(true);
        turnstile.leave();
        waiter.get();
    }

    @Test
    void onceTheFirstHasWaitedLongAllEnterInTurn() throws Exception {
        turnstile.enter(0);
        Future<?> first = waits("first");
        clock.set(PATIENCE);
        Future<?> second = waits("second");
        Future<?> third = waits("third");

        assertThat(turnstile.enter(0)).isFalse();
        turnstile.leave();
        first.get();
        second.get();
        third.get();

        assertThat(entered).containsExactly("first", "second", "third");
    }

    @Test
    void whenInterruptedItStaysAsItWas() throws Exception {
        turnstile.enter(0);
        Future<?> waiter = waits("interrupted");

        waiter.cancel(true);

        await().until(() -> turnstile.waiting() == 0);
        turnstile.leave();
        assertThat(turnstile.enter(0)).isTrue();
    }

    @Test
    void whenOpenedNobodyWaits() throws Exception {
        turnstile.enter(0);
        Future<?> waiter = waits("first");

        turnstile.open();
        turnstile.open();

        waiter.get();
        assertThat(turnstile.enter(0)).isTrue();
    }
}
