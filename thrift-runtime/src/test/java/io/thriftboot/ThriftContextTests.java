package io.thriftboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is current together with a context. */
class ThriftContextTests {

    private final ThriftContext context = new ThriftContext(null, 0, Deadline.NONE);
    private final List<String> steps = new ArrayList<>();

    private ThriftContext.Scope enter(String name) {
        steps.add("enter " + name + " in " + (ThriftContext.current() == null ? "nothing" : "context"));
        return () -> steps.add("leave " + name);
    }

    @Test
    void whenAContextIsAccompaniedTheOtherIsCurrentAtOnceAndUntilTheScopeEnds() {
        ThriftContext.Scope current = context.makeCurrent();
        ThriftContext.Scope other = context.accompany(() -> enter("other"));
        assertThat(steps).containsExactly("enter other in context");

        other.close();
        current.close();

        assertThat(steps).containsExactly("enter other in context", "leave other");
        assertThat(ThriftContext.current()).isNull();
    }

    @Test
    void whenAnAccompaniedContextIsMadeCurrentElsewhereTheOtherIsToo() throws Exception {
        context.accompany(() -> enter("other")).close();
        context.transaction("abc");
        context.forward(Map.of("a", "b"));
        steps.clear();

        CompletableFuture.runAsync(() -> {
                    ThriftContext.Scope scope = context.makeCurrent();
                    steps.add("work");
                    scope.close();
                    steps.add(ThriftContext.current() == null ? "nothing" : "something");
                })
                .get(10, TimeUnit.SECONDS);

        assertThat(steps).containsExactly("enter other in context", "work", "leave other", "nothing");
    }

    @Test
    void whenTwoAccompanyAContextBothAreCurrent() {
        context.accompany(() -> enter("first")).close();
        context.accompany(() -> enter("second")).close();
        steps.clear();

        context.makeCurrent().close();

        assertThat(steps)
                .containsExactly("enter first in context", "enter second in context", "leave second", "leave first");
    }
}
