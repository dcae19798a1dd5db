package io.thriftboot.spring.security;

import io.thriftboot.ThriftCall;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Finds what a client has shown of itself. Beans of this type are asked before what is there anyway: the header {@code
 * authorization} with the scheme {@code Basic} or {@code Bearer}, then the client's certificate.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftAuthenticationExtractor {

    /**
     * Looks at a call.
     *
     * @param call what is called; its context has the headers and the peer, and its arguments are not to be changed
     * @return what an {@link org.springframework.security.authentication.AuthenticationManager} is to check, {@code null} if there is
     *     nothing that this knows of
     * @throws org.springframework.security.core.AuthenticationException if there is something that cannot be valid
     */
    @Nullable
    Authentication extract(ThriftCall call);
}
