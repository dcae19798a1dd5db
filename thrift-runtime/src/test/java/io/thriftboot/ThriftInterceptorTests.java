package io.thriftboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.testapi.EchoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ThriftInterceptorTests {

    private static final MethodDescriptor ECHO =
            Objects.requireNonNull(ServiceDescriptor.of(EchoService.class).method("echo"));

    private final List<String> steps = new ArrayList<>();
    private final ThriftCall call = new ThriftCall(ECHO, ECHO.argsOf("x"), new ThriftContext(null, 0, Deadline.NONE));

    private CompletionStage<Object> end(ThriftCall called) {
        steps.add("end");
        return CompletableFuture.completedFuture(called.arguments().get(0));
    }

    private ThriftInterceptor step(String name) {
        return (called, next) -> {
            steps.add(name);
            return next.invoke(called).whenComplete((value, thrown) -> steps.add("after " + name));
        };
    }

    private CompletableFuture<Object> run(ThriftInterceptor... interceptors) {
        return ThriftInterceptor.chain(List.of(interceptors), this::end)
                .invoke(call)
                .toCompletableFuture();
    }

    @Test
    void whenThereAreSeveralTheFirstIsTheOutermost() {
        assertThat(run(step("one"), step("two"))).isCompletedWithValue("x");

        assertThat(steps).containsExactly("one", "two", "end", "after two", "after one");
    }

    @Test
    void whenThereIsNoneTheChainIsItsEnd() {
        ThriftInvoker end = this::end;

        assertThat(ThriftInterceptor.chain(List.of(), end)).isSameAs(end);
    }

    @Test
    void whenOneThrowsTheOthersSeeAFailure() {
        Error thrown = new StackOverflowError();

        CompletableFuture<Object> result = run(step("one"), (called, next) -> {
            throw thrown;
        });

        assertThat(result)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isSameAs(thrown);
        assertThat(steps).containsExactly("one", "after one");
    }

    @Test
    void whenOneGoesOnTwiceTheRestRunsTwice() {
        ThriftInterceptor twice = (called, next) -> next.invoke(called).thenCompose(value -> next.invoke(called));

        assertThat(run(twice, step("two"))).isCompletedWithValue("x");

        assertThat(steps).containsExactly("two", "end", "after two", "two", "end", "after two");
    }

    @Test
    void whenOneAnswersByItselfTheRestDoesNotRun() {
        ThriftInterceptor cache = (called, next) -> CompletableFuture.completedFuture("cached");

        assertThat(run(cache, step("two"))).isCompletedWithValue("cached");

        assertThat(steps).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway")
    void whenOneReturnsNothingTheCallFailsAndSaysWhich() {
        CompletableFuture<Object> result = run((called, next) -> null);

        assertThat(result)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("ThriftInterceptorTests")
                .withMessageContaining("null (expected: a stage that completes with the result)");
    }
}
