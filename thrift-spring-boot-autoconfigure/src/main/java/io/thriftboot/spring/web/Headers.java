package io.thriftboot.spring.web;

import io.thriftboot.transport.PeerText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Headers of calls as fields of HTTP messages. */
final class Headers {

    private static final Logger logger = LoggerFactory.getLogger(Headers.class);

    private static final int LONGEST_NAME = 100;
    private static final String NAME = "[\\w!#$%&'*+.^`|~-]+";
    private static final String VALUE = "[ -~]*";

    private Headers() {}

    /** All fields of a request, found in any case; of several with one name all values, with commas in between. */
    static Map<String, String> of(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, String.join(", ", Collections.list(request.getHeaders(name))));
        }
        return headers;
    }

    /** Adds those that HTTP can carry: a line break in a value would begin another field. */
    static void add(Map<String, String> headers, HttpServletResponse response) {
        headers.forEach((name, value) -> {
            if (name.matches(NAME) && value.matches(VALUE)) {
                response.setHeader(name, value);
            } else {
                logger.debug(
                        "header '{}' of a reply is left out (expected: a token, and a value of visible ASCII)",
                        PeerText.shown(name, LONGEST_NAME));
            }
        });
    }
}
