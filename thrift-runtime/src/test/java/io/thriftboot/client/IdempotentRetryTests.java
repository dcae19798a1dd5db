package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.Idempotent;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.LookupService;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.transport.Endpoint;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of idempotent methods are tried again although they may have been executed, and exactly as often as allowed. */
@Timeout(60)
@ParameterizedClass
@CsvSource({"SYNC, POOLED", "ASYNC, POOLED", "SYNC, SHARED", "FUTURE, SHARED", "SYNC, SHORT", "FUTURE, SHORT"})
class IdempotentRetryTests {

    private static final RetryBudget PLENTY = new RetryBudget(10, 1000);

    @Parameter(0)
    private ClientStyle style;

    @Parameter(1)
    private ClientMode mode;

    @AutoClose
    private final Opened opened = new Opened();

    private static RetryPolicy policy(int attempts, RetryBudget budget) {
        return new RetryPolicy(
                attempts,
                RetryPolicy.DEFAULT.on(),
                RetryBackoff.DEFAULT,
                budget,
                List.of("EchoService.ech*"),
                Duration.ZERO);
    }

    private ThriftChannelOptions.Builder options(RetryPolicy policy) {
        return ThriftChannelOptions.builder("users").mode(mode).retry(policy);
    }

    private ThriftChannel channel(RetryPolicy policy, Endpoint... endpoints) {
        return opened.inOrder(options(policy).build(), endpoints);
    }

    @Test
    void whenTheConnectionIsLostTheCallGoesElsewhere() throws Exception {
        FakeServer dying = opened.dying();
        FakeServer up = opened.server(FakeConnection::serve);
        ThriftChannel channel = channel(policy(2, PLENTY), dying.endpoint(), up.endpoint());

        assertThat(style.of(channel).echo("x")).isEqualTo("echoed");

        assertThat(dying.requests()).isEqualTo(1);
        assertThat(up.requests()).isEqualTo(1);
        assertThat(channel.retries()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void whenTheConnectionIsAlwaysLostTheCallIsTriedAsOftenAsAllowed(int attempts) {
        FakeServer dying = opened.dying();
        ThriftChannel channel = channel(policy(attempts, PLENTY), dying.endpoint());

        assertThatThrownBy(() -> style.of(channel).echo("x"))
                .isInstanceOf(TTransportException.class)
                .hasMessageEndingWith(": EchoService.echo: the peer closed the connection without a reply");

        assertThat(dying.requests()).isEqualTo(attempts);
        assertThat(channel.retries()).isEqualTo(attempts - 1);
        assertThat(channel.retriesDenied()).isZero();
    }

    @Test
    void whenTheMethodIsNotIdempotentItIsTriedOnce() {
        FakeServer dying = opened.dying();
        ThriftChannel channel = channel(policy(5, PLENTY), dying.endpoint());

        assertThatThrownBy(() -> style.of(channel).add(1, 2)).isInstanceOf(TTransportException.class);

        assertThat(dying.requests()).isEqualTo(1);
    }

    @Test
    void whenTheReplyIsOfAnotherCallTheCallIsTriedAgain() throws Exception {
        FakeServer confused = opened.server(
                connection -> {
                    connection.answer(
                            new TMessage("echo", TMessageType.REPLY, connection.receive().seqid + 7), "of another");
                    connection.awaitClose();
                },
                FakeConnection::serve);
        ThriftChannel channel = channel(policy(2, PLENTY), confused.endpoint());

        assertThat(style.of(channel).echo("x")).isEqualTo("echoed");
    }

    @Test
    void whenTheServerAnswersWithAnErrorItIsTriedAgainOnlyIfThePolicySaysSo() throws Exception {
        FakeServer.Script failing = connection -> {
            connection.fail(connection.receive(), TApplicationException.INTERNAL_ERROR, "oops");
            connection.serve();
        };
        RetryPolicy onError = new RetryPolicy(
                2, EnumSet.of(RetryCause.SERVER_ERROR), RetryBackoff.DEFAULT, PLENTY, List.of("echo"), Duration.ZERO);
        FakeServer one = opened.server(failing, FakeConnection::serve);
        FakeServer other = opened.server(failing, FakeConnection::serve);

        assertThat(style.of(channel(onError, one.endpoint())).echo("x")).isEqualTo("echoed");
        assertThatThrownBy(() ->
                        style.of(channel(policy(2, PLENTY), other.endpoint())).echo("x"))
                .hasMessage("oops");

        assertThat(one.requests()).isEqualTo(2);
        assertThat(other.requests()).isEqualTo(1);
    }

    @Test
    void whenTheServerDoesNotAnswerInTimeTheCallIsNotTriedAgain() {
        FakeServer silent = opened.server(FakeConnection::awaitClose);
        FakeServer up = opened.server(FakeConnection::serve);
        ThriftChannel channel = opened.inOrder(
                options(policy(5, PLENTY)).timeout(Duration.ofMillis(300)).build(), silent.endpoint(), up.endpoint());

        assertThatThrownBy(() -> style.of(channel).echo("x"))
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.TIMED_OUT));

        assertThat(up.requests()).isZero();
    }

