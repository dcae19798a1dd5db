package io.thriftboot.test;

import java.util.Map;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TBase;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TTransportException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on how a call failed.
 *
 * @since 0.1
 */
public final class FailedCallAssert extends AbstractThrowableAssert<FailedCallAssert, Throwable> {

    private static final String NOT_EXECUTED = "not executed: ";

    private static final Map<Integer, String> APPLICATION = Map.ofEntries(
            Map.entry(TApplicationException.UNKNOWN, "UNKNOWN"),
            Map.entry(TApplicationException.UNKNOWN_METHOD, "UNKNOWN_METHOD"),
            Map.entry(TApplicationException.INVALID_MESSAGE_TYPE, "INVALID_MESSAGE_TYPE"),
            Map.entry(TApplicationException.WRONG_METHOD_NAME, "WRONG_METHOD_NAME"),
            Map.entry(TApplicationException.BAD_SEQUENCE_ID, "BAD_SEQUENCE_ID"),
            Map.entry(TApplicationException.MISSING_RESULT, "MISSING_RESULT"),
            Map.entry(TApplicationException.INTERNAL_ERROR, "INTERNAL_ERROR"),
            Map.entry(TApplicationException.PROTOCOL_ERROR, "PROTOCOL_ERROR"),
            Map.entry(TApplicationException.INVALID_TRANSFORM, "INVALID_TRANSFORM"),
            Map.entry(TApplicationException.INVALID_PROTOCOL, "INVALID_PROTOCOL"),
            Map.entry(TApplicationException.UNSUPPORTED_CLIENT_TYPE, "UNSUPPORTED_CLIENT_TYPE"));

    private static final Map<Integer, String> TRANSPORT = Map.of(
            TTransportException.UNKNOWN, "UNKNOWN",
            TTransportException.NOT_OPEN, "NOT_OPEN",
            TTransportException.ALREADY_OPEN, "ALREADY_OPEN",
            TTransportException.TIMED_OUT, "TIMED_OUT",
            TTransportException.END_OF_FILE, "END_OF_FILE",
            TTransportException.CORRUPTED_DATA, "CORRUPTED_DATA",
            TTransportException.MESSAGE_SIZE_LIMIT, "MESSAGE_SIZE_LIMIT");

    private static final Map<Integer, String> PROTOCOL = Map.of(
            TProtocolException.UNKNOWN, "UNKNOWN",
            TProtocolException.INVALID_DATA, "INVALID_DATA",
            TProtocolException.NEGATIVE_SIZE, "NEGATIVE_SIZE",
            TProtocolException.SIZE_LIMIT, "SIZE_LIMIT",
            TProtocolException.BAD_VERSION, "BAD_VERSION",
            TProtocolException.NOT_IMPLEMENTED, "NOT_IMPLEMENTED",
            TProtocolException.DEPTH_LIMIT, "DEPTH_LIMIT");

    FailedCallAssert(@Nullable Throwable actual) {
        super(actual, FailedCallAssert.class);
    }

    /**
     * Asserts that the server answered with an error that is not declared.
     *
     * @param type a constant of {@link TApplicationException}
     * @return this
     */
    public FailedCallAssert isApplicationException(int type) {
        isNotNull();
        if (!(actual instanceof TApplicationException error) || error.getType() != type) {
            failTyped("TApplicationException", name(APPLICATION, type));
        }
        return this;
    }

    /**
     * Asserts that no server could be reached, or the connection failed.
     *
     * @param type a constant of {@link TTransportException}
     * @return this
     */
    public FailedCallAssert isTransportException(int type) {
        isNotNull();
        if (!(actual instanceof TTransportException error) || error.getType() != type) {
            failTyped("TTransportException", name(TRANSPORT, type));
        }
        return this;
    }

    /**
     * Asserts that what arrived, or was to be sent, is no Thrift.
     *
     * @param type a constant of {@link TProtocolException}
     * @return this
     */
    public FailedCallAssert isProtocolException(int type) {
        isNotNull();
        if (!(actual instanceof TProtocolException error) || error.getType() != type) {
            failTyped("TProtocolException", name(PROTOCOL, type));
        }
        return this;
    }

    /**
     * Asserts that the server refused the call and says that no handler was called: that it may be tried again.
     *
     * @return this
     */
    public FailedCallAssert isNotExecuted() {
        isApplicationException(TApplicationException.INTERNAL_ERROR);
        if (!String.valueOf(actual.getMessage()).startsWith(NOT_EXECUTED)) {
            failTyped("TApplicationException", "INTERNAL_ERROR with a text that begins with \"" + NOT_EXECUTED + '"');
        }
        return this;
    }

    /**
     * Asserts that the call failed with an exception that its IDL declares, with these values.
     *
     * @param expected an exception that the Thrift compiler generated
     * @return this
     */
    public FailedCallAssert isDeclaredException(TBase<?, ?> expected) {
        isNotNull();
        if (!(actual instanceof TBase<?, ?> struct) || struct.getClass() != expected.getClass()) {
            failTyped(expected.getClass().getSimpleName(), Shown.value(expected));
        } else {
            new StructAssert(struct).as(descriptionText()).isEqualTo(expected);
        }
        return this;
    }

    private void failTyped(String type, String detail) {
        AssertionError error = failure("%s", "Expected " + type + ' ' + detail + " but was " + shown(actual));
        error.initCause(actual);
        throw error;
    }

    private static String shown(Throwable thrown) {
        String type = "";
        if (thrown instanceof TApplicationException error) {
            type = ' ' + name(APPLICATION, error.getType());
        } else if (thrown instanceof TTransportException error) {
            type = ' ' + name(TRANSPORT, error.getType());
        } else if (thrown instanceof TProtocolException error) {
            type = ' ' + name(PROTOCOL, error.getType());
        }
        return thrown.getClass().getSimpleName() + type + ": " + thrown.getMessage();
    }

    private static String name(Map<Integer, String> names, int type) {
        return names.getOrDefault(type, "type") + " (" + type + ')';
    }
}
