package io.thriftboot.spring.security;

import io.thriftboot.ThriftCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** A name and a password, as RFC 7617 writes them, in UTF-8. */
final class BasicExtractor implements ThriftAuthenticationExtractor {

    @Override
    public @Nullable Authentication extract(ThriftCall call) {
        String credential = AuthorizationHeader.credential(call, "Basic");
        if (credential == null) {
            return null;
        }
        String text = decoded(credential);
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new BadCredentialsException("basic credential: no colon (expected: name:password)");
        }
        UsernamePasswordAuthenticationToken token = UsernamePasswordAuthenticationToken.unauthenticated(
                text.substring(0, colon), text.substring(colon + 1));
        token.setDetails(call.context().peer());
        return token;
    }

    private static String decoded(String credential) {
        try {
            return new String(Base64.getDecoder().decode(credential), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException ex) {
            throw new BadCredentialsException("basic credential: no Base64", ex);
        }
    }
}