    @Test
    void whenTheWaitWouldOutlastTheDeadlineTheCallEndsBeforeIt() {
        FakeServer dying = opened.dying();
        RetryPolicy slow = new RetryPolicy(
                100,
                RetryPolicy.DEFAULT.on(),
                new RetryBackoff(Duration.ofMillis(200), Duration.ofHours(1)),
                PLENTY,
                List.of("echo"),
                Duration.ZERO);
        ThriftChannel channel =
                opened.inOrder(options(slow).timeout(Duration.ofSeconds(1)).build(), dying.endpoint());
        long begin = System.nanoTime();

        assertThatThrownBy(() -> style.of(channel).echo("x")).isInstanceOf(TTransportException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(dying.requests()).isBetween(1, 30);
    }

    @Test
    void whenTheBudgetIsUsedUpCallsAreTriedOnceAndCounted() {
        FakeServer dying = opened.dying();
        ThriftChannel channel = channel(policy(2, new RetryBudget(0.5, 0)), dying.endpoint());
        EchoService.Iface client = style.of(channel);

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> client.echo("x")).isInstanceOf(TTransportException.class);
        }

        assertThat(dying.requests()).isEqualTo(30);
        assertThat(channel.retries()).isEqualTo(10);
        assertThat(channel.retriesDenied()).isEqualTo(10);
    }

    @Test
    void whenTheIdlSaysThatAMethodIsIdempotentItIsTriedAgain() throws Exception {
        FakeServer dying = opened.dying();
        FakeServer up = opened.server(FakeConnection::serve);
        ThriftChannel channel = channel(policy(2, PLENTY), dying.endpoint(), up.endpoint());
        LookupService.Iface client = channel.client(LookupService.Iface.class);

        assertThat(client.lookup("x")).isEqualTo("echoed");
        assertThatThrownBy(() -> client.change("x")).isInstanceOf(TTransportException.class);
        assertThatThrownBy(() -> client.pay("x")).isInstanceOf(TTransportException.class);

        assertThat(up.requests()).isEqualTo(1);
    }

    @Test
    void whenTheServerAnswersWithADeclaredExceptionTheCallIsNotTriedAgain() {
        FakeServer server = opened.server(connection -> {
            TMessage request = connection.receive();
            LookupService.lookup_result result = new LookupService.lookup_result();
            result.setNotFound(new NotFound(1, "none"));
            connection.send(FakeConnection.frame(request.name, TMessageType.REPLY, request.seqid, result));
            connection.serve();
        });
        ThriftChannel channel = channel(policy(5, PLENTY), server.endpoint());

        assertThatThrownBy(() -> channel.client(LookupService.Iface.class).lookup("x"))
                .isInstanceOf(NotFound.class);

        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void whenAnInterfaceOfTheUsersSaysThatAMethodIsIdempotentItIsTriedAgain() throws Exception {
        FakeServer dying = opened.dying();
        FakeServer up = opened.server(FakeConnection::serve);
        ThriftChannel channel = channel(policy(2, PLENTY), dying.endpoint(), up.endpoint());
        Payments client = channel.client(Payments.class);

        assertThat(client.pay("x")).isEqualTo("echoed");
        assertThatThrownBy(() -> client.change("x")).isInstanceOf(TTransportException.class);

        assertThat(up.requests()).isEqualTo(1);
    }

    @Test
    void whenTheCallerIsInterruptedTheCallIsNotTriedAgain() throws Exception {
        FakeServer silent = opened.silent();
        FakeServer up = opened.server(FakeConnection::serve);
        ThriftChannel channel = channel(policy(5, PLENTY), silent.endpoint(), up.endpoint());
        Caller caller = Caller.start(() -> ClientStyle.SYNC.of(channel).echo("x"));
        Awaitility.await().until(() -> silent.requests() == 1);

        caller.interrupt();

        assertThat(caller.thrown()).isInstanceOf(TTransportException.class);
        assertThat(caller.wasInterrupted()).isTrue();
        assertThat(up.requests()).isZero();
    }

    @Test
    void whenOneOfTwoServersDiesUnderCallsNoneFails() throws Exception {
        FakeServer dying = opened.server(
                connection -> {
                    connection.answer(connection.receive(), "echoed");
                    connection.receive();
                },
                FakeConnection::receive);
        FakeServer up = opened.server(FakeConnection::serve);
        ThriftChannel channel = opened.inTurn(options(policy(2, PLENTY)).build(), dying.endpoint(), up.endpoint());
        EchoService.Iface client = style.of(channel);

        for (int i = 0; i < 50; i++) {
            assertThat(client.echo("x")).isEqualTo("echoed");
        }

        assertThat(channel.retries()).isPositive();
    }

    /** What the IDL does not say. */
    interface Payments extends LookupService.Iface {

        @Override
        @Idempotent
        String pay(String text) throws TException;
    }
}
