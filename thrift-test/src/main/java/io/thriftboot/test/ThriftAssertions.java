package io.thriftboot.test;

import org.apache.thrift.TBase;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions on what Thrift generates and throws begin, to be imported statically:
 *
 * <pre>{@code
 * assertThatStruct(users.get(1)).ignoringFields("updated").isEqualTo(new User(1, "Ann"));
 * assertThatCall(() -> users.get(-1)).isDeclaredException(new UserNotFound(-1));
 * assertThatCall(() -> users.get(1)).isTransportException(TTransportException.TIMED_OUT);
 * }</pre>
 *
 * <p>Needs AssertJ.
 *
 * @since 0.1
 */
public final class ThriftAssertions {

    private ThriftAssertions() {}

    /**
     * Begins assertions on a generated struct, union or exception.
     *
     * @param actual what was returned; {@code null} fails with every assertion but those on {@code null}
     * @return assertions that name the fields in which structs differ
     */
    public static StructAssert assertThatStruct(@Nullable TBase<?, ?> actual) {
        return new StructAssert(actual);
    }

    /**
     * Makes a call that is expected to fail, and begins assertions on how it does.
     *
     * @param call a call of a client
     * @return assertions on what it has thrown
     * @throws AssertionError if the call returns
     */
    public static FailedCallAssert assertThatCall(ThrowingCallable call) {
        Throwable thrown = Assertions.catchThrowable(call);
        if (thrown == null) {
            throw new AssertionError("Expected the call to fail, but it returned");
        }
        return new FailedCallAssert(thrown);
    }

    /**
     * Begins assertions on something thrown by a call, for instance what a future was completed with.
     *
     * @param thrown what was thrown
     * @return assertions on it
     */
    public static FailedCallAssert assertThatFailure(@Nullable Throwable thrown) {
        return new FailedCallAssert(thrown);
    }
}
