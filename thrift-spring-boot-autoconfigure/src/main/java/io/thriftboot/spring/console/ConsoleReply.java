package io.thriftboot.spring.console;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call.
 *
 * @param outcome {@code reply}, {@code exception} (one that the IDL declares), {@code error} or {@code sent} (oneway)
 * @param type the type of the exception or error, {@code null} if there is none
 * @param body JSON text of the value or exception; of an error its message, as a JSON string; {@code null} if sent
 * @param headers that came with the reply
 * @param requestBytes the message's size, -1 if it is not known
 * @param replyBytes the reply's size, -1 if it is not known
 */
record ConsoleReply(
        String outcome,
        @Nullable String type,
        @Nullable String body,
        Map<String, String> headers,
        int requestBytes,
        int replyBytes) {

    static ConsoleReply sent(int requestBytes) {
        return new ConsoleReply("sent", null, null, Map.of(), requestBytes, -1);
    }

    /** The body is text within JSON: a page must not round its numbers. */
    Map<String, Object> asMap(long micros) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("outcome", outcome);
        if (type != null) {
            map.put("type", type);
        }
        if (body != null) {
            map.put("body", body);
        }
        map.put("headers", headers);
        map.put("micros", micros);
        if (requestBytes >= 0) {
            map.put("requestBytes", requestBytes);
        }
        if (replyBytes >= 0) {
            map.put("replyBytes", replyBytes);
        }
        return map;
    }
}
