package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineWatchTests {

    private static final long TIMEOUT = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long INTERVAL = TIMEOUT / 2;

    private long now = Long.MAX_VALUE - 100;
    private final DeadlineWatch watch = new DeadlineWatch(TIMEOUT, () -> now);

    @Test
    void beforeACallWasAnsweredCallersLookThemselves() {
        assertThat(watch.covers(TIMEOUT)).isFalse();
        assertThat(watch.isDue()).isFalse();
        assertThat(watch.millis()).isZero();
    }

    @Test
    void whenCallsAreAnsweredThoseThatComeAreLookedAfterIfTheyHaveTheUsualTime() {
        watch.used();

        assertThat(watch.covers(TIMEOUT)).isTrue();
        assertThat(watch.covers(Long.MAX_VALUE)).isTrue();
        assertThat(watch.covers(INTERVAL - 1)).isFalse();
        assertThat(watch.millis()).isEqualTo(250);
    }

    @Test
    void theTimeToLookComesOnceAndNotLaterBecauseFurtherCallsAreAnswered() {
        watch.used();
        now += INTERVAL - 1;
        watch.used();
        assertThat(watch.isDue()).isFalse();
        assertThat(watch.millis()).isEqualTo(1);

        now++;

        assertThat(watch.isDue()).isTrue();
    }

    @Test
    void whenACallEndsEarlierTheNextTimeIsEarlier() {
        watch.used();
        now += INTERVAL;

        watch.looked(TimeUnit.MILLISECONDS.toNanos(7));

        assertThat(watch.millis()).isEqualTo(7);
        assertThat(watch.covers(TIMEOUT)).isTrue();
    }

    @Test
    void whenNoCallWasAnsweredSinceTheLastTimeNobodyLooksAnyMore() {
        watch.used();
        now += INTERVAL;
        watch.looked(Long.MAX_VALUE);
        assertThat(watch.millis()).isEqualTo(250);
        now += INTERVAL;

        watch.looked(Long.MAX_VALUE);

        assertThat(watch.millis()).isZero();
        assertThat(watch.covers(TIMEOUT)).isFalse();
    }

    @Test
    void whileACallIsUnderWayItIsLookedAfter() {
        watch.used();
        now += INTERVAL;
        watch.looked(TIMEOUT);
        now += INTERVAL;

        watch.looked(TIMEOUT - INTERVAL);

        assertThat(watch.millis()).isEqualTo(250);
    }
}
