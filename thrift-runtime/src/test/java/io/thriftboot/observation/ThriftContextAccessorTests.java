package io.thriftboot.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.thriftboot.Deadline;
import io.thriftboot.ThriftContext;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The context of a call in other threads, without anything that is registered by hand. */
class ThriftContextAccessorTests {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ContextSnapshotFactory snapshots =
            ContextSnapshotFactory.builder().build();

    @AfterEach
    void end() {
        thread.shutdownNow();
        ThriftContext.setCurrent(null);
    }

    private static ThriftContext context(String id) {
        ThriftContext context = new ThriftContext(null, 1, Deadline.NONE);
        context.transaction(id);
        return context;
    }

    private static String seen() {
        ThriftContext context = ThriftContext.current();
        return (context == null ? null : context.transactionId()) + " " + MDC.get(ThriftContext.TRANSACTION_ID_KEY);
    }

    @Test
    void whenAnExecutorCarriesContextsTheTaskHasTheOneOfItsCaller() throws Exception {
        ExecutorService carrying = ContextExecutorService.wrap(thread, snapshots::captureAll);
        ThriftContext.setCurrent(context("a"));

        assertThat(carrying.submit(ThriftContextAccessorTests::seen).get()).isEqualTo("a a");
        assertThat(thread.submit(ThriftContextAccessorTests::seen).get()).isEqualTo("null null");
        assertThat(seen()).isEqualTo("a a");
    }

    @Test
    void whenTheThreadHadAContextItHasItAgainAfterwards() throws Exception {
        ThriftContext.setCurrent(context("a"));
        ExecutorService carrying = ContextExecutorService.wrap(thread, snapshots::captureAll);
        thread.submit(() -> ThriftContext.setCurrent(context("b"))).get();

        assertThat(carrying.submit(ThriftContextAccessorTests::seen).get()).isEqualTo("a a");
        assertThat(thread.submit(ThriftContextAccessorTests::seen).get()).isEqualTo("b b");
    }

    @Test
    void whenReactorCarriesContextsItsThreadsHaveTheOneOfTheSubscriber() {
        ThriftContext.setCurrent(context("a"));
        Scheduler other = Schedulers.fromExecutorService(thread);
        Hooks.enableAutomaticContextPropagation();
        try {
            Mono<String> chain = Mono.fromCallable(ThriftContextAccessorTests::seen)
                    .subscribeOn(other)
                    .publishOn(other)
                    .map(first -> first + ", " + seen());

            assertThat(chain.block(Duration.ofSeconds(30))).isEqualTo("a a, a a");
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
        assertThat(Mono.fromCallable(ThriftContextAccessorTests::seen)
                        .subscribeOn(other)
                        .block(Duration.ofSeconds(30)))
                .isEqualTo("null null");
    }

    @Test
    void whenTheContextHasNoIdNoneIsLeftInTheMdc() throws Exception {
        ThriftContext.setCurrent(new ThriftContext(null, 1, Deadline.NONE));
        ExecutorService carrying = ContextExecutorService.wrap(thread, snapshots::captureAll);
        thread.submit(() -> ThriftContext.setCurrent(context("b"))).get();

        assertThat(carrying.submit(ThriftContextAccessorTests::seen).get()).isEqualTo("null null");
        assertThat(thread.submit(ThriftContextAccessorTests::seen).get()).isEqualTo("b b");
    }
}
