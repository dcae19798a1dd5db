package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CallExecutorTests {

    /** The JDK's error where the operating system has no further thread; JDK 25 starts threads past an overridden start(). */
    private static final ThreadFactory NO_THREADS = task -> {
        throw new OutOfMemoryError("unable to create native thread: on purpose");
    };

    @Test
    void whenThereIsNoThreadACallIsRunToBeRefused() {
        CallExecutor executor = new CallExecutor(1, new LinkedBlockingQueue<>(10), NO_THREADS);
        AtomicBoolean refused = new AtomicBoolean();

        executor.execute(() -> refused.set(CallExecutor.isOverflowing()));

        assertThat(refused).isTrue();
        assertThat(CallExecutor.isOverflowing()).isFalse();
    }

    @Test
    void whenThereIsNoThreadForAConnectionItIsRejected() {
        CallExecutor executor = new CallExecutor(1, new LinkedBlockingQueue<>(), NO_THREADS);

        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> executor.execute(() -> {}))
                .withCauseInstanceOf(OutOfMemoryError.class);
    }
}
