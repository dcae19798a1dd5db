package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.client.Attempt.Progress;
import io.thriftboot.testapi.NotFound;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of outcomes, row by row. */
class VerdictTests {

    private static final TTransportException TIMEOUT = new TTransportException(TTransportException.TIMED_OUT, "late");
    private static final TTransportException BROKEN = new TTransportException("broken");

    private static TApplicationException answer(int type, @Nullable String text) {
        return new TApplicationException(type, text);
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of(Progress.COMPLETE, null, Verdict.DONE),
                Arguments.of(Progress.COMPLETE, new NotFound(1, "x"), Verdict.DONE),
                Arguments.of(Progress.COMPLETE, answer(TApplicationException.UNKNOWN_METHOD, "x"), Verdict.DONE),
                Arguments.of(Progress.COMPLETE, answer(TApplicationException.INTERNAL_ERROR, null), Verdict.DONE),
                Arguments.of(
                        Progress.COMPLETE,
                        answer(TApplicationException.INTERNAL_ERROR, "not executed: full"),
                        Verdict.REFUSED),
                Arguments.of(
                        Progress.COMPLETE,
                        answer(TApplicationException.INTERNAL_ERROR, "not executed: shutting down"),
                        Verdict.LEAVING),
                Arguments.of(
                        Progress.COMPLETE,
                        answer(TApplicationException.INTERNAL_ERROR, "not executed: deadline exceeded"),
                        Verdict.DONE),
                Arguments.of(Progress.COMPLETE, answer(TApplicationException.PROTOCOL_ERROR, "x"), Verdict.OUT_OF_STEP),
                Arguments.of(
                        Progress.COMPLETE,
                        answer(TApplicationException.INVALID_MESSAGE_TYPE, "x"),
                        Verdict.OUT_OF_STEP),
                Arguments.of(Progress.WAITING, TIMEOUT, Verdict.FAILED),
                Arguments.of(Progress.UNSENT, BROKEN, Verdict.UNREACHABLE),
                Arguments.of(Progress.UNSENT, TIMEOUT, Verdict.UNREACHABLE),
                Arguments.of(Progress.UNSENT, new OutOfMemoryError(), Verdict.FAILED),
                Arguments.of(Progress.UNSENT, new IllegalStateException(), Verdict.FAILED),
                Arguments.of(Progress.SENT, BROKEN, Verdict.FAILED),
                Arguments.of(Progress.SENT, TIMEOUT, Verdict.FAILED),
                Arguments.of(Progress.SENT, new TProtocolException("x"), Verdict.FAILED),
                Arguments.of(Progress.SENT, answer(TApplicationException.BAD_SEQUENCE_ID, "x"), Verdict.FAILED),
                Arguments.of(Progress.SENT, new StackOverflowError(), Verdict.FAILED));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whenAnAttemptEndsItIsJudged(Progress progress, @Nullable Throwable failure, Verdict verdict) {
        assertThat(Verdict.of(progress, failure)).isEqualTo(verdict);
    }
}
