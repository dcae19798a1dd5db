package io.thriftboot.client;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.thrift.protocol.TProtocolException;

/** Headers of calls as fields of HTTP messages, whose names come in any case. */
final class HttpFields {

    /** What they say is said by the client itself; where a body ends, by those who write it. The JDK refuses others of the kind. */
    private static final Set<String> RESERVED =
            Set.of("content-type", "accept", "transfer-encoding", "te", "trailer", "keep-alive");

    private static final char FIRST_VISIBLE = ' ';
    private static final char LAST_VISIBLE = '~';

    private HttpFields() {}

    /**
     * Adds headers to a request.
     *
     * @throws TProtocolException if HTTP cannot carry one of them
     */
    static void add(Map<String, String> headers, HttpRequest.Builder request) throws TProtocolException {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            add(header.getKey(), header.getValue(), request);
        }
    }

    private static void add(String name, String value, HttpRequest.Builder request) throws TProtocolException {
        if (RESERVED.stream().anyMatch(name::equalsIgnoreCase)) {
            throw new TProtocolException(
                    TProtocolException.INVALID_DATA,
                    "header " + name + ": set by the client itself (expected: another name)");
        }
        if (!value.chars().allMatch(c -> c >= FIRST_VISIBLE && c <= LAST_VISIBLE)) {
            // The value may be secret.
            throw new TProtocolException(
                    "header " + name + ": a value that HTTP does not carry (expected: visible ASCII)");
        }
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException ex) {
            throw new TProtocolException(
                    TProtocolException.INVALID_DATA, "header '" + name + "': " + ex.getMessage(), ex);
        }
    }

    /** The headers of a response; of several with one name all values, with commas in between. */
    static Map<String, String> of(HttpHeaders fields) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return headers;
    }
}
