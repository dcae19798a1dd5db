package io.thriftboot.client;

import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call's headers as the header fields of a request over HTTP. What HTTP cannot carry, or needs itself, is left out. */
final class HeaderFields {

    private static final Logger logger = LoggerFactory.getLogger(HeaderFields.class);

    /** They say where a body ends, which is for those who write it. The JDK refuses others of the kind by itself. */
    private static final Set<String> OF_HTTP = Set.of("transfer-encoding", "te", "trailer", "keep-alive");

    private HeaderFields() {}

    static void add(Map<String, String> headers, HttpRequest.Builder request) {
        headers.forEach((name, value) -> add(name, value, request));
    }

    private static void add(String name, String value, HttpRequest.Builder request) {
        if (OF_HTTP.contains(name.toLowerCase(Locale.ROOT)) || !isText(value)) {
            logger.debug("header {}: not sent, since HTTP cannot carry it", name);
            return;
        }
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException ex) {
            logger.debug("header {}: not sent, since HTTP cannot carry it", name, ex);
        }
    }

    /** The JDK's client would send a question mark for others. */
    private static boolean isText(String value) {
        return value.chars().allMatch(c -> (c >= ' ' && c < 127) || c == '\t');
    }
}
