package io.thriftboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTests {

    /** The monotonic clock may begin anywhere, so that it overflows during a call. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private Deadline after(Duration timeout) {
        return Deadline.after(timeout, now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void whenTimePassesLessIsLeft() {
        Deadline deadline = after(Duration.ofMillis(100));

        assertThat(deadline.isSet()).isTrue();
        assertThat(deadline.remainingNanos()).isEqualTo(100_000_000);
        pass(Duration.ofMillis(60));
        assertThat(deadline.remainingNanos()).isEqualTo(40_000_000);
        assertThat(deadline.isExpired()).isFalse();
        assertThat(deadline).hasToString("in PT0.04S");
        pass(Duration.ofMillis(40));
        assertThat(deadline.isExpired()).isTrue();
    }

    @Test
    void whenAskedForATimeoutItIsRoundedUpAndNeverZero() {
        Deadline deadline = after(Duration.ofNanos(1_500_000));

        assertThat(deadline.timeoutMillis(Duration.ZERO)).isEqualTo(2);
        assertThat(deadline.timeoutMillis(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(deadline.timeoutMillis(Duration.ofMillis(5))).isEqualTo(2);
        pass(Duration.ofSeconds(1));
        assertThat(deadline.timeoutMillis(Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void whenThereIsNoneTheTimeoutIsTheOtherBound() {
        Deadline none = after(Duration.ZERO);

        assertThat(none).isSameAs(Deadline.NONE).hasToString("none");
        assertThat(none.isSet()).isFalse();
        assertThat(none.isExpired()).isFalse();
        assertThat(none.remainingNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(none.timeoutMillis(Duration.ZERO)).isZero();
        assertThat(none.timeoutMillis(Duration.ofSeconds(3))).isEqualTo(3000);
    }

    @Test
    void whenTheTimeoutIsVeryLongItIsBoundedByWhatABlockingOperationTakes() {
        assertThat(after(Duration.ofDays(100)).timeoutMillis(Duration.ZERO)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whenTheTimeoutIsLongerThanTheClockCountsThereIsStillADeadline() {
        Deadline deadline = after(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(deadline.isExpired()).isFalse();
    }

    @Test
    void whenTheTimeoutIsNegativeItIsRefused() {
        assertThatThrownBy(() -> Deadline.after(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout: PT-0.001S (expected: zero or more)");
    }
}
