package io.thriftboot.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.thriftboot.Deadline;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;

class ThriftMetricsInterceptorTests {

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final MethodDescriptor find =
            ServiceDescriptor.of(EchoService.class).methods().get("find");

    private void call(ThriftMetricsInterceptor interceptor, CompletionStage<Object> outcome) {
        ThriftCall call = new ThriftCall(find, find.argsOf(1L), new ThriftContext(null, 1, Deadline.NONE));
        CompletionStage<Object> stage = interceptor.intercept(call, ignored -> {
            clock.add(Duration.ofMillis(7));
            return outcome;
        });
        assertThat(stage.toCompletableFuture()).isDone();
    }

    private Timer timer(String name, String outcome, String error) {
        return registry.get(name)
                .tags("rpc.system", "apache_thrift", "rpc.service", "EchoService", "rpc.method", "find")
                .tags("thrift.outcome", outcome, "error", error)
                .timer();
    }

    @Test
    void whenCallSucceedsTimesIt() {
        ThriftMetricsInterceptor interceptor = ThriftMetricsInterceptor.server(registry);

        call(interceptor, CompletableFuture.completedFuture("found"));
        call(interceptor, CompletableFuture.completedFuture("found"));

        Timer timer = timer("thrift.server", "success", "none");
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(14);
        assertThat(registry.getMeters()).hasSize(1);
    }

    @Test
    void whenCallFailsTellsHow() {
        ThriftMetricsInterceptor interceptor = ThriftMetricsInterceptor.server(registry);

        call(interceptor, CompletableFuture.failedFuture(new NotFound(1, "none")));
        call(interceptor, CompletableFuture.failedFuture(new CompletionException(new NotFound(1, "none"))));
        call(interceptor, CompletableFuture.failedFuture(new IllegalStateException("secret 4711")));
        call(
                interceptor,
                CompletableFuture.failedFuture(
                        new TApplicationException(TApplicationException.INTERNAL_ERROR, "not executed: overloaded")));
        call(interceptor, CompletableFuture.failedFuture(new TTransportException(TTransportException.TIMED_OUT)));
        call(interceptor, CompletableFuture.failedFuture(new TTransportException(TTransportException.NOT_OPEN)));
        call(interceptor, CompletableFuture.failedFuture(new TApplicationException("unknown")));

        assertThat(timer("thrift.server", "declared_exception", "NotFound").count())
                .isEqualTo(2);
        assertThat(timer("thrift.server", "error", "IllegalStateException").count())
                .isEqualTo(1);
        assertThat(timer("thrift.server", "not_executed", "TApplicationException")
                        .count())
                .isEqualTo(1);
        assertThat(timer("thrift.server", "timeout", "TTransportException").count())
                .isEqualTo(1);
        assertThat(timer("thrift.server", "connection", "TTransportException").count())
                .isEqualTo(1);
        assertThat(timer("thrift.server", "error", "TApplicationException").count())
                .isEqualTo(1);
    }

    @Test
    void whenUsedByClientsTellsThemApart() {
        call(ThriftMetricsInterceptor.client(registry, "users"), CompletableFuture.completedFuture("found"));
        call(ThriftMetricsInterceptor.client(registry, "orders"), CompletableFuture.completedFuture("found"));

        assertThat(registry.get("thrift.client")
                        .tag("thrift.client.name", "users")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("thrift.client").timers()).hasSize(2);
    }
}
