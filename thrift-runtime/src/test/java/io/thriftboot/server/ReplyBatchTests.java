package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplyBatchTests {

    private static final long MICROSECOND = TimeUnit.MICROSECONDS.toNanos(1);

    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private long now;
    private final ReplyBatch batch = new ReplyBatch(() -> now);

    private final class Recorded implements ReplyBatch.Sender {

        private final String name;

        Recorded(String name) {
            this.name = name;
        }

        @Override
        public void send() {
            sent.add(name);
        }

        @Override
        public void fail(Throwable thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    /** What comes first is sent at once: it is not known yet whether others follow quickly. */
    @BeforeEach
    void sendTheFirst() {
        add("first");
        sent.clear();
    }

    private void add(String name) {
        batch.add(new Recorded(name), loop::add);
    }

    private void endPass() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }

    @Test
    void whenNothingElseWasReadJustNowRepliesLeaveAtOnce() {
        now += 50 * MICROSECOND;
        add("a");

        assertThat(sent).containsExactly("a");
        assertThat(loop).isEmpty();
    }

    @Test
    void whenConnectionsAreReadQuicklyRepliesLeaveAtTheEndOfThePass() {
        add("a");
        now += 49 * MICROSECOND;
        add("b");
        assertThat(sent).isEmpty();

        endPass();

        assertThat(sent).containsExactly("a", "b");
    }

    @Test
    void whenOneTookLongAllLeave() {
        add("a");
        now += 50 * MICROSECOND;
        add("b");

        assertThat(sent).containsExactly("a", "b");
    }

    @Test
    void whenTheFirstHasWaitedLongAllLeave() {
        for (String name : List.of("a", "b", "c")) {
            add(name);
            now += 34 * MICROSECOND;
        }
        assertThat(sent).isEmpty();

        add("d");

        assertThat(sent).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whenEnoughHaveJoinedAllLeave() {
        for (int i = 1; i < ReplyBatch.MOST_CONNECTIONS; i++) {
            add("some");
        }
        assertThat(sent).isEmpty();

        add("last");

        assertThat(sent).hasSize(ReplyBatch.MOST_CONNECTIONS).endsWith("last");
    }

    @Test
    void whenSendingFailsTheOthersAreSent() {
        List<Throwable> failures = new ArrayList<>();
        IllegalStateException failure = new IllegalStateException("no");
        batch.add(
                new ReplyBatch.Sender() {
                    @Override
                    public void send() {
                        throw failure;
                    }

                    @Override
                    public void fail(Throwable thrown) {
                        failures.add(thrown);
                    }
                },
                loop::add);
        add("other");

        endPass();

        assertThat(failures).containsExactly(failure);
        assertThat(sent).containsExactly("other");
    }

    @Test
    void whenOneJoinsWhileOthersLeaveItLeavesWithThem() {
        batch.add(
                new ReplyBatch.Sender() {
                    @Override
                    public void send() {
                        add("joined");
                    }

                    @Override
                    public void fail(Throwable thrown) {
                        throw new IllegalStateException(thrown);
                    }
                },
                loop::add);

        endPass();

        assertThat(sent).containsExactly("joined");
    }
}
