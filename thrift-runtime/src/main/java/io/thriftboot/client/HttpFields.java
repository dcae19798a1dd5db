package io.thriftboot.client;

import io.thriftboot.transport.PeerText;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Headers of calls as fields of HTTP messages, whose names come in any case. */
final class HttpFields {

    private static final Logger logger = LoggerFactory.getLogger(HttpFields.class);

    /** What they say is said by the client itself; where a body ends, by those who write it. The JDK refuses others of the kind. */
    private static final Set<String> RESERVED =
            Set.of("content-type", "accept", "transfer-encoding", "te", "trailer", "keep-alive");

    private static final int LONGEST_NAME = 100;
    private static final char FIRST_VISIBLE = ' ';
    private static final char LAST_VISIBLE = '~';

    private HttpFields() {}

    /** Adds those headers that HTTP can carry. Others may have come with a request, and must not fail what is called for it. */
    static void add(Map<String, String> headers, HttpRequest.Builder request) {
        headers.forEach((name, value) -> {
            if (RESERVED.stream().anyMatch(name::equalsIgnoreCase) || !isText(value) || !set(name, value, request)) {
                logger.debug(
                        "header {}: not sent, since HTTP cannot carry it, or needs it itself",
                        PeerText.shown(name, LONGEST_NAME));
            }
        });
    }

    /** The JDK's client would send a question mark for others. */
    private static boolean isText(String value) {
        return value.chars().allMatch(c -> c >= FIRST_VISIBLE && c <= LAST_VISIBLE);
    }

    private static boolean set(String name, String value, HttpRequest.Builder request) {
        try {
            request.setHeader(name, value);
            return true;
        } catch (IllegalArgumentException ex) {
            // No name, or one of those that the JDK keeps for itself.
            return false;
        }
    }

    /** The headers of a response; of several with one name all values, with commas in between. */
    static Map<String, String> of(HttpHeaders fields) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return headers;
    }
}
