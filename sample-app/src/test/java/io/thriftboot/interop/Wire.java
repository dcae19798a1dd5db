package io.thriftboot.interop;

import java.util.List;
import java.util.stream.Stream;

/**
 * A protocol and a layered transport by the names that properties and the scripts of other languages share.
 *
 * @param protocol binary, compact, json or header
 * @param transport framed or buffered
 */
record Wire(String protocol, String transport) {

    /** What other languages' libraries have, too. */
    static Stream<Wire> all() {
        return Stream.of("binary", "compact", "json")
                .flatMap(protocol -> Stream.of("framed", "buffered").map(transport -> new Wire(protocol, transport)));
    }

    /** A server's model that can do it: the one with an own thread for each connection does without frames. */
    String model() {
        return transport.equals("framed") ? "threaded-selector" : "thread-pool";
    }

    List<String> names() {
        return List.of(protocol, transport);
    }

    @Override
    public String toString() {
        return protocol + "/" + transport;
    }
}
