package io.thriftboot.spring.console;

import io.thriftboot.model.ThriftJson;
import java.util.Map;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;

/** Errors as the page shows them: what a client would get, and no more. */
final class ConsoleErrors {

    private static final Map<Integer, String> NAMES = Map.of(
            TApplicationException.UNKNOWN_METHOD, "UNKNOWN_METHOD",
            TApplicationException.INVALID_MESSAGE_TYPE, "INVALID_MESSAGE_TYPE",
            TApplicationException.WRONG_METHOD_NAME, "WRONG_METHOD_NAME",
            TApplicationException.BAD_SEQUENCE_ID, "BAD_SEQUENCE_ID",
            TApplicationException.MISSING_RESULT, "MISSING_RESULT",
            TApplicationException.INTERNAL_ERROR, "INTERNAL_ERROR",
            TApplicationException.PROTOCOL_ERROR, "PROTOCOL_ERROR",
            TApplicationException.UNSUPPORTED_CLIENT_TYPE, "UNSUPPORTED_CLIENT_TYPE");

    private ConsoleErrors() {}

    static ConsoleReply reply(TException thrown, Map<String, String> headers, int requestBytes, int replyBytes) {
        String type = thrown instanceof TApplicationException answer
                ? NAMES.getOrDefault(answer.getType(), "UNKNOWN")
                : thrown.getClass().getSimpleName();
        return new ConsoleReply(
                "error", type, ThriftJson.text(String.valueOf(thrown.getMessage())), headers, requestBytes, replyBytes);
    }
}
