package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.ThriftContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that a call is sent with, where headers travel: those that were set, and the time that is left. */
final class SentHeaders {

    private SentHeaders() {}

    /** Who sets the time himself knows better. */
    static Map<String, String> of(ThriftContext context) {
        Map<String, String> set = context.requestHeaders();
        Deadline deadline = context.deadline();
        if (!deadline.isSet() || context.requestHeader(Deadline.HEADER) != null) {
            return set;
        }
        String millis = Integer.toString(deadline.timeoutMillis(Duration.ZERO));
        if (set.isEmpty()) {
            return Map.of(Deadline.HEADER, millis);
        }
        Map<String, String> all = new LinkedHashMap<>(set);
        all.put(Deadline.HEADER, millis);
        return all;
    }
}
