package io.thriftboot.spring.security;

import io.thriftboot.ThriftCall;
import org.jspecify.annotations.Nullable;

/** The header that has a scheme and a credential, over HTTP and with the header protocol alike. */
final class AuthorizationHeader {

    private static final String NAME = "authorization";

    private AuthorizationHeader() {}

    /** What follows the scheme, {@code null} if there is no such header or it has another scheme. */
    static @Nullable String credential(ThriftCall call, String scheme) {
        String value = call.context().requestHeader(NAME);
        int end = scheme.length();
        return value != null
                        && value.length() > end
                        && value.charAt(end) == ' '
                        && value.regionMatches(true, 0, scheme, 0, end)
                ? value.substring(end + 1).strip()
                : null;
    }
}
