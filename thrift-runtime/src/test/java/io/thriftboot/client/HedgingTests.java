package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** A call that goes unanswered is sent to a second server, and the first answer counts. */
@Timeout(60)
@ParameterizedClass
@CsvSource({"SYNC, POOLED", "FUTURE, POOLED", "SYNC, SHARED", "ASYNC, SHARED", "SYNC, SHORT"})
class HedgingTests {

    @Parameter(0)
    private ClientStyle style;

    @Parameter(1)
    private ClientMode mode;

    private Duration timeout = Duration.ofSeconds(20);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger looked = new AtomicInteger();

    @AutoClose
    private final Opened opened = new Opened();

    private ThriftChannel channel(Duration delay, RetryBudget budget, Endpoint... endpoints) {
        List<Endpoint> inOrder = List.of(endpoints);
        RetryPolicy policy =
                new RetryPolicy(2, RetryPolicy.DEFAULT.on(), RetryBackoff.DEFAULT, budget, List.of("echo"), delay);
        return opened.channel(
                ThriftChannelOptions.builder("users")
                        .mode(mode)
                        .retry(policy)
                        .timeout(timeout)
                        .build(),
                () -> {
                    looked.incrementAndGet();
                    return inOrder;
                },
                candidates -> candidates.get(0));
    }

    private ThriftChannel channel(Endpoint... endpoints) {
        return channel(Duration.ofMillis(50), RetryBudget.DEFAULT, endpoints);
    }

    @Test
    void whenTheFirstServerIsSilentTheSecondAnswers() throws Exception {
        FakeServer silent = opened.silent();
        FakeServer up = opened.server(FakeConnection::serve);
        ThriftChannel channel = channel(silent.endpoint(), up.endpoint());

        assertThat(style.of(channel).echo("x")).isEqualTo("echoed");

        assertThat(silent.requests()).isEqualTo(1);
        assertThat(up.requests()).isEqualTo(1);
        assertThat(channel.retries()).isEqualTo(1);
    }

    @Test
    void whenTheFirstServerAnswersInTimeNothingElseIsSent() throws Exception {
        FakeServer up = opened.server(FakeConnection::serve);
        FakeServer other = opened.server(FakeConnection::serve);
        ThriftChannel channel = channel(Duration.ofSeconds(15), RetryBudget.DEFAULT, up.endpoint(), other.endpoint());

        assertThat(style.of(channel).echo("x")).isEqualTo("echoed");

        assertThat(other.accepted()).isZero();
        assertThat(channel.retries()).isZero();
    }

    @Test
    void whenTheSecondAttemptFailsTheFirstIsWaitedFor() throws Exception {
        FakeServer slow = opened.server(connection -> {
            TMessage request = connection.receive();
            released.await();
            connection.answer(request, "late");
            connection.awaitClose();
        });
        FakeServer dying = opened.server(connection -> {
            connection.receive();
            released.countDown();
        });
        ThriftChannel channel = channel(slow.endpoint(), dying.endpoint());

        assertThat(style.of(channel).echo("x")).isEqualTo("late");
    }

    @Test
    void whenTheServerAnswersWithAnErrorThatCounts() {
        FakeServer failing = opened.server(connection -> {
            connection.fail(connection.receive(), TApplicationException.UNKNOWN_METHOD, "what?");
            connection.awaitClose();
        });
        FakeServer other = opened.server(FakeConnection::serve);
        ThriftChannel channel =
                channel(Duration.ofSeconds(15), RetryBudget.DEFAULT, failing.endpoint(), other.endpoint());

        assertThatThrownBy(() -> style.of(channel).echo("x"))
                .isInstanceOf(TApplicationException.class)
                .hasMessage("what?");
    }

    /** The server answers when the client has looked for a second one. */
    @Test
    void whenThereIsOneServerItIsAskedOnce() throws Exception {
        FakeServer slow = opened.server(connection -> {
            TMessage request = connection.receive();
            int before = looked.get();
            Awaitility.await().until(() -> looked.get() > before);
            connection.answer(request, "late");
            connection.awaitClose();
        });
        ThriftChannel channel = channel(slow.endpoint());

        assertThat(style.of(channel).echo("x")).isEqualTo("late");

        assertThat(slow.requests()).isEqualTo(1);
        assertThat(channel.retries()).isZero();
    }

    @Test
    void whenTheBudgetIsUsedUpNothingElseIsSent() throws Exception {
        FakeServer slow = opened.server(connection -> {
            TMessage request = connection.receive();
            released.await();
            connection.answer(request, "late");
            connection.awaitClose();
        });
        FakeServer up = opened.server(FakeConnection::serve);
        ThriftChannel channel = channel(Duration.ofMillis(50), new RetryBudget(0, 0), slow.endpoint(), up.endpoint());
        Caller caller = Caller.start(() -> style.of(channel).echo("x"));
        Awaitility.await().until(() -> channel.retriesDenied() == 1);

        released.countDown();

        assertThat(caller.value()).isEqualTo("late");
        assertThat(up.accepted()).isZero();
    }

    @Test
    void whenTheMethodIsNotIdempotentNothingElseIsSent() {
        FakeServer silent = opened.silent();
        FakeServer up = opened.server(FakeConnection::serve);
        timeout = Duration.ofMillis(500);
        ThriftChannel channel = channel(silent.endpoint(), up.endpoint());

        assertThatThrownBy(() -> style.of(channel).add(1, 2))
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.TIMED_OUT));

        assertThat(silent.requests()).isEqualTo(1);
        assertThat(up.accepted()).isZero();
    }
}
