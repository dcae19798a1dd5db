package io.thriftboot.test;

import static io.thriftboot.test.ThriftAssertions.assertThatCall;
import static io.thriftboot.test.ThriftAssertions.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.thriftboot.test.api.NoSuchPerson;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TTransportException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class FailedCallAssertTests {

    private final Throwable refused =
            new TApplicationException(TApplicationException.INTERNAL_ERROR, "not executed: overloaded");
    private final Throwable timedOut = new TTransportException(TTransportException.TIMED_OUT, "after 5s");

    @Test
    void whenTypeIsTheExpectedOneNothingIsReported() {
        assertThatCall(() -> {
                    throw refused;
                })
                .isApplicationException(TApplicationException.INTERNAL_ERROR)
                .isNotExecuted()
                .hasMessageContaining("overloaded");
        assertThatFailure(timedOut).isTransportException(TTransportException.TIMED_OUT);
        assertThatFailure(new TProtocolException(TProtocolException.BAD_VERSION, "2"))
                .isProtocolException(TProtocolException.BAD_VERSION);
        assertThatFailure(new NoSuchPerson(1)).isDeclaredException(new NoSuchPerson(1));
    }

    @Test
    void whenTypeIsAnotherBothAreNamed() {
        assertFails(() -> assertThatFailure(refused).isApplicationException(TApplicationException.UNKNOWN_METHOD))
                .withMessage("Expected TApplicationException UNKNOWN_METHOD (1) but was TApplicationException"
                        + " INTERNAL_ERROR (6): not executed: overloaded")
                .withCause(refused);
        assertFails(() -> assertThatFailure(timedOut).isTransportException(TTransportException.NOT_OPEN))
                .withMessage("Expected TTransportException NOT_OPEN (1) but was TTransportException TIMED_OUT (3):"
                        + " after 5s");
        assertFails(() -> assertThatFailure(timedOut).isProtocolException(TProtocolException.BAD_VERSION))
                .withMessageStartingWith("Expected TProtocolException BAD_VERSION (4) but was TTransportException");
        assertFails(() -> assertThatFailure(new TApplicationException(99, "x")).isApplicationException(98))
                .withMessage("Expected TApplicationException type (98) but was TApplicationException type (99): x");
    }

    @Test
    void whenServerExecutedTheCallItIsNotNotExecuted() {
        assertFails(() -> assertThatFailure(new TApplicationException(TApplicationException.INTERNAL_ERROR, "oops"))
                        .isNotExecuted())
                .withMessageContaining("begins with \"not executed: \" but was")
                .withMessageEndingWith("INTERNAL_ERROR (6): oops");
    }

    @Test
    void whenDeclaredExceptionHasOtherValuesTheyAreNamed() {
        assertFails(() -> assertThatFailure(new NoSuchPerson(1)).isDeclaredException(new NoSuchPerson(2)))
                .withMessageContaining("id: expected 2 but was 1");
        assertFails(() -> assertThatFailure(timedOut).isDeclaredException(new NoSuchPerson(2)))
                .withMessageStartingWith("Expected NoSuchPerson NoSuchPerson(id:2) but was TTransportException");
    }

    @Test
    void whenCallReturnsThatIsReported() {
        assertFails(() -> assertThatCall(() -> {})).withMessage("Expected the call to fail, but it returned");
    }

    private static ThrowableAssertAlternative<AssertionError> assertFails(ThrowingCallable code) {
        return assertThatExceptionOfType(AssertionError.class).isThrownBy(code);
    }
}
