package io.thriftboot;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and values that travel with a message. Maps of them are replaced, never changed. */
final class MessageHeaders {

    private static final int MOST = 1_000;

    /** So many bytes fit before a message, with the length of each name and value. */
    private static final int MOST_BYTES = 60_000;

    private MessageHeaders() {}

    /** A view that nobody changes. */
    static Map<String, String> of(Map<String, String> headers) {
        return headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(headers);
    }

    /**
     * These headers and one more, which takes the place of one whose name differs in case at most.
     *
     * @throws IllegalArgumentException if they are too many or too long
     */
    static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.keySet().removeIf(name::equalsIgnoreCase);
        changed.put(name, value);
        int bytes = changed.entrySet().stream()
                .mapToInt(header -> length(header.getKey()) + length(header.getValue()))
                .sum();
        if (changed.size() > MOST || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("header " + name + ": " + changed.size() + " headers of " + bytes
                    + " bytes with it (expected: at most " + MOST + " of " + MOST_BYTES + " bytes)");
        }
        return Collections.unmodifiableMap(changed);
    }

    /** These headers with another value wherever there is that one. */
    static Map<String, String> replaced(Map<String, String> headers, String value, String other) {
        Map<String, String> replaced = new LinkedHashMap<>(headers);
        replaced.replaceAll((name, each) -> each.equals(value) ? other : each);
        return replaced;
    }

    /** The value of a header, whose name may be in any case. */
    static @Nullable String find(Map<String, String> headers, String name) {
        String exact = headers.get(name);
        if (exact != null || headers.isEmpty()) {
            return exact;
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (name.equalsIgnoreCase(header.getKey())) {
                return header.getValue();
            }
        }
        return null;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
