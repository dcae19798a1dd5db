package io.thriftboot.spring.security;

import io.thriftboot.ThriftCall;
import java.util.List;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Finds out who calls.
 *
 * @param extractors what clients may show, in the order in which it is looked for
 * @param manager checks it
 */
record Callers(List<ThriftAuthenticationExtractor> extractors, AuthenticationManager manager) {

    /** Who shows nothing. */
    private static final Authentication ANONYMOUS = new AnonymousAuthenticationToken(
            "thrift", "anonymousUser", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

    static boolean isAnonymous(Authentication caller) {
        return caller instanceof AnonymousAuthenticationToken;
    }

    /**
     * Who makes a call. Whom the web server has authenticated already is not asked again.
     *
     * @return somebody who is authenticated, or nobody in particular
     * @throws org.springframework.security.core.AuthenticationException if what the client shows is not valid
     */
    Authentication of(ThriftCall call) {
        if (call.context().principal() instanceof Authentication known && known.isAuthenticated()) {
            return known;
        }
        for (ThriftAuthenticationExtractor extractor : extractors) {
            Authentication shown = extractor.extract(call);
            if (shown != null) {
                Authentication caller = manager.authenticate(shown);
                call.context().authenticated(caller);
                return caller;
            }
        }
        return ANONYMOUS;
    }
}
