package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.testapi.LookupService;
import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Budget, waits and patterns, on a clock of the test's. */
class RetryPolicyTests {

    private final AtomicLong clock = new AtomicLong();

    private static RetryPolicy withMethods(String... patterns) {
        return new RetryPolicy(
                2, Set.of(), RetryBackoff.DEFAULT, RetryBudget.DEFAULT, List.of(patterns), Duration.ZERO);
    }

    private static MethodDescriptor method(String name) {
        return Objects.requireNonNull(ServiceDescriptor.of(LookupService.class).method(name));
    }

    private static int taken(RetryTokens tokens, int most) {
        int taken = 0;
        for (int i = 0; i < most; i++) {
            taken += tokens.take() ? 1 : 0;
        }
        return taken;
    }

    @ParameterizedTest
    @CsvSource({"lookup,true", "note,true", "change,false", "pay,false"})
    void whenTheIdlSaysThatAMethodIsIdempotentItIs(String name, boolean idempotent) {
        assertThat(method(name).isIdempotent()).isEqualTo(idempotent);
        assertThat(method(name).asIdempotent().isIdempotent()).isTrue();
        assertThat(method(name).asIdempotent()).hasToString("LookupService." + name);
    }

    @ParameterizedTest
    @CsvSource({
        "pay,true",
        "p*,true",
        "*,true",
        "LookupService.pay,true",
        "Lookup*.p*,true",
        "pa,false",
        "payment,false",
        "Other.pay,false",
        "LookupServiceXpay,false"
    })
    void whenAPatternNamesAMethodItIsIdempotent(String pattern, boolean matches) {
        assertThat(withMethods("x", pattern).isIdempotent(method("pay"))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b.c", "pay()", ".pay"})
    void whenAPatternIsNoneItIsRefused(String pattern) {
        assertThatThrownBy(() -> withMethods(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("retry.idempotent-methods: " + pattern + " (expected: ");
    }

    @Test
    void whenThereAreNoCallsTheBudgetAllowsSoManyASecond() {
        RetryTokens tokens = new RetryTokens(new RetryBudget(0.2, 10), clock::get);

        assertThat(taken(tokens, 1000)).isEqualTo(100);
        assertThat(tokens.denied()).isEqualTo(900);

        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(taken(tokens, 1000)).isEqualTo(20);
        clock.addAndGet(TimeUnit.HOURS.toNanos(2));
        assertThat(taken(tokens, 1000)).isEqualTo(100);
    }

    @Test
    void whenThereAreCallsTheBudgetAllowsAShareOfThem() {
        RetryTokens tokens = new RetryTokens(new RetryBudget(0.2, 0), clock::get);
        assertThat(taken(tokens, 1)).isZero();

        for (int i = 0; i < 100; i++) {
            tokens.called();
        }

        assertThat(taken(tokens, 1000)).isEqualTo(20);
    }

    @Test
    void whenNothingFailsForLongNoMoreThanAThousandRetriesAreSaved() {
        RetryTokens tokens = new RetryTokens(new RetryBudget(1, 10), clock::get);

        for (int i = 0; i < 10_000; i++) {
            tokens.called();
        }

        assertThat(taken(tokens, 5000)).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"1,false,100", "2,true,99"})
    void whenThereIsOneServerNoSecondIsAskedAndTheBudgetIsLeft(int servers, boolean hedges, int left) {
        RetryTokens tokens = new RetryTokens(new RetryBudget(0, 10), clock::get);
        List<Endpoint> endpoints =
                List.of(Endpoint.tcp("a", 1), Endpoint.tcp("b", 1)).subList(0, servers);
        RouteMap map = new RouteMap(
                ThriftChannelOptions.defaults("users"),
                EndpointSupplier.fixed(endpoints),
                EndpointSelector.roundRobin(),
                endpoint -> null,
                tokens);

        assertThat(map.mayHedge()).isEqualTo(hedges);

        assertThat(taken(tokens, 1000)).isEqualTo(left);
    }

    @Test
    void whenACallWaitsAgainAndAgainTheLongestWaitDoublesUpToItsMost() {
        RetryBackoff backoff = new RetryBackoff(Duration.ofMillis(10), Duration.ofMillis(70));

        assertThat(List.of(0, 1, 2, 3, 100).stream()
                        .map(times -> TimeUnit.NANOSECONDS.toMillis(backoff.boundNanos(times))))
                .containsExactly(10L, 20L, 40L, 70L, 70L);
        assertThat(new RetryBackoff(Duration.ofHours(1), Duration.ofDays(1)).boundNanos(30))
                .isEqualTo(TimeUnit.DAYS.toNanos(1));
    }

    @Test
    void whenACallWaitsItsWaitIsSpreadOverAllOfTheTime() {
        List<Long> waits =
                Stream.generate(() -> RetryBackoff.DEFAULT.nanos(0)).limit(1000).toList();

        assertThat(waits).allMatch(nanos -> nanos > 0 && nanos <= TimeUnit.MILLISECONDS.toNanos(10));
        assertThat(waits).anyMatch(nanos -> nanos < TimeUnit.MILLISECONDS.toNanos(2));
        assertThat(waits).anyMatch(nanos -> nanos > TimeUnit.MILLISECONDS.toNanos(8));
    }

    @Test
    void whenAValueIsOutOfItsRangeItIsRefused() {
        assertThatThrownBy(() -> new RetryBackoff(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessage("retry.backoff.initial: PT0S (expected: more than zero)");
        assertThatThrownBy(() -> new RetryBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageStartingWith("retry.backoff.max: PT1S (expected: from PT2S");
        assertThatThrownBy(() -> RetryPolicy.DEFAULT.withHedgingDelay(Duration.ofMillis(-1)))
                .hasMessage("retry.hedging-delay: PT-0.001S (expected: zero or more)");
        assertThatThrownBy(() -> new RetryBudget(-0.1, 0)).hasMessageStartingWith("retry.budget.ratio: -0.1");
        assertThatThrownBy(() -> new RetryBudget(Double.NaN, 0)).hasMessageStartingWith("retry.budget.ratio: NaN");
        assertThatThrownBy(() -> new RetryBudget(0, -1)).hasMessageStartingWith("retry.budget.min-per-second: -1");
    }
}
