package io.thriftboot;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and values that travel with a message. Safe for use by several threads. */
final class MessageHeaders {

    private static final int MOST = 1_000;

    /** So many bytes fit before a message, with the length of each name and value. */
    private static final int MOST_BYTES = 60_000;

    private volatile Map<String, String> map;

    MessageHeaders() {
        this(Map.of());
    }

    MessageHeaders(Map<String, String> map) {
        this.map = map.isEmpty() ? Map.of() : Collections.unmodifiableMap(map);
    }

    Map<String, String> map() {
        return map;
    }

    void replace(Map<String, String> headers) {
        map = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(headers);
    }

    synchronized void set(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(map);
        changed.put(name, value);
        int bytes = changed.entrySet().stream()
                .mapToInt(header -> length(header.getKey()) + length(header.getValue()))
                .sum();
        if (changed.size() > MOST || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("header " + name + ": " + changed.size() + " headers of " + bytes
                    + " bytes with it (expected: at most " + MOST + " of " + MOST_BYTES + " bytes)");
        }
        map = Collections.unmodifiableMap(changed);
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
