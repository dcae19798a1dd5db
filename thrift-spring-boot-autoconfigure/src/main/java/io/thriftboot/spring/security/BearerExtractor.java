package io.thriftboot.spring.security;

import io.thriftboot.ThriftCall;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** A token that says by itself who has it, as RFC 6750 writes it. */
final class BearerExtractor implements ThriftAuthenticationExtractor {

    @Override
    public @Nullable Authentication extract(ThriftCall call) {
        String credential = AuthorizationHeader.credential(call, "Bearer");
        if (credential == null || credential.isEmpty()) {
            return null;
        }
        BearerTokenAuthenticationToken token = new BearerTokenAuthenticationToken(credential);
        token.setDetails(call.context().peer());
        return token;
    }
}
