package io.thriftboot.spring.web;

import io.thriftboot.protocol.ThriftProtocol;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The media types of Thrift. Others are refused, in particular those that a browser sends to other sites without asking them
 * first: a page of somebody else's could otherwise make calls with the user's cookies.
 */
final class ContentTypes {

    /** What Thrift's own libraries send, whatever the protocol. */
    private static final String ANY = "application/x-thrift";

    private static final String WITH_PROTOCOL = "application/vnd.apache.thrift.";

    private ContentTypes() {}

    /** The protocol that the type asks for, {@code null} if it is none of Thrift's. */
    static @Nullable ThriftProtocol protocol(@Nullable String contentType, ThriftProtocol ofServer) {
        String type = bare(contentType);
        if (type.equals(ANY)) {
            return ofServer;
        }
        return named().filter(protocol -> type.equals(of(protocol))).findFirst().orElse(null);
    }

    /** The type without its parameters, empty if there is none. */
    static String bare(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType;
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    static String expected() {
        return named().map(ContentTypes::of).collect(Collectors.joining(", ", ANY + ", ", ""));
    }

    private static Stream<ThriftProtocol> named() {
        return Arrays.stream(ThriftProtocol.values())
                .filter(protocol -> protocol != ThriftProtocol.AUTO && protocol != ThriftProtocol.HEADER);
    }

    private static String of(ThriftProtocol protocol) {
        return WITH_PROTOCOL + protocol.name().toLowerCase(Locale.ROOT);
    }
}
