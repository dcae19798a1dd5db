package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.OtherService;
import io.thriftboot.testapi.Refused;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients get for what happens on the server, with libthrift's own clients. */
class ServerOutcomeTests {

    private static final String ALL = "io.thriftboot.server.TestServer$Setup#withHandlerStyles";

    @ParameterizedTest
    @MethodSource(ALL)
    void whenCallSucceedsGivesResult(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client client = server.client();

            assertThat(client.echo("hello")).isEqualTo("hello");
            assertThat(client.add(40, 2)).isEqualTo(42);
            client.nothing();
            assertThat(client.ping("inherited")).isEqualTo("inherited");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenServiceIsNamedCallsIt(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            OtherService.Client other = server.other();
            EchoService.Client named =
                    new EchoService.Client(new TMultiplexedProtocol(server.connect(), "EchoService"));

            assertThat(other.echo("hello")).isEqualTo("other hello");
            assertThat(other.size()).isEqualTo(2);
            assertThat(named.echo("hello")).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenHandlerThrowsDeclaredExceptionGivesIt(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client client = server.client();

            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> client.find(0))
                    .satisfies(notFound -> assertThat(notFound.getMessage()).isEqualTo("none"));
            assertThatExceptionOfType(Refused.class).isThrownBy(() -> client.find(-1));
            assertThat(client.find(7)).isEqualTo("found 7");
            assertThat(server.stats().calls()).isEqualTo(3);
            assertThat(server.stats().failures()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenHandlerThrowsAnythingElseGivesInternalErrorWithoutItsText(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client client = server.client();

            for (String kind : new String[] {"runtime", "exception", "application", "error", "linkage"}) {
                assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> client.crash(kind))
                        .isEqualTo("internal error in EchoService.crash");
            }
            assertThat(client.echo("still there")).isEqualTo("still there");
            assertThat(server.stats().failures()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenHandlerLeavesThreadInterruptedConnectionSurvives(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client client = server.client();

            assertThat(client.crash("interrupt")).isEqualTo("interrupt");
            assertThat(client.echo("still there")).isEqualTo("still there");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenResultDoesNotEncodeGivesInternalErrorAndNothingElse(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client client = server.client();

            assertThatApplicationException(TApplicationException.INTERNAL_ERROR, client::broken)
                    .isEqualTo("internal error in EchoService.broken");
            assertThat(client.echo("still there")).isEqualTo("still there");
            assertThat(server.stats().failures()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenHandlerReturnsNullClientMissesTheResult(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client client = server.client();

            assertThatApplicationException(TApplicationException.MISSING_RESULT, client::absent)
                    .isNotNull();
            assertThat(client.echo("still there")).isEqualTo("still there");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenMethodIsUnknownGivesUnknownMethod(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            OtherService.Client wrong = new OtherService.Client(server.connect());

            assertThatApplicationException(TApplicationException.UNKNOWN_METHOD, wrong::size)
                    .isEqualTo("unknown method: size");
            assertThat(wrong.echo("of the default service")).isEqualTo("of the default service");
            assertThat(server.stats().protocolErrors()).isEqualTo(1);
            assertThat(server.stats().protocolErrorsBy()).containsEntry(ProtocolError.UNKNOWN_METHOD, 1L);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenServiceIsUnknownGivesUnknownMethod(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client wrong = new EchoService.Client(new TMultiplexedProtocol(server.connect(), "Nobody"));

            assertThatApplicationException(TApplicationException.UNKNOWN_METHOD, () -> wrong.echo("hello"))
                    .isEqualTo("unknown method: Nobody:echo");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenOnewayFailsSendsNothing(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            EchoService.Client client = server.client();

            client.fire("one");
            client.fire("crash");
            assertThat(client.echo("next")).isEqualTo("next");
            await().until(() -> server.handler.fired.size() == 2);
            assertThat(server.handler.fired).containsExactlyInAnyOrder("one", "crash");
            assertThat(server.stats().failures()).isBetween(setup.style().tellsOfOneway() ? 1L : 0L, 1L);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whenOnewayMethodIsUnknownSendsNothing(Setup setup) throws Exception {
        try (TestServer server = new TestServer(setup)) {
            var protocol = server.connect();
            new EchoService.Client(new TMultiplexedProtocol(protocol, "Nobody")).fire("lost");

            assertThat(new EchoService.Client(protocol).echo("next")).isEqualTo("next");
        }
    }

    static org.assertj.core.api.AbstractStringAssert<?> assertThatApplicationException(
            int type, ThrowingCallable call) {
        TApplicationException[] thrown = new TApplicationException[1];
        assertThatExceptionOfType(TException.class).isThrownBy(call).satisfies(ex -> {
            assertThat(ex).isInstanceOf(TApplicationException.class);
            thrown[0] = (TApplicationException) ex;
            assertThat(thrown[0].getType()).isEqualTo(type);
        });
        return assertThat(thrown[0].getMessage());
    }
}
